package id.kinerja.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import id.kinerja.kit.model.DomainEvent;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** The rules every service keeps, each with the reason in its name. */
public final class ArchitectureRules {

    private static final DescribedPredicate<JavaClass> EVENTS_AND_THEIR_AGGREGATES =
            DescribedPredicate.describe("are domain events", type -> type.isAssignableTo(DomainEvent.class));

    private static final Set<String> TEMPLATE_WRITES = Set.of(
            "save",
            "insert",
            "insertAll",
            "replace",
            "upsert",
            "updateFirst",
            "updateMulti",
            "remove",
            "findAndModify",
            "findAndRemove",
            "findAllAndRemove",
            "findAndReplace",
            "bulkOps");

    private ArchitectureRules() {}

    /** Checks all rules on the production classes below a package. */
    public static void check(String packageName) {
        JavaClasses production = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(packageName);
        rules().forEach(rule -> rule.check(production));
    }

    private static List<ArchRule> rules() {
        return List.of(
                noClasses()
                        .should()
                        .callMethodWhere(DescribedPredicate.describe(
                                "MongoTemplate writes documents",
                                call -> call.getTargetOwner().isAssignableTo(MongoOperations.class)
                                        && TEMPLATE_WRITES.contains(call.getName())))
                        .because("aggregates have one write path: a stale save brings published events back"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.springframework.data.mongodb.repository..")
                        .because("a repository saves aggregates whole, past the outbox"),
                noClasses()
                        .that()
                        .resideOutsideOfPackages("..sync.siasn..", "..kit.security..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "java.net.http..",
                                "org.springframework.web.client..",
                                "org.springframework.web.reactive.function.client..")
                        .because("a service asks no other service anything: it has learned from events what it knows"),
                noClasses()
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.springframework.kafka.core..",
                                "org.springframework.cloud.stream.function..",
                                "org.apache.kafka.clients.producer..")
                        .because("events leave through the outbox only"),
                classes()
                        .that(EVENTS_AND_THEIR_AGGREGATES)
                        .and()
                        .areNotInterfaces()
                        .should()
                        .beRecords()
                        .because("an event is a fact and never changes"),
                noClasses()
                        .that(EVENTS_AND_THEIR_AGGREGATES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.springframework..", "com.mongodb..", "tools.jackson..", "org.apache.kafka..")
                        .because("the model is free of frameworks"),
                noClasses()
                        .should()
                        .callMethodWhere(DescribedPredicate.describe(
                                "the time is taken from the machine",
                                call -> call.getTargetOwner().getPackageName().equals("java.time")
                                        && call.getName().equals("now")
                                        && call.getTarget().getRawParameterTypes().stream()
                                                .noneMatch(type -> type.isEquivalentTo(Clock.class))))
                        .because("time is injected, so that tests and demo periods can choose it"),
                methods()
                        .that()
                        .areAnnotatedWith(GetMapping.class)
                        .or()
                        .areAnnotatedWith(PostMapping.class)
                        .or()
                        .areAnnotatedWith(PutMapping.class)
                        .or()
                        .areAnnotatedWith(PatchMapping.class)
                        .or()
                        .areAnnotatedWith(DeleteMapping.class)
                        .or(DescribedPredicate.describe(
                                "are annotated with @RequestMapping",
                                method -> method.isAnnotatedWith(RequestMapping.class)))
                        .should()
                        .beAnnotatedWith(PreAuthorize.class)
                        .because("what is not allowed by name is denied"));
    }
}
