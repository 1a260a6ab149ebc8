package id.kinerja.sync.feed;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.events.UnprocessableEvent;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.IdentityListener;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps the feeds up to date with what was decided, and with what the roster says about the people. */
final class FeedEvents implements IdentityListener {

    static final String PLAN_AGREED = "id.kinerja.planning.PlanAgreed.v1";
    static final String OBSERVATION_RECORDED = "id.kinerja.observation.ObservationRecorded.v1";

    record PlanAgreed(
            String planId,
            String employeeId,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            @Nullable Integer regulationVersion,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            @Nullable String approvalMode,
            @Nullable String approverCapacity) {}

    record ObservationRecorded(
            String cycleId,
            String planId,
            String employeeId,
            String periodId,
            String indicatorCode,
            List<ObservedBehaviour> behaviours,
            List<String> nextStepCodes,
            LocalDate observedOn) {}

    private final StoredEntries entries;
    private final Identities identities;
    private final Regulations regulations;

    FeedEvents(StoredEntries entries, Identities identities, Regulations regulations) {
        this.entries = entries;
        this.identities = identities;
        this.regulations = regulations;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(PLAN_AGREED, PlanAgreed.class, this::agreed),
                new Subscription<>(OBSERVATION_RECORDED, ObservationRecorded.class, this::recorded));
    }

    private void agreed(EventEnvelope envelope, PlanAgreed event) {
        var year = regulations
                .find(event.regulation(), event.regulationVersion())
                .flatMap(pack -> pack.period(event.periodId()))
                .map(Regulation.Period::year)
                .orElseThrow(() -> new UnprocessableEvent("unknown-period", "no regulation has such a period"));
        identities.await(event.employeeId(), FeedKind.PLANS.idOf(event.planId()));
        entries.decided(
                envelope,
                FeedKind.PLANS,
                event.planId(),
                event.employeeId(),
                event.employmentStatus().isCivilServant(),
                PlanItem.content(event, year));
    }

    /** The event does not say whether the person is a civil servant; whom the roster has not named yet may be one. */
    private void recorded(EventEnvelope envelope, ObservationRecorded event) {
        boolean mayBeCivilServant = identities
                .await(event.employeeId(), FeedKind.OBSERVATIONS.idOf(event.cycleId()))
                .map(identity -> identity.employmentStatus().isCivilServant())
                .orElse(true);
        entries.decided(
                envelope,
                FeedKind.OBSERVATIONS,
                event.cycleId(),
                event.employeeId(),
                mayBeCivilServant,
                ObservationItem.content(event));
    }

    /** Readers may have passed this person's entries while there was no number to name them by, or another one. */
    @Override
    public void identityChanged(String employeeId) {
        entries.moveToEnd(employeeId);
    }

    @Override
    public void identityTold(String employeeId, List<String> waiting) {
        entries.moveToEnd(waiting);
    }
}
