package id.kinerja.kit.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.kit.contracts.ContractFiles.Golden;
import org.junit.jupiter.api.Test;

class ContractFilesTest {

    private static final String PLAN_APPROVED = "id.kinerja.planning.PlanApproved.v1";

    @Test
    void a_golden_example_comes_with_headers_key_and_a_valid_payload() {
        Golden golden = ContractFiles.golden(PLAN_APPROVED);

        assertThat(golden.headers()).containsEntry("ce_type", PLAN_APPROVED).containsEntry("ce_subject", golden.key());
        ContractFiles.assertValid(PLAN_APPROVED, golden.dataJson());
    }

    @Test
    void every_violation_is_named() {
        String wrong = ContractFiles.golden(PLAN_APPROVED)
                .dataJson()
                .replace("DECIDED", "GUESSED")
                .replace("2026-01-21T02:30:00Z", "21 January")
                .replace("\"regulation\"", "\"rules\"");

        assertThatThrownBy(() -> ContractFiles.assertValid(PLAN_APPROVED, wrong))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("approvalMode")
                .hasMessageContaining("approvedAt")
                .hasMessageContaining("regulation");
    }

    @Test
    void what_is_not_json_is_not_valid() {
        assertThatThrownBy(() -> ContractFiles.assertValid(PLAN_APPROVED, "{\"planId\":"))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void an_unknown_event_type_says_what_is_missing() {
        assertThatThrownBy(() -> ContractFiles.golden("id.kinerja.planning.PlanForgotten.v1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PlanForgotten");
    }
}
