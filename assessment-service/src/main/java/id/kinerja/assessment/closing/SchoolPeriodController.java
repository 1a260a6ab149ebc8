package id.kinerja.assessment.closing;

import id.kinerja.assessment.closing.SchoolPeriod.LeftOut;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A school's period: its principal, or the education office, sees who is ready and closes it. */
@RestController
@RequestMapping("/api/v1/school-periods")
class SchoolPeriodController {

    record Closing(@NotNull @Size(max = 500) List<@Valid @NotNull LeaveOut> leaveOut) {}

    record LeaveOut(
            @NotBlank @Size(max = 64) String employeeId,
            @NotNull LeftOutReason reason) {}

    private final SchoolPeriods periods;
    private final SchoolReadiness readiness;
    private final Clock clock;

    SchoolPeriodController(SchoolPeriods periods, SchoolReadiness readiness, Clock clock) {
        this.periods = periods;
        this.readiness = readiness;
        this.clock = clock;
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('PRINCIPAL', 'OFFICE')")
    ResponseEntity<Object> period(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return Replies.found(periods.find(id).filter(period -> isOf(actor, period.state())), this::view);
    }

    @PostMapping("/{id}/closing")
    @PreAuthorize("hasAnyRole('PRINCIPAL', 'OFFICE')")
    ResponseEntity<Object> close(
            @PathVariable String id,
            @Valid @RequestBody Closing request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        // Another school's principal is told what somebody is told who asks for a period that does not exist.
        if (periods.find(id).filter(period -> isOf(actor, period.state())).isEmpty()) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        var leaveOut = request.leaveOut().stream()
                .map(left -> new LeftOut(left.employeeId(), left.reason()))
                .toList();
        var result = periods.change(
                id,
                guard,
                period -> period.close(
                        // Read anew for every attempt. A result that becomes final after this reading is not in the
                        // manifest; bkn-sync sends it by itself, as it does every result that is final after closing.
                        readiness.of(period.npsn(), period.periodId()),
                        leaveOut,
                        actor.employeeId().orElse(SchoolPeriod.OFFICE),
                        clock.instant()));
        return Replies.changed(result, this::view);
    }

    private static boolean isOf(Actor actor, SchoolPeriod period) {
        var employee = actor.employee();
        return actor.has(Actor.Grant.OFFICE)
                || (employee != null
                        && employee.role() == Role.PRINCIPAL
                        && period.npsn().equals(employee.npsn()));
    }

    private SchoolPeriodView view(Stored<SchoolPeriod> stored) {
        var period = stored.state();
        return SchoolPeriodView.of(stored, readiness.of(period.npsn(), period.periodId()));
    }
}
