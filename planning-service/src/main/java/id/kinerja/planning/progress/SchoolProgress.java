package id.kinerja.planning.progress;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far the people of one school are with their plans for one period: everybody who needs a plan, according to the
 * directory, with what the plan's events have told.
 */
record SchoolProgress(List<Member> members) {

    static final Set<Role> ROLES_WITH_PLAN = Set.of(Role.TEACHER, Role.PRINCIPAL);

    /** @param plan null for somebody who has not begun */
    record Member(DirectoryEntry person, @Nullable PlanStep plan) {

        PlanState state() {
            return plan == null ? PlanState.NOT_BEGUN : plan.state();
        }

        @Nullable
        LocalDate leftAfter() {
            return person.leftAfter();
        }

        /** EMPLOYEE, APPRAISER, or the OFFICE where there is no appraiser to decide. */
        String waitsFor() {
            return state() != PlanState.SUBMITTED ? "EMPLOYEE" : person.appraiserId() == null ? "OFFICE" : "APPRAISER";
        }

        /** Whole days since the plan became what it is; null for somebody who has not begun. */
        @Nullable
        Integer daysWaiting(LocalDate today, ZoneId zone) {
            return plan == null ? null : (int) ChronoUnit.DAYS.between(dayOf(plan.since(), zone), today);
        }
    }

    /** How many of the plans were last submitted, approved, agreed on this day. */
    record Day(LocalDate day, int submitted, int approved, int agreed) {

        /** What several groups did, the first day first. */
        static List<Day> sum(Stream<Day> days) {
            return List.copyOf(days.collect(Collectors.toMap(
                            Day::day,
                            Function.identity(),
                            (one, other) -> new Day(
                                    one.day(),
                                    one.submitted() + other.submitted(),
                                    one.approved() + other.approved(),
                                    one.agreed() + other.agreed()),
                            TreeMap::new))
                    .values());
        }
    }

    /**
     * What people did on one day who all leave on the same day or not at all; whoever has left drops out by the day alone,
     * as with a {@link Headcount}.
     *
     * @param leftAfter last day on which they count; null where none is known
     */
    record DayCount(@Nullable LocalDate leftAfter, Day day) {

        static Stream<Day> on(LocalDate today, Collection<DayCount> counts) {
            return counts.stream()
                    .filter(count -> count.leftAfter() == null || !today.isAfter(count.leftAfter()))
                    .map(DayCount::day);
        }
    }

    SchoolProgress {
        members = List.copyOf(members);
    }

    /**
     * @param people of the school; those who have no plan are passed over
     * @param plans drafted at the school, for any period
     */
    static SchoolProgress of(Collection<DirectoryEntry> people, Collection<PlanStep> plans, String periodId) {
        var current = new HashMap<String, PlanStep>();
        plans.stream()
                .filter(plan -> plan.periodId().equals(periodId) && plan.state() != PlanState.CLOSED)
                // Of several parts of a period the last one counts.
                .sorted(Comparator.comparing(PlanStep::planId))
                .forEach(plan -> current.put(plan.employeeId(), plan));
        return new SchoolProgress(people.stream()
                .filter(person -> ROLES_WITH_PLAN.contains(person.role()))
                .map(person -> new Member(person, current.get(person.employeeId())))
                .toList());
    }

    /** The same school without those who have left before this day; whom they appraised has no appraiser. */
    SchoolProgress on(LocalDate day) {
        var gone = members.stream()
                .filter(member -> member.leftAfter() != null && day.isAfter(member.leftAfter()))
                .map(member -> member.person().employeeId())
                .collect(Collectors.toSet());
        return new SchoolProgress(members.stream()
                .filter(member -> !gone.contains(member.person().employeeId()))
                .map(member -> member.person().appraiserId() != null
                                && gone.contains(member.person().appraiserId())
                        ? new Member(member.person().withVacantAppraiser(), member.plan())
                        : member)
                .toList());
    }

    /** The people, counted; in the order of role, state and day of leaving. */
    List<Headcount> counts() {
        return members.stream()
                .map(member -> new Headcount(member.person().role(), member.state(), member.leftAfter(), 1))
                .collect(Collectors.toMap(
                        Function.identity(),
                        _ -> 1,
                        Integer::sum,
                        () -> new TreeMap<>(Comparator.comparing(Headcount::role)
                                .thenComparing(Headcount::state)
                                .thenComparing(
                                        Headcount::leftAfter, Comparator.nullsFirst(Comparator.naturalOrder())))))
                .entrySet()
                .stream()
                .map(entry -> new Headcount(
                        entry.getKey().role(),
                        entry.getKey().state(),
                        entry.getKey().leftAfter(),
                        entry.getValue()))
                .toList();
    }

    /** Who is not done, the longest waiting first, those who have not begun last. */
    List<Member> notDone() {
        return members.stream()
                .filter(member -> !member.state().isDone())
                .sorted(Comparator.comparing((Member member) -> member.plan() == null
                                ? Instant.MAX
                                : member.plan().since())
                        .thenComparing(member -> member.person().employeeId()))
                .toList();
    }

    /** The days on which something was submitted, approved or agreed, the first one first. */
    List<Day> days(ZoneId zone) {
        var submitted = byDay(PlanStep::submittedAt, zone);
        var approved = byDay(PlanStep::approvedAt, zone);
        var agreed = byDay(PlanStep::agreedAt, zone);
        var days = new TreeMap<>(submitted);
        days.putAll(approved);
        days.putAll(agreed);
        return days.keySet().stream()
                .map(day -> new Day(
                        day,
                        submitted.getOrDefault(day, 0),
                        approved.getOrDefault(day, 0),
                        agreed.getOrDefault(day, 0)))
                .toList();
    }

    /** The same, kept apart by the day on which people leave. */
    List<DayCount> dayCounts(ZoneId zone) {
        return members.stream()
                .map(Member::leftAfter)
                .distinct()
                .sorted(Comparator.nullsFirst(Comparator.naturalOrder()))
                .flatMap(leftAfter -> new SchoolProgress(members.stream()
                                .filter(member -> Objects.equals(member.leftAfter(), leftAfter))
                                .toList())
                        .days(zone).stream().map(day -> new DayCount(leftAfter, day)))
                .toList();
    }

    private Map<LocalDate, Integer> byDay(Function<PlanStep, @Nullable Instant> time, ZoneId zone) {
        var days = new TreeMap<LocalDate, Integer>();
        for (var member : members) {
            var at = member.plan() == null ? null : time.apply(member.plan());
            if (at != null) {
                days.merge(dayOf(at, zone), 1, Integer::sum);
            }
        }
        return days;
    }

    static LocalDate dayOf(Instant time, ZoneId zone) {
        return time.atZone(zone).toLocalDate();
    }
}
