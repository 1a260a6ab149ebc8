package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.kit.testing.MovableClock;
import id.kinerja.sync.delivery.DeliveryEvent.DeliveryConfirmed;
import id.kinerja.sync.delivery.DeliveryEvents.PeriodClosed;
import id.kinerja.sync.delivery.DeliveryEvents.ResultDecided;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import io.micrometer.tracing.Tracer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One teacher's result, the code that forwards it and a registry, without any infrastructure: the handlers of events, the
 * model and the sender are the real ones.
 */
final class World {

    static final String TEACHER = "5f1c0d3a-7a52-4c3e-9a41-0c8f6b2d1e01";
    static final String PRINCIPAL = "8b7e2c94-13d6-4f0a-b5c2-3e9a7d604f02";
    static final String NPSN = "20306577";
    static final String PERIOD = "2026";
    static final String ASSESSMENT = TEACHER + ":" + PERIOD;
    static final String DELIVERY = "ANNUAL:" + TEACHER + ":2026";
    static final String SECOND_PERIOD = "2026-2";
    /** Of that period's result, if the other one came first. */
    static final String BESIDES = DELIVERY + ":" + SECOND_PERIOD;

    static final Nip TEACHERS_NIP = new Nip("198001012005012001");
    static final Nip PRINCIPALS_NIP = new Nip("198001012005011002");

    static final Duration CALL = Duration.ofSeconds(60);
    /** Longer than a lease, so that waiting for the lease alone would be too short. */
    static final Duration PROCESSING = Duration.ofSeconds(300);

    /** The closing of the period, between two results that were finalised before and after it. */
    static final Instant CLOSED_AT = Instant.parse("2026-12-17T04:00:00Z");

    /** What can be decided: three results, so that a decision can come back to an earlier one. */
    enum Choice {
        GOOD(Rating.MEETS_EXPECTATION, Rating.MEETS_EXPECTATION, PerformancePredicate.GOOD),
        BETTER(Rating.ABOVE_EXPECTATION, Rating.ABOVE_EXPECTATION, PerformancePredicate.VERY_GOOD),
        WORSE(Rating.BELOW_EXPECTATION, Rating.MEETS_EXPECTATION, PerformancePredicate.NEEDS_IMPROVEMENT);

        final Rating workResult;
        final Rating workBehaviour;
        final PerformancePredicate predicate;

        Choice(Rating workResult, Rating workBehaviour, PerformancePredicate predicate) {
            this.workResult = workResult;
            this.workBehaviour = workBehaviour;
            this.predicate = predicate;
        }
    }

    private static final Regulations REGULATIONS = Regulations.fromClasspath();

    final MovableClock clock = new MovableClock("2026-12-17T04:00:00Z");
    final Schedule schedule = new Schedule();
    final InMemoryDeliveries deliveries = new InMemoryDeliveries(schedule::step);
    final InMemoryIdentities identities = new InMemoryIdentities();
    final SimulatedRegistry registry =
            new SimulatedRegistry(clock, CALL, PROCESSING, schedule::step, result -> sendingSequence());
    final DeliveryEvents events;
    final DeliveryWork work;
    boolean gateOpen = true;
    int repairs;

    World(long seed) {
        this(seed, Duration.ZERO);
    }

    World(long seed, Duration firstReadValid) {
        this(seed, firstReadValid, REGULATIONS);
    }

    World(long seed, Regulations regulations) {
        this(seed, Duration.ZERO, regulations);
    }

    private World(long seed, Duration firstReadValid, Regulations regulations) {
        identities.roster(TEACHER, "Sari Puspita", TEACHERS_NIP.value(), EmploymentStatus.PNS);
        identities.roster(PRINCIPAL, "Ratna Kusumawardani", PRINCIPALS_NIP.value(), EmploymentStatus.PNS);
        registry.people.put(TEACHERS_NIP, person("p-1", TEACHERS_NIP, "SARI PUSPITA, S.Pd."));
        registry.people.put(PRINCIPALS_NIP, person("p-2", PRINCIPALS_NIP, "Dra. Ratna Kusumawardani"));
        var traces = new TraceContexts(Tracer.NOOP);
        events = new DeliveryEvents(
                deliveries, new InMemoryClosings(schedule::step), regulations, false, traces, new LaneBell(), clock);
        var properties = new DeliveryProperties(
                PROCESSING, Duration.ofSeconds(10), Duration.ofMinutes(15), 30, Duration.ofHours(24));
        var outcomes = new Outcomes(deliveries, identities, properties, new Random(seed), clock);
        var sender = new AnnualSender(
                registry,
                new PersonMatcher(registry, identities, Duration.ofDays(30), clock),
                identities,
                deliveries,
                outcomes,
                new SendLease(CALL),
                firstReadValid,
                clock);
        work = new DeliveryWork(
                Lane.SIASN, sender, deliveries, (lane, now, limit) -> List.of(), outcomes, properties, traces, clock);
    }

    static RegistryPerson person(String id, Nip nip, String name) {
        return new RegistryPerson(
                new RegistryPersonId(id), nip, name, LocalDate.of(1980, 1, 1), "Guru", "34", "Dinas Pendidikan");
    }

    /** Of the one delivery that is being saved: whoever replaced another has what is newer. */
    private long sendingSequence() {
        var sending = deliveries.ids().stream()
                .map(deliveries::now)
                .filter(delivery -> delivery.sending() != null)
                .toList();
        assertThat(sending).as("deliveries that are being saved").hasSize(1);
        var place = sending.getFirst().place();
        return (place == null ? 1 : place.number()) * 1000
                + Objects.requireNonNull(sending.getFirst().sending()).sequence();
    }

    /** The result was finalised (or revised: the wire differs, the handler does not). */
    void decide(long sequence, Choice choice) {
        decide(sequence, choice, EmploymentStatus.PNS, CLOSED_AT.minusSeconds(3600));
    }

    /** The same of another period of the year, which also sends an annual result. */
    void decideSecond(long sequence, Choice choice) {
        decide(SECOND_PERIOD, null, sequence, choice, EmploymentStatus.PNS, CLOSED_AT.minusSeconds(1800));
    }

    void decide(long sequence, Choice choice, EmploymentStatus status, Instant at) {
        decide(PERIOD, null, sequence, choice, status, at);
    }

    /** @param regulationVersion of the plan that the person is assessed on */
    void decide(@Nullable Integer regulationVersion) {
        decide(PERIOD, regulationVersion, 1, Choice.GOOD, EmploymentStatus.PNS, CLOSED_AT);
    }

    private void decide(
            String period,
            @Nullable Integer regulationVersion,
            long sequence,
            Choice choice,
            EmploymentStatus status,
            Instant at) {
        var assessment = TEACHER + ":" + period;
        handle(
                DeliveryEvents.ASSESSMENT_FINALIZED,
                "/assessment/assessments/" + assessment,
                sequence,
                new ResultDecided(
                        assessment,
                        TEACHER,
                        NPSN,
                        status,
                        period,
                        "2025",
                        regulationVersion,
                        2026,
                        choice.workResult,
                        choice.workBehaviour,
                        choice.predicate,
                        PRINCIPAL,
                        at,
                        null));
    }

    /** The result of a semester of 2024, whose regulation sends nothing at its closing, was finalised. */
    void decideSemester(String periodId) {
        var assessment = TEACHER + ":" + periodId;
        handle(
                DeliveryEvents.ASSESSMENT_FINALIZED,
                "/assessment/assessments/" + assessment,
                1,
                new ResultDecided(
                        assessment,
                        TEACHER,
                        NPSN,
                        EmploymentStatus.PNS,
                        periodId,
                        "2024",
                        null,
                        2024,
                        Choice.GOOD.workResult,
                        Choice.GOOD.workBehaviour,
                        Choice.GOOD.predicate,
                        PRINCIPAL,
                        CLOSED_AT,
                        null));
    }

    /** The period was closed with this result in the manifest. */
    void close(long sequence) {
        close(new PeriodClosed(
                NPSN, PERIOD, CLOSED_AT, List.of(new PeriodClosed.Included(ASSESSMENT, sequence)), List.of()));
    }

    /** The other period was closed with its result in the manifest. */
    void closeSecond(long sequence) {
        close(new PeriodClosed(
                NPSN,
                SECOND_PERIOD,
                CLOSED_AT,
                List.of(new PeriodClosed.Included(TEACHER + ":" + SECOND_PERIOD, sequence)),
                List.of()));
    }

    /** The period was closed without this result. */
    void closeWithout(String reason) {
        close(new PeriodClosed(NPSN, PERIOD, CLOSED_AT, List.of(), List.of(new PeriodClosed.LeftOut(TEACHER, reason))));
    }

    private void close(PeriodClosed closed) {
        handle(DeliveryEvents.PERIOD_CLOSED, "/assessment/school-periods/" + NPSN + ":" + closed.periodId(), 1, closed);
    }

    private <T> void handle(String type, String source, long sequence, T payload) {
        var envelope = new EventEnvelope("e", type, source, TEACHER, CLOSED_AT, sequence, null);
        for (Subscription<?> subscription : events.subscriptions().all()) {
            if (subscription.type().equals(type)) {
                @SuppressWarnings("unchecked")
                var typed = (Subscription<T>) subscription;
                typed.handler().accept(envelope, payload);
            }
        }
    }

    LaneSignal perform() {
        return perform(DELIVERY);
    }

    LaneSignal perform(String deliveryId) {
        return work.perform(deliveryId, () -> gateOpen);
    }

    CommandResult<Delivery> replaceBy(String deliveryId) {
        return new Replacements(deliveries, clock).replace(deliveryId, CommandGuard.none(), "it counts");
    }

    void cancel() {
        deliveries.change(DELIVERY, delivery -> delivery.cancel("not to be sent", clock.instant()));
    }

    Delivery delivery() {
        return deliveries.now(DELIVERY);
    }

    /** Somebody meddles with a delivered record at BKN; it is noticed, and an operator has it repaired. */
    void repairAfter(Runnable meddling) {
        if (!deliveries.ids().contains(DELIVERY) || delivery().status() != DeliveryStatus.DELIVERED) {
            return;
        }
        meddling.run();
        clock.advance(Duration.ofMillis(1));
        var confirmedAt = Objects.requireNonNull(delivery().confirmed()).at();
        assertThat(deliveries.change(DELIVERY, delivery -> delivery.repair(confirmedAt, clock.instant())))
                .isInstanceOf(CommandResult.Changed.class);
        repairs++;
    }

    /** What must be at BKN in the end. */
    AnnualResult result(Choice choice) {
        return new AnnualResult(
                new RegistryPersonId("p-1"),
                Year.of(2026),
                choice.workResult,
                choice.workBehaviour,
                choice.predicate,
                Objects.requireNonNull(registry.people.get(PRINCIPALS_NIP)).asAppraiser());
    }

    /** BKN is well again and nobody disturbs: everything that is due is done, and what stands still is asked for. */
    void comeToRest() {
        registry.reaction = () -> SimulatedRegistry.Reaction.ACCEPT;
        registry.reads = () -> true;
        gateOpen = true;
        for (int round = 0; round < 50; round++) {
            if (delivery().status() == DeliveryStatus.PARKED || delivery().status() == DeliveryStatus.CANCELLED) {
                deliveries.change(DELIVERY, delivery -> delivery.retry(clock.instant()));
            }
            var due = delivery().dueAt();
            if (due == null) {
                return;
            }
            clock.advanceTo(due);
            perform();
        }
        throw new AssertionError("it does not come to rest: " + delivery());
    }

    /** What must hold at every moment, whoever stands where. */
    void check(List<Choice> decisions) {
        var ledger = registry.ledger();
        for (var id : deliveries.ids()) {
            var delivery = deliveries.now(id);
            var desired = delivery.desired().sequence();
            if (delivery.status() == DeliveryStatus.DELIVERED) {
                assertThat(ledger).as("what is called delivered").isEqualTo(result(decisions.get((int) desired - 1)));
            }
            if (delivery.status() == DeliveryStatus.PARKED) {
                assertThat(Objects.requireNonNull(delivery.obstruction()).sequence())
                        .as("what is parked is the last decision")
                        .isEqualTo(desired);
            }
            if (delivery.status() == DeliveryStatus.CANCELLED) {
                assertThat(delivery.sending())
                        .as("what is cancelled is not on its way")
                        .isNull();
                assertThat(delivery.unconfirmed()).as("nor may it still arrive").isNull();
                assertThat(delivery.dueAt()).isNull();
                assertThat(Objects.requireNonNull(delivery.obstruction()).sequence())
                        .as("what is cancelled is the last decision")
                        .isEqualTo(desired);
                assertThat(registry.isWorking()).as("BKN is at work on it").isFalse();
            }
            assertThat(delivery.attempts()).hasSizeLessThanOrEqualTo(Delivery.ATTEMPTS_KEPT);
        }
    }

    /** What must hold in the end. */
    void checkAtRest(List<Choice> decisions) {
        check(decisions);
        assertThat(delivery().status()).isEqualTo(DeliveryStatus.DELIVERED);
        assertThat(registry.ledger()).isEqualTo(result(decisions.getLast()));
        assertThat(confirmedSequences())
                .as("told once, and once more after a repair")
                .hasSizeLessThanOrEqualTo(new HashSet<>(confirmedSequences()).size() + repairs)
                .isSorted()
                .last()
                .isEqualTo((long) decisions.size());
    }

    private List<Long> confirmedSequences() {
        var sequences = new ArrayList<Long>();
        for (var event : deliveries.events) {
            if (event instanceof DeliveryConfirmed confirmed) {
                sequences.add(Objects.requireNonNull(confirmed.sequence()));
            }
        }
        return sequences;
    }
}
