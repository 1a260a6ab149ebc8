package id.kinerja.planning.progress;

import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * So many people of one role in one state, who all leave on the same day or not at all. A list of these is what a region
 * is counted from: whoever has left drops out of it by the day alone.
 *
 * @param leftAfter last day on which they count; null where none is known
 */
record Headcount(Role role, PlanState state, @Nullable LocalDate leftAfter, int people) {

    /** How many there are on a day, by role and state; every state has a number. */
    static Map<Role, Map<PlanState, Integer>> on(LocalDate day, Collection<Headcount> counts) {
        var sums = new EnumMap<Role, Map<PlanState, Integer>>(Role.class);
        for (var role : SchoolProgress.ROLES_WITH_PLAN) {
            sums.put(role, none());
        }
        counts.stream()
                .filter(count -> count.leftAfter() == null || !day.isAfter(count.leftAfter()))
                .forEach(count -> sums.computeIfAbsent(count.role(), _ -> none())
                        .merge(count.state(), count.people(), Integer::sum));
        return sums;
    }

    static Map<PlanState, Integer> none() {
        var states = new EnumMap<PlanState, Integer>(PlanState.class);
        for (var state : PlanState.values()) {
            if (state != PlanState.CLOSED) {
                states.put(state, 0);
            }
        }
        return states;
    }

    /** The sum over all roles. */
    static Map<PlanState, Integer> byState(Map<Role, Map<PlanState, Integer>> byRole) {
        var sums = none();
        byRole.values().forEach(states -> states.forEach((state, people) -> sums.merge(state, people, Integer::sum)));
        return sums;
    }

    static int people(Map<PlanState, Integer> states) {
        return states.values().stream().mapToInt(Integer::intValue).sum();
    }
}
