package id.kinerja.planning.plan;

import static id.kinerja.planning.plan.GoldenPlan.accepted;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Plans of teachers of whom nobody has heard, submitted and stored without the way there. */
final class SubmittedPlans {

    private SubmittedPlans() {}

    /** @return the ids of so many plans, in their order */
    static List<String> store(AggregateStore<Plan> plans, int count, String npsn, String appraiserId) {
        return IntStream.range(0, count)
                .mapToObj(i -> UUID.randomUUID().toString())
                .map(teacher -> {
                    var plan = submitted(teacher, npsn, appraiserId);
                    plans.create(plan.planId(), CommandGuard.none(), () -> Decision.accept(plan));
                    return plan.planId();
                })
                .sorted()
                .toList();
    }

    private static Plan submitted(String teacher, String npsn, String appraiserId) {
        var entry = new DirectoryEntry(
                teacher,
                teacher + "@guru.sd.belajar.id",
                "Guru",
                Role.TEACHER,
                EmploymentStatus.PNS,
                npsn,
                appraiserId);
        var rules = GoldenPlan.IMPLIED_RULES;
        var drafted = accepted(Plan.draft(entry, GoldenPlan.IMPLIED, "2026", GoldenPlan.DRAFTED_AT))
                .state();
        var practised =
                accepted(drafted.choosePractice(GoldenPlan.PRACTICE, rules)).state();
        var behaving =
                accepted(practised.chooseCoreValues(GoldenPlan.VALUES, rules)).state();
        var dutiful = accepted(behaving.chooseDuties(GoldenPlan.DUTIES, rules)).state();
        return accepted(dutiful.submit(rules, null, GoldenPlan.SUBMITTED_AT)).state();
    }
}
