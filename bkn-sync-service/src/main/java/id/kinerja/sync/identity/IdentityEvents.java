package id.kinerja.sync.identity;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.sync.lane.LaneBell;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Learns who people are from the roster, and has them checked as soon as their plan is approved: months before a result
 * would fail on it.
 */
final class IdentityEvents {

    static final String PLAN_APPROVED = "id.kinerja.planning.PlanApproved.v1";

    /** The fields of {@code EmployeeAssigned} that only this service reads. */
    record EmployeeAssigned(
            String employeeId,
            String name,
            @Nullable String nip,
            @Nullable LocalDate birthDate,
            EmploymentStatus employmentStatus,
            @Nullable String npsn,
            @Nullable String position,
            @Nullable String grade,
            @Nullable String orgUnit) {}

    record PlanApproved(
            String employeeId,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            @Nullable Integer regulationVersion,
            String approverId) {}

    private final StoredIdentities identities;
    private final List<IdentityListener> listeners;
    private final Regulations regulations;
    private final LaneBell bell;
    private final Clock clock;

    IdentityEvents(
            StoredIdentities identities,
            List<IdentityListener> listeners,
            Regulations regulations,
            LaneBell bell,
            Clock clock) {
        this.identities = identities;
        this.listeners = listeners;
        this.regulations = regulations;
        this.bell = bell;
        this.clock = clock;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(Directory.EMPLOYEE_ASSIGNED, EmployeeAssigned.class, this::assigned),
                new Subscription<>(PLAN_APPROVED, PlanApproved.class, this::approved));
    }

    void assigned(EventEnvelope envelope, EmployeeAssigned event) {
        var before = identities.find(event.employeeId());
        boolean news = identities.assigned(envelope, event);
        if (news && before.isEmpty()) {
            told(event.employeeId());
            return;
        }
        var after = identities.find(event.employeeId());
        // A repetition wakes them too: the first time may have ended between the write and this.
        if (news && before.isPresent() && after.isPresent() && before.get().samePersonAs(after.get())) {
            if (!before.get().samePlaceAs(after.get())) {
                checkAgain(event.employeeId());
            }
            return;
        }
        checkAgain(event.employeeId());
        listeners.forEach(listener -> listener.identityChanged(event.employeeId()));
        bell.ring();
    }

    /** A roster brings thousands of newcomers, so what is asked of each is one look at what is stored of them. */
    private void told(String employeeId) {
        if (identities.isAwaited(employeeId)) {
            checkAgain(employeeId);
            wake(employeeId);
        }
    }

    private void wake(String employeeId) {
        var waiting = identities.waitingFor(employeeId);
        if (!waiting.isEmpty()) {
            listeners.forEach(listener -> listener.identityTold(employeeId, waiting));
            identities.nothingWaitsFor(employeeId);
            bell.ring();
        }
    }

    private void checkAgain(String employeeId) {
        if (identities.checkAgain(employeeId, clock.instant())) {
            bell.ring();
        }
    }

    /** Only civil servants are known to the registry. */
    private void approved(EventEnvelope envelope, PlanApproved event) {
        if (event.employmentStatus().isCivilServant()) {
            var year = regulations
                    .find(event.regulation(), event.regulationVersion())
                    .flatMap(pack -> pack.period(event.periodId()))
                    .map(Regulation.Period::year)
                    .orElse(null);
            identities.wantCheck(event.employeeId(), year, clock.instant());
            identities.wantAppraiserCheck(event.approverId(), clock.instant());
            bell.ring();
        }
    }
}
