package id.kinerja.assessment.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.assessment.delivery.DeliveryEvent.DeliveryConfirmed;
import id.kinerja.assessment.delivery.DeliveryEvent.DeliveryHeld;
import id.kinerja.assessment.delivery.DeliveryEvent.DeliveryParked;
import id.kinerja.kit.contracts.ContractFiles;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class DeliveryContractTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String ASSESSMENT = "5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01:2026";

    @Test
    void the_golden_confirmation_is_understood() {
        var event = golden(Deliveries.CONFIRMED, DeliveryConfirmed.class);

        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.assessmentId()).isEqualTo(ASSESSMENT);
        assertThat(event.confirmedAt()).isEqualTo(Instant.parse("2026-12-19T01:45:00Z"));
    }

    @Test
    void the_golden_parking_names_who_must_act_and_why() {
        var event = golden(Deliveries.PARKED, DeliveryParked.class);

        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.actor()).isEqualTo("SCHOOL_OPERATOR");
        assertThat(event.cause()).isEqualTo("IDENTITY_MISMATCH");
    }

    @Test
    void the_golden_holding_is_understood() {
        var event = golden(Deliveries.HELD, DeliveryHeld.class);

        assertThat(event.kind()).isEqualTo("PLAN");
        assertThat(event.employeeId() + ":" + event.periodId()).isEqualTo(ASSESSMENT);
    }

    @Test
    void an_event_without_what_it_is_about_is_unreadable() {
        assertThatThrownBy(() -> JSON.readValue("{\"kind\":\"ANNUAL\"}", DeliveryHeld.class))
                .isInstanceOf(JacksonException.class);
    }

    private static <T> T golden(String type, Class<T> payload) {
        return JSON.readValue(ContractFiles.golden(type).dataJson(), payload);
    }
}
