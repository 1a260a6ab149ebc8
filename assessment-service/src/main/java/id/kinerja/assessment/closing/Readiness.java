package id.kinerja.assessment.closing;

import id.kinerja.assessment.rating.AssessmentStatus;
import id.kinerja.assessment.rating.Predicate;
import id.kinerja.assessment.rating.Standing;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Everybody whose result belongs to a school's period: those whose result is final, those who are not ready and why, and
 * those who have left without a result, for whom nobody waits. Each person is in exactly one of the lists.
 */
record Readiness(List<Ready> ready, List<NotReady> notReady, List<Left> left) {

    /**
     * @param name null while the roster has not said who this is
     * @param sequence of the result that counts, for the manifest
     */
    record Ready(String employeeId, @Nullable String name, String assessmentId, long sequence, Predicate predicate) {}

    /**
     * @param reason what is missing; it may be stated as it is when the person is left out
     * @param assessmentStatus null if there is no assessment yet, because no plan was ever agreed
     * @param actor who must act
     * @param appraiserId null while the post is vacant
     */
    record NotReady(
            String employeeId,
            @Nullable String name,
            LeftOutReason reason,
            @Nullable AssessmentStatus assessmentStatus,
            MustAct actor,
            @Nullable String appraiserId) {}

    /** @param lastDay of work, as the roster says */
    record Left(String employeeId, @Nullable String name, LocalDate lastDay) {}

    /** Who can make a person ready. */
    enum MustAct {
        /** Hands in the plan and has it agreed. */
        EMPLOYEE,
        /** Rates, or makes the ratings final. */
        APPRAISER,
        /** Names an appraiser, without whom nobody can agree or rate. */
        OFFICE
    }

    Readiness {
        ready = List.copyOf(ready);
        notReady = List.copyOf(notReady);
        left = List.copyOf(left);
    }

    /**
     * @param people of the school, as the roster last said; only teachers and principals are assessed
     * @param standings assessments of the period, also of people whom the roster does not know yet or who have lost their
     *     post: nobody is dropped because an event is late
     */
    static Readiness of(List<DirectoryEntry> people, List<Standing> standings) {
        var entries = new LinkedHashMap<String, DirectoryEntry>();
        people.forEach(person -> entries.put(person.employeeId(), person));
        var assessed = new TreeMap<String, @Nullable Standing>();
        people.stream()
                .filter(person -> person.role() == Role.TEACHER || person.role() == Role.PRINCIPAL)
                .forEach(person -> assessed.put(person.employeeId(), null));
        standings.forEach(standing -> assessed.put(standing.employeeId(), standing));

        var ready = new ArrayList<Ready>();
        var notReady = new ArrayList<NotReady>();
        assessed.forEach((employeeId, standing) -> {
            var person = entries.get(employeeId);
            var name = person == null ? null : person.name();
            if (standing != null && standing.predicate() != null) {
                ready.add(new Ready(
                        employeeId, name, standing.assessmentId(), standing.sequence(), standing.predicate()));
            } else {
                notReady.add(notReady(employeeId, name, person == null ? null : person.appraiserId(), standing));
            }
        });
        return new Readiness(ready, notReady, List.of());
    }

    /**
     * The same without waiting for who has left. A result that became final before stays among the others.
     *
     * @param lastDays of those who have left, by employee id
     */
    Readiness without(Map<String, LocalDate> lastDays) {
        var waitedFor = new ArrayList<NotReady>();
        var gone = new ArrayList<>(left);
        for (var person : notReady) {
            var lastDay = lastDays.get(person.employeeId());
            if (lastDay == null) {
                waitedFor.add(person);
            } else {
                gone.add(new Left(person.employeeId(), person.name(), lastDay));
            }
        }
        return new Readiness(ready, waitedFor, gone);
    }

    private static NotReady notReady(
            String employeeId, @Nullable String name, @Nullable String appraiserId, @Nullable Standing standing) {
        var reason = standing != null && standing.planAgreed() ? LeftOutReason.NOT_RATED : LeftOutReason.NO_PLAN;
        MustAct actor;
        if (appraiserId == null) {
            actor = MustAct.OFFICE;
        } else {
            actor = reason == LeftOutReason.NO_PLAN ? MustAct.EMPLOYEE : MustAct.APPRAISER;
        }
        return new NotReady(employeeId, name, reason, standing == null ? null : standing.status(), actor, appraiserId);
    }
}
