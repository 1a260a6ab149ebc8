package id.kinerja.assessment;

import id.kinerja.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void assessment_service_keeps_the_rules_of_all_services() {
        ArchitectureRules.check("id.kinerja.assessment");
    }
}
