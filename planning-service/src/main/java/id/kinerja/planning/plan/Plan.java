package id.kinerja.planning.plan;

import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Decision.Accepted;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Late;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.planning.deadline.Deadline;
import id.kinerja.planning.plan.PlanEvent.PlanAgreed;
import id.kinerja.planning.plan.PlanEvent.PlanApproved;
import id.kinerja.planning.plan.PlanEvent.PlanClosed;
import id.kinerja.planning.plan.PlanEvent.PlanDrafted;
import id.kinerja.planning.plan.PlanEvent.PlanExpectationsStated;
import id.kinerja.planning.plan.PlanEvent.PlanReopened;
import id.kinerja.planning.plan.PlanEvent.PlanReturned;
import id.kinerja.planning.plan.PlanEvent.PlanSubmitted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One employee's performance plan (SKP) for one period, with the person as the roster described them when the plan was
 * drafted. Whoever gets another school or role within the period (mutasi) has one plan for each: this one is closed, and
 * an addendum follows. Of whoever leaves for good, what is not approved by then is closed. Commands answer with a
 * {@link Decision}; what each state allows is in {@link PlanStatus}.
 *
 * @param regulationVersion version of the pack under which the plan was drafted; it stays, whatever comes later
 * @param appraiserId who decides on the owner according to the roster and the office's policy, kept up to date; null
 *     while nobody does
 * @param appraiserCapacity in what capacity that person decides; NOBODY while the education office has to see to it
 * @param submittedContent the content as it was last submitted; null before the first time
 * @param leaderExpectations ekspektasi khusus pimpinan, in the appraiser's words
 * @param returnReasons why the plan was last returned; empty once it is submitted again
 * @param reopenReason why the plan was opened again, in the appraiser's words; null once it is submitted again
 * @param contentVersion how often content was decided on: +1 with each submission; subscribers see it as planVersion
 * @param late set where the first submission came after the deadline; a plan that was in time stays so when it is returned
 *     and submitted again
 * @param record people, school and rules as they were at each decision, the first one first; never changed afterwards
 * @param addendum which part of the period this plan is for; null for the first one
 * @param closure how it ended before the period did; null while it has not
 * @param leftBehind pointers to what an earlier plan, or this draft at an earlier school, had and this one has not
 */
record Plan(
        String planId,
        PlanStatus status,
        String employeeId,
        Role role,
        EmploymentStatus employmentStatus,
        @Nullable String npsn,
        String periodId,
        String regulation,
        int regulationVersion,
        @Nullable String appraiserId,
        AppraiserCapacity appraiserCapacity,
        Content content,
        @Nullable Content submittedContent,
        List<LeaderExpectation> leaderExpectations,
        List<ReturnReason> returnReasons,
        @Nullable String reopenReason,
        @Nullable Approval approval,
        @Nullable Instant submittedAt,
        @Nullable Instant agreedAt,
        long contentVersion,
        @Nullable Lateness late,
        List<Kept> record,
        @Nullable Addendum addendum,
        @Nullable Closure closure,
        List<String> leftBehind) {

    /** What a submission becomes when the appraiser decides on it. */
    private static final Set<PlanStatus> DECIDED =
            EnumSet.of(PlanStatus.RETURNED, PlanStatus.APPROVED, PlanStatus.AGREED);

    /** Praktik kinerja: exactly one indicator with at least one of its target behaviours. */
    record Practice(String indicatorCode, List<String> targetBehaviourCodes) {
        Practice {
            targetBehaviourCodes = List.copyOf(targetBehaviourCodes);
        }
    }

    /** One of the core values (BerAKHLAK), with those of its guiding behaviours that the employee names. */
    record CoreValueChoice(String code, List<String> behaviourCodes) {
        CoreValueChoice {
            behaviourCodes = List.copyOf(behaviourCodes);
        }
    }

    /** Ekspektasi khusus pimpinan for one core value. */
    record LeaderExpectation(String coreValue, String text) {}

    /**
     * One result that a principal plans (rencana hasil kerja), which teachers' plans may support.
     *
     * @param code short, unique within the plan: {@code RHK-1}
     */
    record PlannedResult(String code, String text) {}

    /** Peran hasil: what the owner contributes to one supported result, in own words. */
    record ResultRole(String result, String text) {}

    /**
     * What the owner writes, section by section; a section without entries is an empty one.
     *
     * @param activityCodes pengembangan kompetensi
     * @param dutyCodes tugas tambahan
     * @param coreValues perilaku kerja
     * @param supportedResults results of the principal's plan that this plan supports, as {@code <planId>#<result>}
     * @param plannedResults of a principal; without any, the chosen indicator is the plan's one result
     * @param resultRoles what the owner contributes to some of the supported results
     */
    record Content(
            @Nullable Practice practice,
            List<String> activityCodes,
            List<String> dutyCodes,
            List<CoreValueChoice> coreValues,
            List<String> supportedResults,
            List<PlannedResult> plannedResults,
            List<ResultRole> resultRoles) {

        static final Content EMPTY =
                new Content(null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

        Content {
            activityCodes = List.copyOf(activityCodes);
            dutyCodes = List.copyOf(dutyCodes);
            coreValues = List.copyOf(coreValues);
            supportedResults = List.copyOf(supportedResults);
            // Plans from before there were any have none.
            plannedResults = List.copyOf(Objects.requireNonNullElse(plannedResults, List.of()));
            resultRoles = List.copyOf(Objects.requireNonNullElse(resultRoles, List.of()));
        }

        boolean isEmpty(Section section) {
            return switch (section) {
                case PRACTICE -> practice == null;
                case DEVELOPMENT -> activityCodes.isEmpty();
                case ADDITIONAL_DUTIES -> dutyCodes.isEmpty();
                case WORK_BEHAVIOUR -> coreValues.isEmpty();
                case ALIGNMENT -> supportedResults.isEmpty();
            };
        }

        /** The sections that differ; from content in which there is nothing, those in which there is something. */
        List<Section> changedFrom(Content earlier) {
            return Arrays.stream(Section.values())
                    .filter(section -> !Objects.equals(in(section), earlier.in(section)))
                    .toList();
        }

        /** A principal's own results are told of with those that a plan supports: both are in the school's matrix. */
        private @Nullable Object in(Section section) {
            return switch (section) {
                case PRACTICE -> practice;
                case DEVELOPMENT -> activityCodes;
                case ADDITIONAL_DUTIES -> dutyCodes;
                case WORK_BEHAVIOUR -> coreValues;
                case ALIGNMENT -> List.of(supportedResults, resultRoles, plannedResults);
            };
        }

        Content withPractice(Practice chosen) {
            return new Content(
                    chosen, activityCodes, dutyCodes, coreValues, supportedResults, plannedResults, resultRoles);
        }

        Content withActivities(List<String> codes) {
            return new Content(practice, codes, dutyCodes, coreValues, supportedResults, plannedResults, resultRoles);
        }

        Content withDuties(List<String> codes) {
            return new Content(
                    practice, activityCodes, codes, coreValues, supportedResults, plannedResults, resultRoles);
        }

        Content withCoreValues(List<CoreValueChoice> choices) {
            return new Content(
                    practice, activityCodes, dutyCodes, choices, supportedResults, plannedResults, resultRoles);
        }

        Content supporting(List<String> results, List<ResultRole> roles) {
            return new Content(practice, activityCodes, dutyCodes, coreValues, results, plannedResults, roles);
        }

        Content planning(List<PlannedResult> results) {
            return new Content(practice, activityCodes, dutyCodes, coreValues, supportedResults, results, resultRoles);
        }
    }

    /**
     * How late a plan was first submitted.
     *
     * @param days whole days after the last day, in the school's time zone
     * @param deadline the last day as it was then, with all extensions
     */
    record Lateness(int days, LocalDate deadline) {}

    /** Why a section came back, in the appraiser's words; the words stay in this service. */
    record ReturnReason(Section section, String text) {}

    /** How an approval came about; AUTOMATIC only where an office has chosen so, and shown wherever the plan is seen. */
    enum ApprovalMode {
        DECIDED,
        AUTOMATIC
    }

    /** Who decides on a plan in its owner's place, and in what capacity. */
    record Decider(String employeeId, AppraiserCapacity capacity) {}

    /**
     * @param approverId who approved; of an automatic approval, in whose place it happened
     * @param capacity null in what was approved before capacities were kept
     */
    record Approval(
            String approverId,
            ApprovalMode mode,
            Instant approvedAt,
            @Nullable AppraiserCapacity capacity) {}

    /**
     * What was true when something was decided.
     *
     * @param status what the plan became by it
     * @param by employee id of who decided; null where nobody did, but the office's policy approved
     * @param capacity in what capacity the appraiser's place was taken; null where the owner decided
     * @param contentVersion which submission it is about
     * @param owner null only where the roster does not know the person
     * @param appraiser who decided on the owner then; null while nobody did
     * @param schoolLevel jenjang; null where the school was not known
     * @param returnReasons of a return, in the appraiser's words, which stay in this service; else empty
     * @param reopenReason of a reopening, likewise; else null
     */
    record Kept(
            PlanStatus status,
            Instant at,
            @Nullable String by,
            @Nullable AppraiserCapacity capacity,
            long contentVersion,
            @Nullable Person owner,
            @Nullable Person appraiser,
            @Nullable String npsn,
            @Nullable String school,
            @Nullable String schoolLevel,
            String regulation,
            int regulationVersion,
            List<ReturnReason> returnReasons,
            @Nullable String reopenReason) {
        Kept {
            // What was decided before reasons were kept has none.
            returnReasons = List.copyOf(Objects.requireNonNullElse(returnReasons, List.of()));
        }
    }

    /** @param grade golongan, as the roster has it */
    record Person(
            String employeeId,
            String name,
            String position,
            @Nullable String grade,
            String orgUnit) {}

    /**
     * What makes a plan the part of a period that comes after another.
     *
     * @param part 2 for the second one
     * @param from first day it is for
     * @param monthsBefore how many months of the period belong to the time before
     */
    record Addendum(int part, String predecessorId, LocalDate from, int monthsBefore) {}

    /** Why a plan ends before its period does. */
    enum Cause {
        /** Its owner has another school or role. */
        MOVED,
        /** Its owner is not there any more: retired, resigned, or anything else the roster calls leaving. */
        LEFT
    }

    /**
     * @param on first day in the other school or role, or after the last day of work; the plan is for the days before
     * @param movedTo school of the owner from then on; null for people outside a school and for who has left
     * @param at when it was closed
     * @param addendumPlanId the plan that follows; null where the new role has none and for who has left
     * @param months how many months of the period belong to this plan
     * @param schoolLevel jenjang of the school when it was closed; null where that is not known
     */
    record Closure(
            LocalDate on,
            Cause cause,
            @Nullable String movedTo,
            Instant at,
            @Nullable String addendumPlanId,
            int months,
            @Nullable String schoolLevel) {}

    /**
     * A post as the roster assigns it: what a plan is made for.
     *
     * @param from first day in it
     */
    record Post(
            Role role,
            EmploymentStatus employmentStatus,
            @Nullable String npsn,
            @Nullable String appraiserId,
            LocalDate from) {

        boolean hasPlan() {
            return role == Role.TEACHER || role == Role.PRINCIPAL;
        }
    }

    /** The days a plan is for, and how many months of the period that is. */
    record Covers(LocalDate from, LocalDate until, int months) {}

    @SuppressWarnings("NullAway") // Plans from before there were capacities are read back without.
    Plan {
        appraiserCapacity = appraiserCapacity == null ? AppraiserCapacity.of(appraiserId) : appraiserCapacity;
        leaderExpectations = List.copyOf(leaderExpectations);
        returnReasons = List.copyOf(returnReasons);
        // Plans from before there was a record have none.
        record = List.copyOf(Objects.requireNonNullElse(record, List.of()));
        leftBehind = List.copyOf(Objects.requireNonNullElse(leftBehind, List.of()));
    }

    /** The id of somebody's first plan for a period; most people have no other. */
    static String idOf(String employeeId, String periodId) {
        return employeeId + ":" + periodId;
    }

    /** The ids of somebody's first plans, one for each period there is a regulation for. */
    static List<String> idsOf(String employeeId, Regulations regulations) {
        return regulations.newest().stream()
                .flatMap(pack -> pack.periods().stream())
                .map(period -> idOf(employeeId, period.id()))
                .toList();
    }

    /** The id of the plan that follows this one within the period: {@code <employeeId>:<periodId>.2}. */
    String idOfNext() {
        return idOf(employeeId, periodId) + "." + (part() + 1);
    }

    int part() {
        return addendum == null ? 1 : addendum.part();
    }

    static Decision<Plan> draft(DirectoryEntry employee, Regulation regulation, String periodId, Instant now) {
        if (employee.role() != Role.TEACHER && employee.role() != Role.PRINCIPAL) {
            return Decision.refuse(Refusal.forbidden("no-plan-for-role"));
        }
        var drafted = begun(
                idOf(employee.employeeId(), periodId),
                employee.employeeId(),
                employee.role(),
                employee.employmentStatus(),
                employee.npsn(),
                periodId,
                regulation.id(),
                regulation.version(),
                employee.appraiserId(),
                employee.appraiserCapacity(),
                Content.EMPTY,
                null,
                List.of());
        return Decision.accept(drafted, drafted.drafted(now));
    }

    /** A draft on which nobody has decided anything yet. */
    private static Plan begun(
            String planId,
            String employeeId,
            Role role,
            EmploymentStatus employmentStatus,
            @Nullable String npsn,
            String periodId,
            String regulation,
            int regulationVersion,
            @Nullable String appraiserId,
            AppraiserCapacity appraiserCapacity,
            Content content,
            @Nullable Addendum addendum,
            List<String> leftBehind) {
        return new Plan(
                planId,
                PlanStatus.DRAFT,
                employeeId,
                role,
                employmentStatus,
                npsn,
                periodId,
                regulation,
                regulationVersion,
                appraiserId,
                appraiserCapacity,
                content,
                null,
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                0,
                null,
                List.of(),
                addendum,
                null,
                leftBehind);
    }

    private PlanDrafted drafted(Instant now) {
        return new PlanDrafted(planId, employeeId, npsn, role, periodId, regulation, now);
    }

    /** Whether it was made for this role at this school. */
    boolean isFor(Role someRole, @Nullable String someNpsn) {
        return role == someRole && Objects.equals(npsn, someNpsn);
    }

    /** First day it is for. */
    private LocalDate from(Period period) {
        return addendum == null ? period.first() : addendum.from();
    }

    private int monthsBefore() {
        return addendum == null ? 0 : addendum.monthsBefore();
    }

    Covers covers(Period period) {
        return closure == null
                ? new Covers(from(period), period.last(), MonthRule.monthsOf(period) - monthsBefore())
                : new Covers(from(period), closure.on().minusDays(1), closure.months());
    }

    /**
     * The owner has another school or role from a day on. A draft nobody else has seen: it moves instead.
     *
     * @param next what the owner has from then on
     * @param schoolLevel jenjang of the school that the plan is for
     */
    Decision<Plan> close(Post next, @Nullable String schoolLevel, Period period, MonthRule rule, Instant now) {
        if (status == PlanStatus.DRAFT || status == PlanStatus.CLOSED) {
            return refused("close");
        }
        var on = MonthRule.later(next.from(), from(period));
        return closed(
                new Closure(
                        on,
                        Cause.MOVED,
                        next.npsn(),
                        now,
                        next.hasPlan() ? idOfNext() : null,
                        monthsUntil(on, period, rule),
                        schoolLevel),
                period);
    }

    /**
     * The owner has left. Nobody works any more on what is still open, and nobody waits for it, so it is closed, also a
     * draft; what was approved stays, for a last assessment.
     */
    Decision<Plan> leave(LocalDate lastDay, @Nullable String schoolLevel, Period period, MonthRule rule, Instant now) {
        if (!status.isOpen()) {
            return refused("leave");
        }
        var end = lastDay.isBefore(period.last()) ? lastDay : period.last();
        var on = MonthRule.later(end.plusDays(1), from(period));
        return closed(new Closure(on, Cause.LEFT, null, now, null, monthsUntil(on, period, rule), schoolLevel), period);
    }

    private int monthsUntil(LocalDate day, Period period, MonthRule rule) {
        return Math.max(0, rule.before(day, period) - monthsBefore());
    }

    private Decision<Plan> closed(Closure closed, Period period) {
        return Decision.accept(
                with(plan -> {
                    plan.status = PlanStatus.CLOSED;
                    plan.closure = closed;
                }),
                new PlanClosed(
                        planId,
                        employeeId,
                        npsn,
                        periodId,
                        part(),
                        from(period),
                        closed.on(),
                        closed.cause(),
                        closed.months(),
                        closed.addendumPlanId(),
                        closed.at(),
                        contentVersion == 0 ? null : contentVersion));
    }

    /**
     * The plan for the rest of the period, a draft with what belongs to the person and not to the former school or role.
     * It stays under the version of the rules under which that was written.
     *
     * @param rules of the new role at the new school
     */
    Decision<Plan> addendum(Post post, PlanRules rules, Period period, MonthRule rule, Instant now) {
        var closed = Objects.requireNonNull(closure, "an addendum follows a closed plan");
        var from = closed.addendumPlanId() == null ? MonthRule.later(post.from(), closed.on()) : closed.on();
        var taken = Taken.from(content, role, rules);
        var drafted = begun(
                idOfNext(),
                employeeId,
                post.role(),
                post.employmentStatus(),
                post.npsn(),
                periodId,
                regulation,
                regulationVersion,
                post.appraiserId(),
                AppraiserCapacity.of(post.appraiserId()),
                taken.content(),
                new Addendum(part() + 1, planId, from, rule.before(from, period)),
                taken.leftBehind());
        return Decision.accept(drafted, drafted.drafted(now));
    }

    /** A draft goes along with its owner: nobody else has seen it. That it is another school's now is told. */
    Decision<Plan> move(Post next, PlanRules rules, Instant now) {
        if (status != PlanStatus.DRAFT) {
            return refused("move");
        }
        var taken = Taken.from(content, role, rules);
        var left = Stream.concat(leftBehind.stream(), taken.leftBehind().stream())
                .distinct()
                .toList();
        var moved = with(plan -> {
            plan.role = next.role();
            plan.employmentStatus = next.employmentStatus();
            plan.npsn = next.npsn();
            plan.appraiserId = next.appraiserId();
            plan.appraiserCapacity = AppraiserCapacity.of(next.appraiserId());
            plan.content = taken.content();
            plan.leftBehind = left;
        });
        return Decision.accept(moved, moved.drafted(now));
    }

    /** Whether somebody appraised it, or decided on it, before it was closed: they may read what they stood for. */
    boolean wasAppraisedBy(String employee) {
        return closure != null
                && (employee.equals(appraiserId)
                        || record.stream().anyMatch(kept -> employee.equals(kept.by()))
                        || (approval != null && employee.equals(approval.approverId())));
    }

    /** The roster or the office's policy has named somebody else, or the same person in another capacity. */
    Plan noteAppraiser(@Nullable String appraiser, AppraiserCapacity capacity) {
        return with(plan -> {
            plan.appraiserId = appraiser;
            plan.appraiserCapacity = capacity;
        });
    }

    /** The same plan, with what was true when it became what it is. */
    Plan keeping(Kept kept) {
        return with(plan ->
                plan.record = Stream.concat(record.stream(), Stream.of(kept)).toList());
    }

    /** Jenjang of the school when it was last decided on or closed; empty while it is open, when today's counts. */
    Optional<String> levelOfTheTime() {
        if (status.isOpen()) {
            return Optional.empty();
        }
        return closure == null
                ? record.stream().reduce((_, last) -> last).map(Kept::schoolLevel)
                : Optional.ofNullable(closure.schoolLevel());
    }

    /** What became of a submission; empty while nobody has decided on it. */
    Optional<PlanStatus> decisionOn(long submission) {
        return record.stream()
                .filter(kept -> kept.contentVersion() == submission && DECIDED.contains(kept.status()))
                .map(Kept::status)
                .findFirst();
    }

    Decision<Plan> choosePractice(Practice chosen, PlanRules rules) {
        return edit("choose-practice", rules.inPractice(chosen), content.withPractice(chosen));
    }

    Decision<Plan> chooseActivities(List<String> codes, PlanRules rules) {
        return edit("choose-development", rules.inActivities(codes), content.withActivities(codes));
    }

    Decision<Plan> chooseDuties(List<String> codes, PlanRules rules) {
        return edit("choose-additional-duties", rules.inDuties(codes), content.withDuties(codes));
    }

    Decision<Plan> chooseCoreValues(List<CoreValueChoice> choices, PlanRules rules) {
        return edit("choose-work-behaviour", rules.inCoreValues(choices), content.withCoreValues(choices));
    }

    /**
     * @param roles what the owner contributes to some of them
     * @param leadsSchool whether somebody is the principal of the school for which this plan was drafted
     */
    Decision<Plan> alignTo(
            List<String> results, List<ResultRole> roles, PlanRules rules, Predicate<String> leadsSchool) {
        var faults = new ArrayList<>(rules.inResults(results));
        for (int i = 0; faults.isEmpty() && i < results.size(); i++) {
            var result = results.get(i);
            var supported = result.substring(0, result.indexOf('#'));
            var leader = supported.substring(0, supported.indexOf(':'));
            // Of a principal who came within the period it is a later part.
            if (!supported.equals(idOf(leader, periodId)) && !supported.startsWith(idOf(leader, periodId) + ".")) {
                faults.add(Fault.at("/supportedResults/" + i, "result-of-other-period", result, periodId));
            } else if (leader.equals(employeeId) || !leadsSchool.test(leader)) {
                faults.add(Fault.at("/supportedResults/" + i, "not-of-own-principal", result));
            }
        }
        var spoken = new HashSet<String>();
        for (int i = 0; i < roles.size(); i++) {
            var result = roles.get(i).result();
            if (!results.contains(result)) {
                faults.add(Fault.at("/resultRoles/" + i + "/result", "role-without-result", result));
            } else if (!spoken.add(result)) {
                faults.add(Fault.at("/resultRoles/" + i + "/result", "named-twice", result));
            }
        }
        return edit("align", faults, content.supporting(results, roles));
    }

    /** Rencana hasil kerja of a principal. */
    Decision<Plan> planResults(List<PlannedResult> results) {
        var faults = new ArrayList<Fault>();
        if (role != Role.PRINCIPAL && !results.isEmpty()) {
            faults.add(Fault.at("/plannedResults", "not-part-of-plan"));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < results.size(); i++) {
            if (!seen.add(results.get(i).code())) {
                faults.add(Fault.at(
                        "/plannedResults/" + i + "/code",
                        "named-twice",
                        results.get(i).code()));
            }
        }
        return edit("plan-results", faults, content.planning(results));
    }

    private Decision<Plan> edit(String command, List<Fault> faults, Content edited) {
        if (!status.editable()) {
            return refused(command);
        }
        return faults.isEmpty()
                ? Decision.accept(with(plan -> plan.content = edited))
                : Decision.refuse(Refusal.invalid("plan-content-invalid", faults));
    }

    /** The appraiser says what is expected in particular, while the plan is in the appraiser's hands. */
    Decision<Plan> expect(List<LeaderExpectation> expectations, Decider by, PlanRules rules, Instant now) {
        if (status != PlanStatus.SUBMITTED) {
            return refused("expect");
        }
        var faults = rules.inExpectations(expectations);
        if (!faults.isEmpty()) {
            return Decision.refuse(Refusal.invalid("plan-content-invalid", faults));
        }
        return expectations.equals(leaderExpectations)
                ? Decision.accept(this)
                : Decision.accept(
                        with(plan -> plan.leaderExpectations = expectations),
                        new PlanExpectationsStated(
                                planId,
                                employeeId,
                                npsn,
                                periodId,
                                expectations.stream()
                                        .map(LeaderExpectation::coreValue)
                                        .toList(),
                                by.employeeId(),
                                by.capacity(),
                                now,
                                contentVersion));
    }

    /** @param deadline null where the regulation has no window for planning */
    Decision<Plan> submit(PlanRules rules, @Nullable Deadline deadline, Instant now) {
        if (!status.editable()) {
            return refused("submit");
        }
        var lateness = submittedAt == null && deadline != null ? lateness(deadline, now) : late;
        if (lateness != null && submittedAt == null && deadline != null && deadline.late() == Late.REFUSED) {
            return Decision.refuse(deadlinePassed(lateness));
        }
        var obstacles = obstacles(rules);
        if (!obstacles.isEmpty()) {
            return Decision.refuse(Refusal.invalid("plan-incomplete", obstacles));
        }
        var submitted = with(plan -> {
            plan.status = PlanStatus.SUBMITTED;
            plan.submittedContent = content;
            plan.returnReasons = List.of();
            plan.reopenReason = null;
            plan.submittedAt = now;
            plan.contentVersion = contentVersion + 1;
            plan.late = lateness;
        });
        var event = new PlanSubmitted(
                planId,
                employeeId,
                npsn,
                periodId,
                regulation,
                lateness != null,
                content.changedFrom(Objects.requireNonNullElse(submittedContent, Content.EMPTY)),
                now,
                submitted.contentVersion());
        if (submitted.approvedByPolicy(rules, now) instanceof Accepted<Plan>(var approved, var more)) {
            var events = new ArrayList<DomainEvent>(List.of(event));
            events.addAll(more);
            return Decision.accept(approved, events.toArray(DomainEvent[]::new));
        }
        return Decision.accept(submitted, event);
    }

    /** Where something is missing that only a person can add, the plan waits for that person like any other. */
    private Decision<Plan> approvedByPolicy(PlanRules rules, Instant now) {
        return appraiserId == null || appraiserCapacity != AppraiserCapacity.AUTOMATIC
                ? refused("approve")
                : approve(new Decider(appraiserId, appraiserCapacity), ApprovalMode.AUTOMATIC, rules, now);
    }

    private static @Nullable Lateness lateness(Deadline deadline, Instant now) {
        int days = deadline.daysLate(now);
        return days == 0 ? null : new Lateness(days, deadline.last());
    }

    /** It would be right in itself, but not any more: the office can give more time. */
    private static Refusal deadlinePassed(Lateness late) {
        return new Refusal(
                Refusal.Kind.CONFLICT,
                "deadline-passed",
                Map.of("deadline", late.deadline().toString(), "daysLate", late.days()),
                List.of(Fault.at(
                                "/submittedAt",
                                "deadline-passed",
                                late.deadline().toString())
                        .repairedBy(PlanRules.OFFICE)));
    }

    /** Everything that stands in the way of the next step of whoever has the plan in hand, at once. */
    List<Fault> obstacles(PlanRules rules) {
        if (!status.isOpen()) {
            return List.of();
        }
        var obstacles = new ArrayList<>(
                status == PlanStatus.SUBMITTED
                        ? rules.obstaclesToApproval(leaderExpectations)
                        : rules.obstacles(content));
        if (appraiserId == null) {
            obstacles.add(Fault.at("/appraiserId", "appraiser-vacant").repairedBy(PlanRules.OFFICE));
        }
        return obstacles;
    }

    /** What was left behind at a former school or role and has not been replaced: allowed, but worth a thought. */
    List<Fault> reminders() {
        return status.isOpen()
                ? leftBehind.stream()
                        .filter(this::isEmptyAt)
                        .map(pointer -> Fault.at(pointer, "left-behind").repairedBy(PlanRules.EMPLOYEE))
                        .toList()
                : List.of();
    }

    private boolean isEmptyAt(String pointer) {
        return switch (pointer) {
            case "/practice" -> content.practice() == null;
            case "/activityCodes" -> content.activityCodes().isEmpty();
            case "/dutyCodes" -> content.dutyCodes().isEmpty();
            case "/supportedResults" -> content.supportedResults().isEmpty();
            case "/plannedResults" -> content.plannedResults().isEmpty();
            default -> false;
        };
    }

    Decision<Plan> giveBack(List<ReturnReason> reasons, Decider by, Instant now) {
        if (status != PlanStatus.SUBMITTED) {
            return refused("return");
        }
        var sections =
                reasons.stream().map(ReturnReason::section).distinct().sorted().toList();
        return Decision.accept(
                with(plan -> {
                    plan.status = PlanStatus.RETURNED;
                    plan.returnReasons = reasons;
                }),
                new PlanReturned(
                        planId,
                        employeeId,
                        npsn,
                        periodId,
                        sections,
                        by.employeeId(),
                        by.capacity(),
                        now,
                        contentVersion));
    }

    /** Approves; where the regulation says that agreement is implied, the same command agrees. */
    Decision<Plan> approve(Decider by, ApprovalMode mode, PlanRules rules, Instant now) {
        if (status != PlanStatus.SUBMITTED) {
            return refused("approve");
        }
        var obstacles = rules.obstaclesToApproval(leaderExpectations);
        if (!obstacles.isEmpty()) {
            return Decision.refuse(Refusal.invalid("plan-incomplete", obstacles));
        }
        var practised = chosenPractice();
        var approved = with(plan -> {
            plan.status = PlanStatus.APPROVED;
            plan.approval = new Approval(by.employeeId(), mode, now, by.capacity());
        });
        var event = new PlanApproved(
                planId,
                employeeId,
                npsn,
                role,
                employmentStatus,
                periodId,
                regulation,
                regulationVersion,
                practised.indicatorCode(),
                practised.targetBehaviourCodes(),
                content.supportedResults(),
                by.employeeId(),
                by.capacity(),
                mode,
                now,
                contentVersion);
        return rules.pack().agreement().value() == Agreement.IMPLIED
                ? Decision.accept(approved.agreed(now), event, approved.agreement(Agreement.IMPLIED, rules, now))
                : Decision.accept(approved, event);
    }

    Decision<Plan> agree(PlanRules rules, Instant now) {
        return status == PlanStatus.APPROVED
                ? Decision.accept(agreed(now), agreement(Agreement.EXPLICIT, rules, now))
                : refused("agree");
    }

    Decision<Plan> reopen(String reason, Decider by, Instant now) {
        if (status != PlanStatus.APPROVED && status != PlanStatus.AGREED) {
            return refused("reopen");
        }
        return Decision.accept(
                with(plan -> {
                    plan.status = PlanStatus.REOPENED;
                    plan.reopenReason = reason;
                    plan.approval = null;
                    plan.agreedAt = null;
                }),
                new PlanReopened(
                        planId, employeeId, npsn, periodId, by.employeeId(), by.capacity(), now, contentVersion));
    }

    private Plan agreed(Instant now) {
        return with(plan -> {
            plan.status = PlanStatus.AGREED;
            plan.agreedAt = now;
        });
    }

    private PlanAgreed agreement(Agreement how, PlanRules rules, Instant now) {
        var practised = chosenPractice();
        var approved = Objects.requireNonNull(approval, "only an approved plan is agreed");
        var covers = covers(rules.period(periodId));
        return new PlanAgreed(
                planId,
                employeeId,
                npsn,
                role,
                employmentStatus,
                periodId,
                regulation,
                regulationVersion,
                practised.indicatorCode(),
                practised.targetBehaviourCodes(),
                approved.approverId(),
                approved.capacity(),
                approved.mode(),
                how,
                part(),
                covers.from(),
                covers.months(),
                now,
                contentVersion);
    }

    private Practice chosenPractice() {
        return Objects.requireNonNull(content.practice(), "a plan without a practice cannot be submitted");
    }

    private Decision<Plan> refused(String command) {
        return Decision.refuse(Refusal.wrongState(status, command));
    }

    /** @param difference what is another than in this plan */
    private Plan with(Consumer<Copy> difference) {
        var copy = new Copy(this);
        difference.accept(copy);
        return copy.plan();
    }

    /** A copy in the making, with everything that ever changes: commands say what does, and nothing else. */
    private static final class Copy {

        private final Plan original;
        private PlanStatus status;
        private Role role;
        private EmploymentStatus employmentStatus;
        private @Nullable String npsn;
        private @Nullable String appraiserId;
        private AppraiserCapacity appraiserCapacity;
        private Content content;
        private @Nullable Content submittedContent;
        private List<LeaderExpectation> leaderExpectations;
        private List<ReturnReason> returnReasons;
        private @Nullable String reopenReason;
        private @Nullable Approval approval;
        private @Nullable Instant submittedAt;
        private @Nullable Instant agreedAt;
        private long contentVersion;
        private @Nullable Lateness late;
        private List<Kept> record;
        private @Nullable Closure closure;
        private List<String> leftBehind;

        Copy(Plan original) {
            this.original = original;
            this.status = original.status;
            this.role = original.role;
            this.employmentStatus = original.employmentStatus;
            this.npsn = original.npsn;
            this.appraiserId = original.appraiserId;
            this.appraiserCapacity = original.appraiserCapacity;
            this.content = original.content;
            this.submittedContent = original.submittedContent;
            this.leaderExpectations = original.leaderExpectations;
            this.returnReasons = original.returnReasons;
            this.reopenReason = original.reopenReason;
            this.approval = original.approval;
            this.submittedAt = original.submittedAt;
            this.agreedAt = original.agreedAt;
            this.contentVersion = original.contentVersion;
            this.late = original.late;
            this.record = original.record;
            this.closure = original.closure;
            this.leftBehind = original.leftBehind;
        }

        Plan plan() {
            return new Plan(
                    original.planId,
                    status,
                    original.employeeId,
                    role,
                    employmentStatus,
                    npsn,
                    original.periodId,
                    original.regulation,
                    original.regulationVersion,
                    appraiserId,
                    appraiserCapacity,
                    content,
                    submittedContent,
                    leaderExpectations,
                    returnReasons,
                    reopenReason,
                    approval,
                    submittedAt,
                    agreedAt,
                    contentVersion,
                    late,
                    record,
                    original.addendum,
                    closure,
                    leftBehind);
        }
    }
}
