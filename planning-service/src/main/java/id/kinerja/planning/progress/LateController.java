package id.kinerja.planning.progress;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.planning.deadline.Deadlines;
import id.kinerja.planning.progress.SchoolProgress.Member;
import id.kinerja.planning.roster.SchoolLeaders;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who of a school is late with planning, and who must act. */
@RestController
@RequestMapping("/api/v1/schools/{npsn}/late")
class LateController {

    /** @param today in the school's time zone */
    record LateView(String npsn, String periodId, LocalDate today, List<LatePerson> people) {}

    /**
     * @param waitsFor who must act: EMPLOYEE, APPRAISER while the plan is submitted, or OFFICE where there is no appraiser
     * @param deadline last day of planning for this person, with all extensions
     * @param daysLate whole days since then
     */
    record LatePerson(
            String employeeId,
            String name,
            Role role,
            PlanState state,
            String waitsFor,
            LocalDate deadline,
            int daysLate) {}

    private final ProgressProjection progress;
    private final SchoolLeaders leaders;
    private final Deadlines deadlines;
    private final Regulations regulations;
    private final Clock clock;

    LateController(
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

    /**
     * Everybody whose plan is not AGREED although the last day of planning is over, the latest first; whoever has left is
     * not among them. For the school's principal, whoever appraises the principal, and the office; to others there is none
     * (404).
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    LateView late(@PathVariable String npsn, @RequestParam String periodId, @AuthenticationPrincipal Actor actor) {
        if (regulations.ofPeriod(periodId).isEmpty()) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId)));
        }
        var people = leaders.peopleFor(actor, npsn);
        var now = clock.instant();
        var today = SchoolProgress.dayOf(now, deadlines.zoneOf(npsn));
        var ends = deadlines.planningEnds(periodId, npsn, people, now);
        var school = SchoolProgress.of(people, progress.plansOf(npsn), periodId).on(today);
        return new LateView(
                npsn,
                periodId,
                today,
                school.notDone().stream()
                        .flatMap(member -> late(member, ends, today))
                        .sorted(Comparator.comparingInt(LatePerson::daysLate)
                                .reversed()
                                .thenComparing(LatePerson::employeeId))
                        .toList());
    }

    private static Stream<LatePerson> late(Member member, Map<String, LocalDate> ends, LocalDate today) {
        var person = member.person();
        var deadline = ends.get(person.employeeId());
        return deadline == null || !today.isAfter(deadline)
                ? Stream.empty()
                : Stream.of(new LatePerson(
                        person.employeeId(),
                        person.name(),
                        person.role(),
                        member.state(),
                        member.waitsFor(),
                        deadline,
                        (int) ChronoUnit.DAYS.between(deadline, today)));
    }
}
