package id.kinerja.assessment.closing;

import id.kinerja.assessment.closing.Readiness.Left;
import id.kinerja.assessment.closing.Readiness.NotReady;
import id.kinerja.assessment.closing.Readiness.Ready;
import id.kinerja.assessment.rating.Predicate;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One school's period, from which the results of its teachers and principal go out together.
 *
 * @param year the year BKN books the results on
 * @param closing what was closed; null while the period is open
 */
record SchoolPeriod(
        String id,
        SchoolPeriodStatus status,
        String npsn,
        String periodId,
        String regulation,
        int year,
        @Nullable Closing closing) {

    /** Stands for the education office in {@code closedBy} where the account is nobody's in the roster. */
    static final String OFFICE = "OFFICE";

    /**
     * @param closedBy employee id, or {@link #OFFICE}
     * @param counts results by predicate; a predicate nobody has is absent
     */
    record Closing(
            Instant closedAt,
            String closedBy,
            Map<Predicate, Integer> counts,
            List<Included> included,
            List<LeftOut> leftOut) {

        Closing {
            // In the order of the predicates, wherever it is shown.
            counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
            included = List.copyOf(included);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * @param sequence {@code ce_sequence} of the result that counts; a newer one replaces it at BKN, whichever way it
     *     comes there
     */
    record Included(String assessmentId, long sequence) {}

    record LeftOut(String employeeId, LeftOutReason reason) {}

    static String idOf(String npsn, String periodId) {
        return npsn + ":" + periodId;
    }

    static SchoolPeriod open(String npsn, String periodId, String regulation, int year) {
        return new SchoolPeriod(idOf(npsn, periodId), SchoolPeriodStatus.OPEN, npsn, periodId, regulation, year, null);
    }

    /**
     * Closes with everybody who is ready. Who is not must be left out by name and reason, or the period stays open; who
     * has left is left out without being named.
     *
     * @param by employee id, or {@link #OFFICE}
     */
    Decision<SchoolPeriod> close(Readiness people, List<LeftOut> leaveOut, String by, Instant now) {
        if (status != SchoolPeriodStatus.OPEN) {
            return Decision.refuse(Refusal.wrongState(status, "close"));
        }
        if (people.ready().isEmpty()
                && people.notReady().isEmpty()
                && people.left().isEmpty()) {
            return Decision.refuse(Refusal.conflict("nobody-at-school"));
        }
        var faults = faults(people, leaveOut);
        if (!faults.isEmpty()) {
            return Decision.refuse(Refusal.invalid("leave-out-not-acceptable", faults));
        }
        var named = leaveOut.stream().map(LeftOut::employeeId).collect(Collectors.toSet());
        var forgotten = people.notReady().stream()
                .filter(person -> !named.contains(person.employeeId()))
                .toList();
        if (!forgotten.isEmpty()) {
            return Decision.refuse(notReady(forgotten));
        }
        var counts = new EnumMap<Predicate, Integer>(Predicate.class);
        people.ready().forEach(person -> counts.merge(person.predicate(), 1, Integer::sum));
        var included = people.ready().stream()
                .map(person -> new Included(person.assessmentId(), person.sequence()))
                .toList();
        var leftOut = new ArrayList<>(leaveOut);
        people.left().stream()
                .filter(person -> !named.contains(person.employeeId()))
                .forEach(person -> leftOut.add(new LeftOut(person.employeeId(), LeftOutReason.LEFT_SCHOOL)));
        var closing = new Closing(now, by, counts, included, leftOut);
        return Decision.accept(
                new SchoolPeriod(id, SchoolPeriodStatus.CLOSED, npsn, periodId, regulation, year, closing),
                PeriodClosed.of(this, closing));
    }

    private static Refusal notReady(List<NotReady> forgotten) {
        var faults = forgotten.stream()
                .map(person -> Fault.at(
                        "/leaveOut",
                        switch (person.actor()) {
                            case EMPLOYEE -> "plan-not-agreed";
                            case APPRAISER -> "result-not-final";
                            case OFFICE -> "appraiser-vacant";
                        },
                        nameOf(person.name(), person.employeeId())))
                .toList();
        return new Refusal(Refusal.Kind.CONFLICT, "people-not-ready", Map.of("notReady", forgotten), faults);
    }

    /** A final result cannot be left out, nor somebody who is not of this school, nor for a reason that is not so. */
    private static List<Fault> faults(Readiness people, List<LeftOut> leaveOut) {
        var ready = people.ready().stream().collect(Collectors.toMap(Ready::employeeId, Function.identity()));
        var notReady = people.notReady().stream().collect(Collectors.toMap(NotReady::employeeId, Function.identity()));
        var gone = people.left().stream().collect(Collectors.toMap(Left::employeeId, Function.identity()));
        var faults = new ArrayList<Fault>();
        var seen = new HashSet<String>();
        for (int i = 0; i < leaveOut.size(); i++) {
            var left = leaveOut.get(i);
            var place = "/leaveOut/" + i;
            var hasResult = ready.get(left.employeeId());
            var hasNone = notReady.get(left.employeeId());
            var hasLeft = gone.get(left.employeeId());
            if (!seen.add(left.employeeId())) {
                faults.add(Fault.at(place + "/employeeId", "named-twice", left.employeeId()));
            } else if (hasResult != null) {
                faults.add(Fault.at(
                        place + "/employeeId", "result-is-final", nameOf(hasResult.name(), hasResult.employeeId())));
            } else if (hasLeft != null) {
                if (left.reason() != LeftOutReason.LEFT_SCHOOL) {
                    faults.add(Fault.at(place + "/reason", "has-left", nameOf(hasLeft.name(), hasLeft.employeeId())));
                }
            } else if (hasNone == null) {
                faults.add(Fault.at(place + "/employeeId", "not-of-this-school", left.employeeId()));
            } else if (left.reason().isKnownHere() && left.reason() != hasNone.reason()) {
                faults.add(Fault.at(
                        place + "/reason",
                        hasNone.reason() == LeftOutReason.NO_PLAN ? "has-no-plan" : "has-a-plan",
                        nameOf(hasNone.name(), hasNone.employeeId())));
            }
        }
        return faults;
    }

    private static String nameOf(@Nullable String name, String employeeId) {
        return name == null ? employeeId : name;
    }
}
