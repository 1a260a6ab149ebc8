package id.kinerja.planning.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.planning.plan.Plan.Approval;
import id.kinerja.planning.plan.Plan.Closure;
import id.kinerja.planning.plan.Plan.CoreValueChoice;
import id.kinerja.planning.plan.Plan.Covers;
import id.kinerja.planning.plan.Plan.Kept;
import id.kinerja.planning.plan.Plan.Lateness;
import id.kinerja.planning.plan.Plan.LeaderExpectation;
import id.kinerja.planning.plan.Plan.PlannedResult;
import id.kinerja.planning.plan.Plan.Practice;
import id.kinerja.planning.plan.Plan.ResultRole;
import id.kinerja.planning.plan.Plan.ReturnReason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as the API shows it.
 *
 * @param appraiserId who decides on it now; null while nobody does
 * @param appraiserCapacity in what capacity: APPRAISER, ACTING, SUBSTITUTE, NEXT_SUPERIOR, AUTOMATIC or NOBODY
 * @param late how many days after which deadline it was first submitted; null where it was in time
 * @param record who its people were, under which rules, and why, at each decision: nothing that comes later changes
 *     anything in it
 * @param part of the period, from 1; a second one follows where the owner gets another school or role
 * @param predecessorId the plan of the part before; null for the first one
 * @param covers the days it is for, and how many months of the period these are
 * @param closure how it ended before the period did, and which plan follows; null while it has not
 */
record PlanView(
        String planId,
        long version,
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
        @Nullable Practice practice,
        List<String> activityCodes,
        List<String> dutyCodes,
        List<CoreValueChoice> coreValues,
        List<LeaderExpectation> leaderExpectations,
        List<String> supportedResults,
        List<ResultRole> resultRoles,
        List<PlannedResult> plannedResults,
        List<ReturnReason> returnReasons,
        @Nullable String reopenReason,
        @Nullable Approval approval,
        @Nullable Instant submittedAt,
        @Nullable Instant agreedAt,
        @Nullable Lateness late,
        List<Kept> record,
        int part,
        @Nullable String predecessorId,
        Covers covers,
        @Nullable Closure closure,
        Summary summary) {

    /**
     * Rangkuman: what has been chosen, in words, and what is missing. Nobody writes it.
     *
     * @param complete whether nothing stands in the way of the next step: of submitting while the owner has the plan, of
     *     approving while the appraiser has it
     * @param plannedPoints points of the chosen activities; null where the regulation has no points
     * @param errors everything that stands in the way, each with {@code pointer}, {@code code}, {@code message} and the
     *     {@code actor} who can repair it: EMPLOYEE, APPRAISER, OFFICE or OPERATOR. A submission is refused with the same
     *     list
     * @param advice what is allowed, but worth a second thought; in the same form
     */
    record Summary(
            boolean complete,
            @Nullable Integer plannedPoints,
            List<SectionSummary> sections,
            List<Map<String, Object>> errors,
            List<Map<String, Object>> advice) {}

    /** @param complete whether nothing is missing or wrong in it; an optional section without entries is complete */
    record SectionSummary(Section section, Need need, boolean complete, List<Entry> entries) {}

    /**
     * One thing that was chosen.
     *
     * @param text in the words of the regulation; null where those were not found
     * @param parts what was chosen below it: target behaviours, guiding behaviours
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Entry(
            String code, @Nullable String text, @Nullable Integer points, List<Entry> parts) {

        static Entry of(String code, @Nullable String text) {
            return new Entry(code, text, null, List.of());
        }
    }
}
