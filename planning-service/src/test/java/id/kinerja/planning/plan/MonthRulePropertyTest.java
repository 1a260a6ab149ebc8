package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.CLOSED_AT;
import static id.kinerja.planning.plan.GoldenPlan.IMPLIED_RULES;
import static id.kinerja.planning.plan.GoldenPlan.accepted;
import static id.kinerja.planning.plan.GoldenPlan.in;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.planning.plan.Plan.Covers;
import id.kinerja.planning.plan.Plan.Post;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds for the parts of a period, whenever and however often somebody moves within it. */
class MonthRulePropertyTest {

    private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

    @Property
    void the_parts_of_a_period_follow_on_each_other_and_have_all_its_months_together(
            @ForAll @IntRange(max = 400) int beginsAfter,
            @ForAll @IntRange(max = 500) int days,
            @ForAll @Size(max = 5) List<@IntRange(min = -30, max = 560) Integer> moves,
            @ForAll MonthRule rule) {
        var first = NEW_YEAR.plusDays(beginsAfter);
        var period = new Period("2026", 2026, first, first.plusDays(days), "I", null, List.of());

        var parts = new ArrayList<Covers>();
        var plan = in(PlanStatus.SUBMITTED);
        int schools = 20_306_578;
        for (int move : moves) {
            var from = first.plusDays(move);
            if (from.isAfter(period.last())) {
                continue;
            }
            var post = new Post(Role.TEACHER, EmploymentStatus.PNS, "" + schools++, GoldenPlan.PRINCIPAL, from);
            var closed =
                    accepted(plan.close(post, "SD", period, rule, CLOSED_AT)).state();
            parts.add(closed.covers(period));
            var drafted = accepted(closed.addendum(post, IMPLIED_RULES, period, rule, CLOSED_AT));
            plan = accepted(drafted.state().submit(IMPLIED_RULES, null, CLOSED_AT))
                    .state();
        }
        parts.add(plan.covers(period));

        assertThat(parts).allMatch(part -> part.months() >= 0);
        assertThat(parts.stream().mapToInt(Covers::months).sum()).isEqualTo(MonthRule.monthsOf(period));
        assertThat(parts.getFirst().from()).isEqualTo(period.first());
        assertThat(parts.getLast().until()).isEqualTo(period.last());
        for (int i = 1; i < parts.size(); i++) {
            assertThat(parts.get(i).from()).isEqualTo(parts.get(i - 1).until().plusDays(1));
        }
    }
}
