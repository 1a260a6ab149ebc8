package id.kinerja.planning.deadline;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.planning.deadline.DeadlineEvent.DeadlineExtended;
import id.kinerja.planning.deadline.DeadlineEvent.DeadlineExtensionWithdrawn;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * More time for a stage, granted by the office. It never shortens anything: of the pack's end and all extensions that are
 * in force the latest day counts. When it expires or is withdrawn, what would hold without it holds again.
 *
 * @param concerns what it is looked up by: the key of its scope
 * @param lastDay last day of the stage, in the school's time zone
 * @param validUntil from when on it does not hold any more; null for one that holds until it is withdrawn
 * @param history who did what when and why, the grant first; the words stay in this service
 */
record DeadlineExtension(
        String extensionId,
        String periodId,
        StageName stage,
        Scope scope,
        String concerns,
        LocalDate lastDay,
        @Nullable Instant validUntil,
        List<Entry> history) {

    enum Step {
        GRANTED,
        WITHDRAWN
    }

    enum Status {
        IN_FORCE,
        EXPIRED,
        WITHDRAWN
    }

    /** @param employeeId of whoever did it; null for an account of the office that is not in the roster */
    record By(String account, @Nullable String employeeId) {}

    record Entry(Step step, By by, Instant at, String reason) {}

    DeadlineExtension {
        history = List.copyOf(history);
    }

    /**
     * @param presentEnd last day of the stage for everybody in the scope, as it is without this
     * @param latest last day that an extension may give at all
     */
    static Decision<DeadlineExtension> grant(
            String extensionId,
            String periodId,
            StageName stage,
            Scope scope,
            LocalDate lastDay,
            @Nullable Instant validUntil,
            String reason,
            LocalDate presentEnd,
            LocalDate latest,
            By by,
            Instant now) {
        var faults = new ArrayList<Fault>();
        if (!lastDay.isAfter(presentEnd)) {
            faults.add(Fault.at("/lastDay", "no-extension", presentEnd.toString()));
        } else if (lastDay.isAfter(latest)) {
            faults.add(
                    Fault.at("/lastDay", "out-of-range", presentEnd.plusDays(1).toString(), latest.toString()));
        }
        if (validUntil != null && !validUntil.isAfter(now)) {
            faults.add(Fault.at("/validUntil", "not-in-future"));
        } else if (validUntil != null && validUntil.isAfter(over(latest))) {
            faults.add(Fault.at(
                    "/validUntil", "out-of-range", now.toString(), over(latest).toString()));
        }
        if (!faults.isEmpty()) {
            return Decision.refuse(Refusal.invalid("invalid-request", faults));
        }
        return Decision.accept(
                new DeadlineExtension(
                        extensionId,
                        periodId,
                        stage,
                        scope,
                        scope.key(),
                        lastDay,
                        validUntil,
                        List.of(new Entry(Step.GRANTED, by, now, reason))),
                new DeadlineExtended(
                        extensionId,
                        scope.kind(),
                        scope.employeeId(),
                        scope.npsn(),
                        scope.regencyCode(),
                        periodId,
                        stage,
                        lastDay,
                        validUntil,
                        by.employeeId(),
                        now));
    }

    /** When a day is over everywhere. */
    private static Instant over(LocalDate day) {
        return day.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Decision<DeadlineExtension> withdraw(String reason, By by, Instant now) {
        var status = status(now);
        if (status != Status.IN_FORCE) {
            return Decision.refuse(Refusal.wrongState(status, "withdraw"));
        }
        var longer = new ArrayList<>(history);
        longer.add(new Entry(Step.WITHDRAWN, by, now, reason));
        return Decision.accept(
                new DeadlineExtension(extensionId, periodId, stage, scope, concerns, lastDay, validUntil, longer),
                new DeadlineExtensionWithdrawn(
                        extensionId,
                        scope.kind(),
                        scope.employeeId(),
                        scope.npsn(),
                        scope.regencyCode(),
                        periodId,
                        stage,
                        by.employeeId(),
                        now));
    }

    Status status(Instant now) {
        if (history.getLast().step() == Step.WITHDRAWN) {
            return Status.WITHDRAWN;
        }
        return validUntil == null || now.isBefore(validUntil) ? Status.IN_FORCE : Status.EXPIRED;
    }

    boolean holds(StageName forStage, Instant now) {
        return stage == forStage && status(now) == Status.IN_FORCE;
    }
}
