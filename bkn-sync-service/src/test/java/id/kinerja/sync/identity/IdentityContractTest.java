package id.kinerja.sync.identity;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.Directory;
import id.kinerja.sync.identity.IdentityEvents.EmployeeAssigned;
import id.kinerja.sync.identity.IdentityEvents.PlanApproved;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class IdentityContractTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void the_golden_assignment_says_who_somebody_is() {
        var event = golden(Directory.EMPLOYEE_ASSIGNED, EmployeeAssigned.class);
        assertThat(event).hasNoNullFieldsOrProperties();
        assertThat(event.birthDate()).isEqualTo("1990-02-28");
    }

    @Test
    void the_golden_approval_names_whom_to_check() {
        assertThat(golden(IdentityEvents.PLAN_APPROVED, PlanApproved.class)).hasNoNullFieldsOrProperties();
    }

    @ParameterizedTest
    @CsvSource({"I/a, 11", "II/d, 24", "III/c, 33", "III/d, 34", "IV/a, 41", "IV/e, 45"})
    void a_grade_has_the_registrys_code(String grade, String code) {
        assertThat(Identity.gradeId(grade)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"IX", "V", "'III/f'", "''", "III/c/d"})
    void a_grade_whose_code_is_not_known_has_none(String grade) {
        assertThat(Identity.gradeId(grade)).isNull();
    }

    private static <T> T golden(String type, Class<T> payload) {
        return JSON.readValue(ContractFiles.golden(type).dataJson(), payload);
    }
}
