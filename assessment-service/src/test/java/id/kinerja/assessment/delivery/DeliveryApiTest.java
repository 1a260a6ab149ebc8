package id.kinerja.assessment.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.assessment.AssessmentSuite;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeliveryApiTest extends AssessmentSuite {

    private static final String PARKED_AT = "2026-12-17T04:02:00Z";
    private static final String CONFIRMED_AT = "2026-12-19T01:45:00Z";

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void the_person_reads_in_plain_words_that_the_result_is_parked_and_who_must_act() {
        finish(cast.ratna(), cast.sari());
        tellParked(1, "IDENTITY_MISMATCH", "SCHOOL_OPERATOR");
        awaitStatus("PARKED");

        var english = deliverySeenBy(cast.sari());
        var indonesian = as(cast.sari())
                .header("Accept-Language", "id")
                .get(pathOf(cast.sari()))
                .body()
                .path("delivery");

        assertThat(english.path("actor").asString()).isEqualTo("SCHOOL_OPERATOR");
        assertThat(english.path("cause").asString()).isEqualTo("IDENTITY_MISMATCH");
        assertThat(english.path("since").asString()).isEqualTo(PARKED_AT);
        assertThat(english.path("confirmedAt").isNull()).isTrue();
        assertThat(english.path("message").asString()).contains("the school operator", "another name or birth date");
        assertThat(indonesian.path("message").asString()).contains("operator sekolah", "tanggal lahir yang berbeda");
    }

    @Test
    void a_cause_and_an_actor_without_words_of_ours_are_shown_as_their_codes() {
        finish(cast.ratna(), cast.sari());
        tellParked(1, "NEVER_HEARD_OF", "SOMEBODY_NEW");
        awaitStatus("PARKED");

        assertThat(deliverySeenBy(cast.sari()).path("message").asString()).contains("NEVER_HEARD_OF", "SOMEBODY_NEW");
    }

    @Test
    void a_result_that_an_operator_cancelled_is_not_said_to_go_on_by_itself() {
        finish(cast.ratna(), cast.sari());
        tellParked(1, "CANCELLED", "OPERATOR");
        awaitStatus("PARKED");

        var message = deliverySeenBy(cast.sari()).path("message").asString();
        assertThat(message).contains("is not sent", "the operator of Kinerja").doesNotContain("repaired");
    }

    @Test
    void news_of_a_delivery_do_not_change_the_etag_and_older_news_change_nothing() {
        finish(cast.ratna(), cast.sari());
        var before = as(cast.ratna()).get(pathOf(cast.sari())).etag();

        tellConfirmed(2);
        awaitStatus("DELIVERED");
        tellParked(1, "IDENTITY_MISMATCH", "SCHOOL_OPERATOR");
        tellParked(2, "IDENTITY_MISMATCH", "SCHOOL_OPERATOR");
        // The same key, so the same partition: when this one is seen, those before it have been.
        tellDelivery(cast.sari(), "ANNUAL", "DeliveryHeld", 3, "heldAt", "2026-12-20T00:00:00Z");
        awaitStatus("HELD");
        tellConfirmed(4);
        awaitStatus("DELIVERED");

        var delivery = deliverySeenBy(cast.sari());
        assertThat(delivery.path("deliveryId").asString()).isEqualTo("ANNUAL:" + idOf(cast.sari()));
        assertThat(delivery.path("confirmedAt").asString()).isEqualTo(CONFIRMED_AT);
        assertThat(delivery.path("cause").isNull()).isTrue();
        assertThat(delivery.path("actor").isNull()).isTrue();
        assertThat(as(cast.ratna()).get(pathOf(cast.sari())).etag()).isEqualTo(before);
    }

    @Test
    void deliveries_of_plans_and_observations_are_not_deliveries_of_the_result() {
        finish(cast.ratna(), cast.sari());

        tellDelivery(cast.sari(), "PLAN", "DeliveryHeld", 1, "heldAt", "2026-01-21T02:31:00Z");
        tellDelivery(cast.sari(), "OBSERVATION", "DeliveryConfirmed", 1, "confirmedAt", CONFIRMED_AT);
        tellParked(1, "IDENTITY_MISMATCH", "SCHOOL_OPERATOR");
        awaitStatus("PARKED");

        assertThat(deliverySeenBy(cast.sari()).path("deliveryId").asString()).isEqualTo("ANNUAL:" + idOf(cast.sari()));
    }

    @Test
    void a_list_shows_deliveries_too() {
        finish(cast.ratna(), cast.sari());
        tellConfirmed(1);
        awaitStatus("DELIVERED");

        var items = as(cast.ratna()).get(ASSESSMENTS + "?view=queue").body().path("items");

        assertThat(items.path(0).path("delivery").path("status").asString()).isEqualTo("DELIVERED");
    }

    @Test
    void a_person_who_is_not_a_civil_servant_is_told_that_nothing_goes_to_bkn() {
        finish(cast.ratna(), cast.bayu());

        var delivery = as(cast.bayu()).get(pathOf(cast.bayu())).body().path("delivery");

        assertThat(delivery.path("status").asString()).isEqualTo("NOT_REQUIRED");
        assertThat(delivery.path("message").asString()).contains("PNS, PPPK");
    }

    private void tellConfirmed(long sequence) {
        tellDelivery(cast.sari(), "ANNUAL", "DeliveryConfirmed", sequence, "sequence", 1, "confirmedAt", CONFIRMED_AT);
    }

    private void tellParked(long sequence, String cause, String actor) {
        tellDelivery(
                cast.sari(),
                "ANNUAL",
                "DeliveryParked",
                sequence,
                "sequence",
                1,
                "cause",
                cause,
                "actor",
                actor,
                "parkedAt",
                PARKED_AT);
    }

    private JsonNode deliverySeenBy(Person person) {
        return as(person).get(pathOf(cast.sari())).body().path("delivery");
    }

    private void awaitStatus(String status) {
        await().atMost(SOON)
                .until(() ->
                        deliverySeenBy(cast.sari()).path("status").asString("").equals(status));
    }
}
