package id.kinerja.planning.plan;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.planning.plan.Plan.Approval;
import id.kinerja.planning.plan.Plan.PlannedResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Matriks peran hasil of a school and period: which plan supports which result of the principal, and what is missing. The
 * matrix itself is from the ministry's forms (S); that a plan without planned results has its indicator as the one result
 * is a rule of ours (I).
 *
 * @param leaders the principals' plans; several while a post changes hands, none while it is vacant
 * @param members everybody else of the school who has to plan
 */
record Alignment(List<Leader> leaders, List<Member> members) {

    /**
     * @param status null while there is no plan
     * @param approval null while the plan is not approved
     */
    record Leader(
            String employeeId,
            String name,
            String planId,
            @Nullable PlanStatus status,
            @Nullable Approval approval,
            List<PlannedResult> results) {

        boolean isApproved() {
            return status == PlanStatus.APPROVED || status == PlanStatus.AGREED;
        }
    }

    /**
     * @param approval null while the plan is not approved
     * @param roles by supported result, {@code <planId>#<result>}; the empty text where none was stated
     */
    record Member(
            String employeeId,
            String name,
            @Nullable PlanStatus status,
            @Nullable Approval approval,
            Map<String, String> roles) {}

    Alignment {
        leaders = List.copyOf(leaders);
        members = List.copyOf(members);
    }

    /**
     * @param plans those of the people that there are and that are not closed, in any order
     * @param packOf the rules that a plan was drafted under, which name its indicator
     */
    static Alignment of(
            List<DirectoryEntry> people, Collection<Plan> plans, String periodId, Function<Plan, Regulation> packOf) {
        var byOwner = new HashMap<String, Plan>();
        plans.forEach(plan -> byOwner.put(plan.employeeId(), plan));
        var leaders = new ArrayList<Leader>();
        var members = new ArrayList<Member>();
        people.stream()
                .sorted(Comparator.comparing(DirectoryEntry::name).thenComparing(DirectoryEntry::employeeId))
                .forEach(person -> {
                    var plan = byOwner.get(person.employeeId());
                    if (person.role() == Role.PRINCIPAL) {
                        leaders.add(leader(person, plan, periodId, packOf));
                    } else if (person.role() == Role.TEACHER) {
                        members.add(member(person, plan));
                    }
                });
        return new Alignment(leaders, members);
    }

    private static Leader leader(
            DirectoryEntry person, @Nullable Plan plan, String periodId, Function<Plan, Regulation> packOf) {
        return new Leader(
                person.employeeId(),
                person.name(),
                plan == null ? Plan.idOf(person.employeeId(), periodId) : plan.planId(),
                plan == null ? null : plan.status(),
                plan == null ? null : plan.approval(),
                plan == null ? List.of() : results(plan, packOf));
    }

    private static List<PlannedResult> results(Plan plan, Function<Plan, Regulation> packOf) {
        var planned = plan.content().plannedResults();
        var practice = plan.content().practice();
        if (!planned.isEmpty() || practice == null) {
            return planned;
        }
        var name = packOf.apply(plan)
                .indicator(practice.indicatorCode())
                .map(Regulation.Indicator::name)
                .orElse("");
        return List.of(new PlannedResult(practice.indicatorCode(), name));
    }

    private static Member member(DirectoryEntry person, @Nullable Plan plan) {
        var roles = new LinkedHashMap<String, String>();
        if (plan != null) {
            plan.content().supportedResults().forEach(result -> roles.put(result, ""));
            plan.content().resultRoles().forEach(role -> roles.replace(role.result(), role.text()));
        }
        return new Member(
                person.employeeId(),
                person.name(),
                plan == null ? null : plan.status(),
                plan == null ? null : plan.approval(),
                roles);
    }

    /** Every result of the leaders, as it is named in the plans that support it. */
    Map<String, PlannedResult> results() {
        var results = new LinkedHashMap<String, PlannedResult>();
        leaders.forEach(leader ->
                leader.results().forEach(result -> results.put(leader.planId() + "#" + result.code(), result)));
        return results;
    }

    List<Member> supporting(String result) {
        return members.stream()
                .filter(member -> member.roles().containsKey(result))
                .toList();
    }

    /** Results that nobody supports. */
    List<String> unsupported() {
        return results().keySet().stream()
                .filter(result -> supporting(result).isEmpty())
                .toList();
    }

    /** Who supports no result that there is. */
    List<Member> supportingNone() {
        var results = results().keySet();
        return members.stream()
                .filter(member -> member.roles().keySet().stream().noneMatch(results::contains))
                .toList();
    }

    /** What is named in plans and is no result of a leader: planned once and taken back, or not planned yet. */
    List<Dangling> dangling() {
        var results = results().keySet();
        return members.stream()
                .flatMap(member -> member.roles().keySet().stream()
                        .filter(result -> !results.contains(result))
                        .map(result -> new Dangling(member.employeeId(), result)))
                .toList();
    }

    record Dangling(String employeeId, String result) {}

    /** What makes teachers' records fail at e-Kinerja, whatever they plan (S); empty if nothing does. */
    Optional<String> warning() {
        if (leaders.isEmpty()) {
            return Optional.of("no-principal");
        }
        return leaders.stream().allMatch(Leader::isApproved)
                ? Optional.empty()
                : Optional.of("principal-plan-not-approved");
    }

    /** The part that concerns one member: all results, and who of the others supports them stays untold. */
    Alignment of(String employeeId) {
        return new Alignment(
                leaders,
                members.stream()
                        .filter(member -> member.employeeId().equals(employeeId))
                        .toList());
    }
}
