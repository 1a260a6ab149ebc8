package id.kinerja.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import id.kinerja.kit.testing.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void bkn_sync_service_keeps_the_rules_of_all_services() {
        ArchitectureRules.check("id.kinerja.sync");
    }

    @Test
    void the_models_of_deliveries_and_reconciliations_are_free_of_frameworks() {
        noClasses()
                .that()
                .haveNameMatching("id\\.kinerja\\.sync\\."
                        + "(delivery\\.(Delivery|Values|Closing|SendLease)|reconciliation\\.(Reconciliation|Finding))"
                        + "(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..", "com.mongodb..", "tools.jackson..", "com.fasterxml..", "org.apache..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("id.kinerja.sync"));
    }
}
