package id.kinerja.sync.siasn;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class AdapterArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("id.kinerja.sync");

    @Test
    void the_port_speaks_of_results_and_not_of_how_they_travel() {
        noClasses()
                .that()
                .resideInAPackage("id.kinerja.sync.registry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework..",
                        "tools.jackson..",
                        "com.fasterxml..",
                        "java.net..",
                        "io.github.resilience4j..",
                        "io.micrometer..",
                        "id.kinerja.sync.siasn..")
                .check(CLASSES);
    }
}
