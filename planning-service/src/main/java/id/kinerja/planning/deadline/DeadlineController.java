package id.kinerja.planning.deadline;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Late;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Until when the caller has time for what. */
@RestController
@RequestMapping("/api/v1/deadlines")
class DeadlineController {

    /**
     * @param timeZone in which days begin and end: of the caller's school; Asia/Jakarta for people of an office
     * @param today in that zone
     */
    record DeadlinesView(String periodId, ZoneId timeZone, LocalDate today, List<StageView> stages) {}

    /**
     * @param last last day for the caller, with everything that gives more time
     * @param regularLast last day of the pack's own window
     * @param letter the letter by which the pack gives more time; null where there is none
     * @param extension what the office has granted; null where that gives no more time than the pack
     * @param daysLeft whole days after today; 0 on the last day and afterwards
     * @param state UPCOMING, OPEN, EXTENDED (the pack's own window is over, but there is more time) or CLOSED
     * @param binding whether a rule sets the date; otherwise it is a recommendation
     * @param late what becomes of a late submission: ACCEPTED or REFUSED; null where the pack does not say
     */
    record StageView(
            StageName stage,
            LocalDate first,
            LocalDate last,
            LocalDate regularLast,
            Regulation.@Nullable Extension letter,
            @Nullable Granted extension,
            int daysLeft,
            Window.State state,
            boolean binding,
            @Nullable Late late) {}

    /** @param scope whether it is for the person, the school or the regency */
    record Granted(
            String extensionId,
            Scope.Kind scope,
            LocalDate lastDay,
            @Nullable Instant validUntil,
            String reason) {}

    private final Deadlines deadlines;
    private final Regulations regulations;
    private final Clock clock;

    DeadlineController(Deadlines deadlines, Regulations regulations, Clock clock) {
        this.deadlines = deadlines;
        this.regulations = regulations;
        this.clock = clock;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    DeadlinesView deadlines(@RequestParam String periodId, @AuthenticationPrincipal Actor actor) {
        var period = regulations
                .ofPeriod(periodId)
                .flatMap(pack -> pack.period(periodId))
                .orElseThrow(() -> new RefusedException(
                        Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId))));
        var npsn = npsnOf(actor.employee());
        var zone = deadlines.zoneOf(npsn);
        var now = clock.instant();
        var today = now.atZone(zone).toLocalDate();
        var granted =
                deadlines.concerning(periodId, deadlines.keys(actor.employeeId().orElse(null), npsn));
        return new DeadlinesView(
                periodId,
                zone,
                today,
                period.stages().stream()
                        .map(stage -> view(Window.of(stage, granted, now), today))
                        .toList());
    }

    private static @Nullable String npsnOf(@Nullable DirectoryEntry employee) {
        return employee == null ? null : employee.npsn();
    }

    private static StageView view(Window window, LocalDate today) {
        var stage = window.stage();
        var extension = window.extension();
        return new StageView(
                stage.name(),
                stage.first(),
                window.last(),
                stage.last(),
                stage.extension(),
                extension == null
                        ? null
                        : new Granted(
                                extension.extensionId(),
                                extension.scope().kind(),
                                extension.lastDay(),
                                extension.validUntil(),
                                extension.history().getFirst().reason()),
                window.daysLeft(today),
                window.state(today),
                stage.binding(),
                stage.late() == null ? null : stage.late().value());
    }
}
