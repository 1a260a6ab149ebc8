package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Indexes;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.model.Decision;
import id.kinerja.sync.SyncSuite;
import id.kinerja.sync.delivery.Delivery.Attempt;
import id.kinerja.sync.delivery.Delivery.Desired;
import id.kinerja.sync.delivery.Delivery.Route;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.delivery.DeliveryBulk.Command;
import id.kinerja.sync.delivery.DeliveryBulk.Filter;
import id.kinerja.sync.delivery.DeliveryBulk.Status;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What becomes of a bulk command whose worker dies; all lies in collections that the running service does not poll. */
class DeliveryBulkJobTest extends SyncSuite {

    /** Three chunks, the last one half full. */
    private static final int DELIVERIES = 450;

    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(31);
    private static final Filter MISMATCHES = new Filter(Trouble.IDENTITY_MISMATCH, null, null, null);

    @Autowired
    private AggregateStores stores;

    @Autowired
    private MongoTemplate mongo;

    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.parse("2026-12-18T01:00:00Z"));
    private final Clock clock = ((InstantSource) time::get).withZone(ZoneOffset.UTC);

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<DeliveryBulk> bulks;

    @SuppressWarnings("NullAway.Init")
    private AggregateStore<Delivery> deliveries;

    @BeforeEach
    void jobsOfTheirOwn() {
        bulks = stores.open(ofItsOwn(DeliveryConfiguration.BULKS));
        deliveries = stores.open(ofItsOwn(DeliveryConfiguration.DELIVERIES));
    }

    private <S> AggregateType<S> ofItsOwn(AggregateType<S> type) {
        var name = type.collection() + "_" + mark;
        // The service creates the indexes of its own collections when it starts.
        mongo.getCollection(name).createIndex(Indexes.ascending("relayAfter"));
        mongo.getCollection(name).createIndex(Indexes.ascending("state.status", "_id"));
        return new AggregateType<>(
                name, type.stateType(), type.sourcePrefix(), type.topic(), type.eventTypes(), type.indexes());
    }

    private void park(int number) {
        for (int i = 0; i < number; i++) {
            var parked = parked(id(i));
            deliveries.create(id(i), CommandGuard.none(), () -> Decision.accept(parked));
        }
    }

    private static String id(int i) {
        return "ANNUAL:%03d:2026".formatted(i);
    }

    private Delivery parked(String id) {
        var values = Values.of(new Values.Plan(2026, "GURU-1", List.of("GURU-1-A"), null, null));
        var desired = new Desired("a", 1, Route.SEND, values, clock.instant(), null);
        var first = state(Delivery.first(id, "e", World.NPSN, "2026", desired, 0L, null, clock.instant()));
        return state(first.park(
                Turn.unclaimed(first),
                Trouble.IDENTITY_MISMATCH,
                List.of(),
                Attempt.of(clock.instant(), 1, "IDENTITY_MISMATCH"),
                Duration.ofHours(24),
                null,
                clock.instant()));
    }

    private static Delivery state(Decision<Delivery> decision) {
        return ((Decision.Accepted<Delivery>) decision).state();
    }

    private DeliveryBulkJob instance(Clock itsClock) {
        return new DeliveryBulkJob(bulks, deliveries, new LaneBell(), itsClock);
    }

    /** The clock of an instance to which something happens when it looks at it for the n-th time. */
    private Clock eventful(int fatal, Runnable event) {
        var looks = new AtomicInteger();
        InstantSource source = () -> {
            if (looks.incrementAndGet() == fatal) {
                event.run();
            }
            return time.get();
        };
        return source.withZone(ZoneOffset.UTC);
    }

    private DeliveryBulk bulk() {
        return bulks.find("bulk").orElseThrow().state();
    }

    private void accept(Command command, Filter filter) {
        instance(clock).accept("bulk", CommandGuard.none(), command, filter, "a reason", "operator@dinas.belajar.id");
    }

    private void assertEachChangedOnce(DeliveryStatus status) {
        assertThat(bulk().status()).isEqualTo(Status.COMPLETED);
        assertThat(bulk().changed()).isEqualTo(DELIVERIES);
        assertThat(bulk().refused()).isEmpty();
        for (int i = 0; i < DELIVERIES; i++) {
            var stored = deliveries.find(id(i)).orElseThrow();
            assertThat(stored.state().status()).isEqualTo(status);
            assertThat(stored.version()).as("changed once").isEqualTo(2);
        }
    }

    @Test
    void a_command_whose_worker_died_is_finished_by_another_instance_and_counts_everything_once() {
        park(DELIVERIES);
        accept(Command.RETRY, MISMATCHES);
        var dying = instance(eventful(300, () -> {
            throw new IllegalStateException("killed");
        }));
        assertThatThrownBy(dying::work).hasMessage("killed");
        assertThat(bulk().changed()).isEqualTo(200);
        assertThat(bulk().inHand()).as("written down before it was touched").hasSize(200);
        assertThat(deliveries.find(id(250)).orElseThrow().state().status())
                .as("done, and not counted yet")
                .isEqualTo(DeliveryStatus.PENDING);

        instance(clock).work();
        assertThat(bulk().changed()).as("the lease is respected").isEqualTo(200);
        time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
        instance(clock).work();
        assertEachChangedOnce(DeliveryStatus.PENDING);
    }

    @Test
    void a_worker_that_was_only_slow_notices_that_the_command_is_no_longer_its_own() {
        park(DELIVERIES);
        accept(Command.CANCEL, new Filter(null, World.NPSN, DeliveryStatus.PARKED, null));
        instance(eventful(300, () -> {
                    time.updateAndGet(now -> now.plus(LEASE_AND_MORE));
                    instance(clock).work();
                }))
                .work();
        assertEachChangedOnce(DeliveryStatus.CANCELLED);
    }

    @Test
    void what_refuses_is_counted_by_its_code_and_what_is_not_meant_is_left_alone() {
        park(3);
        deliveries.change(id(0), CommandGuard.none(), delivery -> delivery.cancel("earlier", clock.instant()));
        var unsure = state(parked("x").retry(clock.instant()));
        var claimed = state(unsure.claim(unsure, "t", new SendLease(Duration.ofSeconds(60)), null, clock.instant()));
        var parked = state(claimed.park(
                Turn.claimed(1, "t"),
                Trouble.NO_CLEAR_ANSWER,
                List.of(),
                Attempt.of(clock.instant(), 1, "TIMEOUT"),
                Duration.ofHours(24),
                clock.instant().plusSeconds(300),
                clock.instant()));
        deliveries.create("x", CommandGuard.none(), () -> Decision.accept(parked));

        accept(Command.CANCEL, new Filter(null, null, DeliveryStatus.PARKED, "plan-channel"));
        instance(clock).work();
        assertThat(bulk().status()).isEqualTo(Status.COMPLETED);
        assertThat(bulk().changed()).isEqualTo(2);
        assertThat(bulk().refused()).isEqualTo(Map.of("outcome-unknown", 1));
        assertThat(deliveries
                        .find(id(0))
                        .orElseThrow()
                        .state()
                        .attempts()
                        .getLast()
                        .excerpt())
                .isEqualTo("earlier");
        assertThat(deliveries
                        .find(id(1))
                        .orElseThrow()
                        .state()
                        .attempts()
                        .getLast()
                        .excerpt())
                .isEqualTo("a reason");
    }

    @Test
    void trying_again_does_not_bring_back_what_was_cancelled_unless_that_is_said() {
        park(2);
        deliveries.change(id(0), CommandGuard.none(), delivery -> delivery.cancel("earlier", clock.instant()));
        accept(Command.RETRY, new Filter(null, World.NPSN, null, null));
        instance(clock).work();
        assertThat(deliveries.find(id(0)).orElseThrow().state().status()).isEqualTo(DeliveryStatus.CANCELLED);
        assertThat(deliveries.find(id(1)).orElseThrow().state().status()).isEqualTo(DeliveryStatus.PENDING);

        instance(clock)
                .accept(
                        "bulk-2",
                        CommandGuard.none(),
                        Command.RETRY,
                        new Filter(Trouble.CANCELLED, null, null, null),
                        null,
                        "operator@dinas.belajar.id");
        instance(clock).work();
        assertThat(deliveries.find(id(0)).orElseThrow().state().status()).isEqualTo(DeliveryStatus.PENDING);
    }
}
