package id.kinerja.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_kits_model_is_free_of_frameworks() {
        noClasses()
                .that()
                .resideInAPackage("id.kinerja.kit.model")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "id.kinerja.kit.model", "org.jspecify..")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("id.kinerja.kit"));
    }
}
