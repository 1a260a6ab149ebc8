package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.events.UnprocessableEvent;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.sync.delivery.Delivery.Desired;
import id.kinerja.sync.delivery.Delivery.Route;
import id.kinerja.sync.identity.IdentityListener;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes deliveries of what was decided elsewhere. Every handler writes its own fact first and looks at the other's
 * afterwards, so that whichever comes second completes the pair, in any order and however often either is repeated.
 */
final class DeliveryEvents implements IdentityListener {

    static final String ASSESSMENT_FINALIZED = "id.kinerja.assessment.AssessmentFinalized.v1";
    static final String ASSESSMENT_REVISED = "id.kinerja.assessment.AssessmentRevised.v1";
    static final String PERIOD_CLOSED = "id.kinerja.assessment.PeriodClosed.v1";
    static final String PLAN_AGREED = "id.kinerja.planning.PlanAgreed.v1";
    static final String OBSERVATION_RECORDED = "id.kinerja.observation.ObservationRecorded.v1";

    /** A result as it was finalised or revised; exactly one of the two times is there. */
    record ResultDecided(
            String assessmentId,
            String employeeId,
            @Nullable String npsn,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            @Nullable Integer regulationVersion,
            int year,
            Rating workResult,
            Rating workBehaviour,
            PerformancePredicate predicate,
            String appraiserId,
            @Nullable Instant finalizedAt,
            @Nullable Instant revisedAt) {}

    record PeriodClosed(
            String npsn, String periodId, Instant closedAt, List<Included> included, List<LeftOut> leftOut) {

        record Included(String assessmentId, long sequence) {}

        record LeftOut(String employeeId, String reason) {}
    }

    record PlanAgreed(
            String planId,
            String employeeId,
            @Nullable String npsn,
            EmploymentStatus employmentStatus,
            String periodId,
            String regulation,
            @Nullable Integer regulationVersion,
            String indicatorCode,
            List<String> targetBehaviourCodes,
            @Nullable String approvalMode,
            @Nullable String approverCapacity,
            Instant agreedAt) {}

    record ObservationRecorded(
            String cycleId,
            String planId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            String indicatorCode,
            List<ObservedBehaviour> behaviours,
            List<String> nextStepCodes,
            LocalDate observedOn,
            Instant sharedAt) {}

    private static final long AT_ONCE = 0;

    private final Deliveries deliveries;
    private final Closings closings;
    private final Regulations regulations;
    private final boolean periodicSent;
    private final TraceContexts traces;
    private final LaneBell bell;
    private final Clock clock;

    /** @param periodicSent whether results of months and quarters are sent where a regulation holds them otherwise */
    DeliveryEvents(
            Deliveries deliveries,
            Closings closings,
            Regulations regulations,
            boolean periodicSent,
            TraceContexts traces,
            LaneBell bell,
            Clock clock) {
        this.deliveries = deliveries;
        this.closings = closings;
        this.regulations = regulations;
        this.periodicSent = periodicSent;
        this.traces = traces;
        this.bell = bell;
        this.clock = clock;
    }

    Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(ASSESSMENT_FINALIZED, ResultDecided.class, this::decided),
                new Subscription<>(ASSESSMENT_REVISED, ResultDecided.class, this::decided),
                new Subscription<>(PERIOD_CLOSED, PeriodClosed.class, this::closed),
                new Subscription<>(PLAN_AGREED, PlanAgreed.class, this::agreed),
                new Subscription<>(OBSERVATION_RECORDED, ObservationRecorded.class, this::recorded));
    }

    private void decided(EventEnvelope envelope, ResultDecided event) {
        var decidedAt = event.finalizedAt() != null ? event.finalizedAt() : event.revisedAt();
        if (decidedAt == null) {
            throw new UnprocessableEvent("no-time", "neither finalizedAt nor revisedAt");
        }
        var pack = pack(event.regulation(), event.regulationVersion());
        var rule = pack.closing().value();
        var periodic = rule == Regulation.Closing.HELD && periodicSent ? periodic(pack, event) : null;
        var values = periodic != null
                ? Values.of(periodic)
                : Values.of(new Values.Annual(
                        event.year(),
                        event.workResult(),
                        event.workBehaviour(),
                        event.predicate(),
                        event.appraiserId()));
        var held = rule == Regulation.Closing.HELD && periodic == null;
        var route = held && event.employmentStatus().isCivilServant() ? Route.HOLD : route(event.employmentStatus());
        // What is held never meets the registry's key of person and year, which two semesters would share.
        var key = event.employeeId() + ":" + (held ? event.periodId() : String.valueOf(event.year()));
        var id = values.kind().idOf(periodic != null ? periodic.naturalKey(event.employeeId()) : key);
        var wanted = want(
                id,
                event.employeeId(),
                event.npsn(),
                event.periodId(),
                desired(envelope, event.assessmentId(), route, values, decidedAt),
                // No school, no closing to wait for.
                event.npsn() == null ? AT_ONCE : null);
        if (event.npsn() != null) {
            closings.find(event.npsn(), event.periodId()).ifPresent(closing -> release(wanted, closing));
        }
        bell.ring();
    }

    /** Null for periods of a length that the registry does not know. */
    private static Values.@Nullable Periodic periodic(Regulation pack, ResultDecided event) {
        var period = pack.period(event.periodId()).orElse(null);
        var kind = period == null ? null : PeriodicKind.of(period.first(), period.last());
        return period == null || kind == null
                ? null
                : new Values.Periodic(
                        kind,
                        period.first(),
                        period.last(),
                        event.workResult(),
                        event.workBehaviour(),
                        event.predicate(),
                        event.appraiserId());
    }

    private void closed(EventEnvelope envelope, PeriodClosed event) {
        closings.note(envelope, event);
        var closing = closings.find(event.npsn(), event.periodId()).orElseThrow();
        deliveries.forUnreleased(event.npsn(), event.periodId(), delivery -> release(delivery.deliveryId(), closing));
        bell.ring();
    }

    private void release(String deliveryId, Closing closing) {
        deliveries
                .find(deliveryId)
                .flatMap(delivery -> closing.releasedFrom(
                        delivery.desired().sourceId(),
                        delivery.employeeId(),
                        delivery.desired().decidedAt()))
                .ifPresent(from -> deliveries.change(deliveryId, delivery -> delivery.release(from, clock.instant())));
    }

    private void agreed(EventEnvelope envelope, PlanAgreed event) {
        var year = pack(event.regulation(), event.regulationVersion())
                .period(event.periodId())
                .map(Regulation.Period::year)
                .orElseThrow(() -> new UnprocessableEvent("unknown-period", "the regulation has no such period"));
        var values = Values.of(new Values.Plan(
                year,
                event.indicatorCode(),
                event.targetBehaviourCodes(),
                event.approvalMode(),
                event.approverCapacity()));
        want(
                DeliveryKind.PLAN.idOf(event.planId()),
                event.employeeId(),
                event.npsn(),
                event.periodId(),
                desired(envelope, event.planId(), route(event.employmentStatus()), values, event.agreedAt()),
                AT_ONCE);
        bell.ring();
    }

    /** Whether the person is a civil servant is not in the event; the sender knows it from the roster. */
    private void recorded(EventEnvelope envelope, ObservationRecorded event) {
        var values = Values.of(new Values.Observation(
                event.planId(), event.observedOn(), event.indicatorCode(), event.behaviours(), event.nextStepCodes()));
        want(
                DeliveryKind.OBSERVATION.idOf(event.cycleId()),
                event.employeeId(),
                event.npsn(),
                event.periodId(),
                desired(envelope, event.cycleId(), Route.SEND, values, event.sharedAt()),
                AT_ONCE);
        bell.ring();
    }

    @Override
    public void identityChanged(String employeeId) {
        deliveries.concerning(employeeId, delivery -> wake(delivery.deliveryId()));
    }

    @Override
    public void identityTold(String employeeId, List<String> waiting) {
        waiting.forEach(this::wake);
    }

    private void wake(String deliveryId) {
        deliveries.change(deliveryId, current -> current.identityChanged(clock.instant()));
    }

    /**
     * Notes what was decided elsewhere. e-Kinerja has one place for an annual result of a person and year: a result of
     * another period of the same year becomes a delivery besides, which waits for a person's decision. Which one came first
     * is kept with the deliveries, so that a repetition of either finds its own.
     *
     * @return id of the delivery that it became
     */
    private String want(
            String deliveryId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            Desired desired,
            @Nullable Long releasedFrom) {
        if (noted(deliveryId, employeeId, npsn, periodId, desired, releasedFrom, null)) {
            return deliveryId;
        }
        var besides = deliveryId + ":" + periodId;
        if (desired.values().annual() == null
                || !noted(besides, employeeId, npsn, periodId, desired, releasedFrom, deliveryId)) {
            throw new UnprocessableEvent("other-source", "the registry's key belongs to another assessment already");
        }
        return besides;
    }

    /**
     * Creates the delivery if this is the first to speak of it.
     *
     * @param first the delivery that has the place at e-Kinerja already; null for the first
     * @return false if it is that of another source
     */
    private boolean noted(
            String deliveryId,
            String employeeId,
            @Nullable String npsn,
            String periodId,
            Desired desired,
            @Nullable Long releasedFrom,
            @Nullable String first) {
        var now = clock.instant();
        Function<Delivery, Decision<Delivery>> newer = delivery -> delivery.want(npsn, periodId, desired, now);
        var result = deliveries.change(deliveryId, newer);
        if (result instanceof CommandResult.Absent) {
            result = deliveries.create(
                    deliveryId,
                    () -> Delivery.first(deliveryId, employeeId, npsn, periodId, desired, releasedFrom, first, now));
            if (result instanceof CommandResult.Refused) {
                // Another event has created it in this moment.
                result = deliveries.change(deliveryId, newer);
            }
        }
        return !(result instanceof CommandResult.Refused<Delivery>(var refusal)
                && refusal.code().equals(Delivery.OTHER_SOURCE));
    }

    private Desired desired(EventEnvelope envelope, String sourceId, Route route, Values values, Instant decidedAt) {
        return new Desired(sourceId, envelope.sequence(), route, values, decidedAt, traces.current());
    }

    private static Route route(EmploymentStatus status) {
        return status.isCivilServant() ? Route.SEND : Route.NOT_REQUIRED;
    }

    /** The version that the plan was drafted under; the newest where that was not told. */
    private Regulation pack(String regulation, @Nullable Integer version) {
        return regulations
                .find(regulation, version)
                .orElseThrow(() ->
                        new UnprocessableEvent("unknown-regulation", "there is no pack of this name and version"));
    }
}
