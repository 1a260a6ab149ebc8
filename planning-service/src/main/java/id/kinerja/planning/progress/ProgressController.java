package id.kinerja.planning.progress;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.planning.deadline.Deadlines;
import id.kinerja.planning.progress.ProgressProjection.Counted;
import id.kinerja.planning.progress.SchoolProgress.Day;
import id.kinerja.planning.progress.SchoolProgress.DayCount;
import id.kinerja.planning.progress.SchoolProgress.Member;
import id.kinerja.planning.roster.SchoolLeaders;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How far planning is: of a school for who answers for it, of a regency for the office. */
@RestController
class ProgressController {

    /**
     * The people are those of the school who need a plan; whoever has left does not count from the day after.
     *
     * @param today in the school's time zone, as all days here
     * @param notBegun how many of them have no plan for the period yet
     * @param byState how many are NOT_BEGUN, DRAFT, SUBMITTED, RETURNED, APPROVED, AGREED, REOPENED
     * @param byDay how many of their plans were last submitted, approved, agreed on which day
     * @param notDone everybody whose plan is not AGREED, the longest waiting first
     */
    record SchoolView(
            String npsn,
            String periodId,
            LocalDate today,
            int people,
            int notBegun,
            Map<PlanState, Integer> byState,
            Map<Role, Map<PlanState, Integer>> byRole,
            List<Day> byDay,
            List<Waiting> notDone) {}

    /**
     * @param waitsFor who must act: EMPLOYEE, APPRAISER, or OFFICE where there is no appraiser
     * @param since first day in this state; null for somebody who has not begun
     * @param daysWaiting whole days since then; null for somebody who has not begun
     */
    record Waiting(
            String employeeId,
            String name,
            Role role,
            PlanState state,
            String waitsFor,
            @Nullable LocalDate since,
            @Nullable Integer daysWaiting) {}

    /**
     * @param schools how many the regency has; 0 for one that no school is registered in
     * @param people in all of them, whatever the page shows; likewise byState, byRole and byDay
     * @param byDay how many of their plans were last submitted, approved, agreed on which day of the own school's zone
     * @param items the schools of this page, in the order of their NPSN
     */
    record RegionView(
            String regency,
            String periodId,
            int schools,
            int people,
            Map<PlanState, Integer> byState,
            Map<Role, Map<PlanState, Integer>> byRole,
            List<Day> byDay,
            List<SchoolCounts> items,
            @Nullable String nextCursor) {}

    record SchoolCounts(String npsn, @Nullable String name, int people, Map<PlanState, Integer> byState) {}

    private final ProgressProjection progress;
    private final SchoolLeaders leaders;
    private final Deadlines deadlines;
    private final Regulations regulations;
    private final Clock clock;

    ProgressController(
            ProgressProjection progress,
            SchoolLeaders leaders,
            Deadlines deadlines,
            Regulations regulations,
            Clock clock) {
        this.progress = progress;
        this.leaders = leaders;
        this.deadlines = deadlines;
        this.regulations = regulations;
        this.clock = clock;
    }

    /** For the school's principal, whoever appraises the principal, and the office; to others there is none (404). */
    @GetMapping("/api/v1/schools/{npsn}/progress")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    SchoolView ofSchool(
            @PathVariable String npsn, @RequestParam String periodId, @AuthenticationPrincipal Actor actor) {
        existing(periodId);
        var people = leaders.peopleFor(actor, npsn);
        var zone = deadlines.zoneOf(npsn);
        var today = SchoolProgress.dayOf(clock.instant(), zone);
        var school = SchoolProgress.of(people, progress.plansOf(npsn), periodId).on(today);
        var byRole = Headcount.on(today, school.counts());
        var byState = Headcount.byState(byRole);
        return new SchoolView(
                npsn,
                periodId,
                today,
                school.members().size(),
                byState.getOrDefault(PlanState.NOT_BEGUN, 0),
                byState,
                byRole,
                school.days(zone),
                school.notDone().stream()
                        .map(member -> waiting(member, today, zone))
                        .toList());
    }

    /** @param regency as the roster writes it, {@code Kab. Wonosobo} */
    @GetMapping("/api/v1/progress")
    @PreAuthorize("hasRole('OFFICE')")
    RegionView ofRegency(
            @RequestParam String regency,
            @RequestParam String periodId,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit) {
        existing(periodId);
        var now = clock.instant();
        var schools = progress.ofRegency(regency, periodId);
        var all = schools.stream()
                .map(school -> counted(school, SchoolProgress.dayOf(now, school.timeZone())))
                .toList();
        var byRole =
                Headcount.on(LocalDate.MIN, all.stream().flatMap(List::stream).toList());
        var byState = Headcount.byState(byRole);
        var page = Page.read(
                cursor,
                limit,
                (after, size) -> schools.stream()
                        .filter(school -> after == null || school.npsn().compareTo(after) > 0)
                        .limit(size)
                        .toList(),
                Counted::npsn,
                school -> view(school, counted(school, SchoolProgress.dayOf(now, school.timeZone()))));
        return new RegionView(
                regency,
                periodId,
                schools.size(),
                Headcount.people(byState),
                byState,
                byRole,
                Day.sum(schools.stream()
                        .flatMap(school -> DayCount.on(SchoolProgress.dayOf(now, school.timeZone()), school.days()))),
                page.items(),
                page.nextCursor());
    }

    private void existing(String periodId) {
        if (regulations.ofPeriod(periodId).isEmpty()) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId)));
        }
    }

    private static Waiting waiting(Member member, LocalDate today, ZoneId zone) {
        var plan = member.plan();
        return new Waiting(
                member.person().employeeId(),
                member.person().name(),
                member.person().role(),
                member.state(),
                member.waitsFor(),
                plan == null ? null : SchoolProgress.dayOf(plan.since(), zone),
                member.daysWaiting(today, zone));
    }

    /** Who is there on this day: those who have begun, by state, and the others. */
    private static List<Headcount> counted(Counted school, LocalDate today) {
        var begun = Headcount.on(today, school.begun());
        var counts = new ArrayList<Headcount>();
        Headcount.on(today, school.people()).forEach((role, states) -> {
            var ofRole = begun.getOrDefault(role, Headcount.none());
            ofRole.forEach((state, people) -> counts.add(new Headcount(role, state, null, people)));
            counts.add(new Headcount(
                    role, PlanState.NOT_BEGUN, null, Headcount.people(states) - Headcount.people(ofRole)));
        });
        return counts;
    }

    private static SchoolCounts view(Counted school, List<Headcount> counts) {
        var byState = Headcount.byState(Headcount.on(LocalDate.MIN, counts));
        return new SchoolCounts(school.npsn(), school.name(), Headcount.people(byState), byState);
    }
}
