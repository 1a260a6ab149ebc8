package id.kinerja.observation.coaching;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulation.StageName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * The extensions of stages that the office has granted, learned from the planning topic. Granting and withdrawing are one
 * effect ordered by the extension's sequence; whether one has expired is asked when it is read.
 */
class GrantedExtensions {

    static final String DEADLINE_EXTENDED = "id.kinerja.planning.DeadlineExtended.v1";
    static final String DEADLINE_EXTENSION_WITHDRAWN = "id.kinerja.planning.DeadlineExtensionWithdrawn.v1";

    private static final String EFFECT = "grant";

    enum Scope {
        EMPLOYEE,
        SCHOOL,
        REGENCY
    }

    /**
     * The fields of {@code DeadlineExtended} that are read here.
     *
     * @param lastDay date without time, in the school's time zone
     * @param validUntil null for one that holds until it is withdrawn
     */
    record DeadlineExtended(
            String extensionId,
            Scope scope,
            @Nullable String employeeId,
            @Nullable String npsn,
            @Nullable String regencyCode,
            String periodId,
            StageName stage,
            LocalDate lastDay,
            @Nullable Instant validUntil) {
        DeadlineExtended {
            Objects.requireNonNull(extensionId, "extensionId");
            Objects.requireNonNull(scope, "scope");
            Objects.requireNonNull(periodId, "periodId");
            Objects.requireNonNull(stage, "stage");
            Objects.requireNonNull(lastDay, "lastDay");
        }

        /** Whom it is for, as it is looked up. */
        private String concerns() {
            return switch (scope) {
                case EMPLOYEE -> employee(Objects.requireNonNull(employeeId, "employeeId"));
                case SCHOOL -> school(Objects.requireNonNull(npsn, "npsn"));
                case REGENCY -> regency(Objects.requireNonNull(regencyCode, "regencyCode"));
            };
        }
    }

    /** The field of {@code DeadlineExtensionWithdrawn} that is read here. */
    record DeadlineExtensionWithdrawn(String extensionId) {
        DeadlineExtensionWithdrawn {
            Objects.requireNonNull(extensionId, "extensionId");
        }
    }

    /** Until when a stage runs for those whom this concerns, as far as no other gives more time. */
    record Granted(String concerns, LocalDate lastDay) {

        boolean isFor(String employeeId) {
            return concerns.equals(employee(employeeId)) || !concerns.startsWith(EMPLOYEE);
        }
    }

    private static final String EMPLOYEE = "employee:";

    private final ProjectionCollection extensions;

    GrantedExtensions(MongoTemplate mongo, StartupIndexes indexes) {
        this.extensions = new ProjectionCollection(mongo, "grantedExtensions");
        indexes.declare(
                extensions.collection(), Indexes.ascending("granted.concerns", "granted.periodId"), new IndexOptions());
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(DEADLINE_EXTENDED, DeadlineExtended.class, this::extended),
                new Subscription<>(DEADLINE_EXTENSION_WITHDRAWN, DeadlineExtensionWithdrawn.class, this::withdrawn));
    }

    private void extended(EventEnvelope envelope, DeadlineExtended event) {
        var granted = new Document("concerns", event.concerns())
                .append("periodId", event.periodId())
                .append("stage", event.stage().name())
                .append("lastDay", event.lastDay().toString())
                .append("validUntil", event.validUntil() == null ? null : Date.from(event.validUntil()));
        extensions.apply(event.extensionId(), EFFECT, envelope, Updates.set("granted", granted));
    }

    private void withdrawn(EventEnvelope envelope, DeadlineExtensionWithdrawn event) {
        extensions.apply(event.extensionId(), EFFECT, envelope, Updates.unset("granted"));
    }

    /** Those in force for a stage that concern a school, its regency, or some of its people. */
    List<Granted> inForce(String periodId, StageName stage, School school, Collection<String> people, Instant now) {
        var keys = new ArrayList<String>();
        keys.add(school(school.npsn()));
        if (school.regency() != null) {
            keys.add(regency(School.regencyCode(school.regency())));
        }
        people.forEach(person -> keys.add(employee(person)));
        return extensions
                .collection()
                .find(Filters.and(Filters.in("granted.concerns", keys), Filters.eq("granted.periodId", periodId)))
                .map(document -> document.get("granted", Document.class))
                .into(new ArrayList<>())
                .stream()
                .filter(granted -> stage.name().equals(granted.getString("stage")))
                .filter(granted -> granted.getDate("validUntil") == null
                        || now.isBefore(granted.getDate("validUntil").toInstant()))
                .map(granted ->
                        new Granted(granted.getString("concerns"), LocalDate.parse(granted.getString("lastDay"))))
                .toList();
    }

    private static String employee(String employeeId) {
        return EMPLOYEE + employeeId;
    }

    private static String school(String npsn) {
        return "school:" + npsn;
    }

    private static String regency(String regencyCode) {
        return "regency:" + regencyCode;
    }
}
