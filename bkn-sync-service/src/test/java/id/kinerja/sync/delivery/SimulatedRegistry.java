package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.MovableClock;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A registry that can do everything BKN can: keep a record and say nothing, keep it later, say nothing and keep nothing,
 * rest, throttle, refuse. It notices at once when something is done to it that must never be done.
 */
final class SimulatedRegistry implements NationalPerformanceRegistry {

    /** How it treats one save. */
    enum Reaction {
        ACCEPT,
        KEEP_AND_TIME_OUT,
        KEEP_LATER_AND_TIME_OUT,
        LOSE_AND_TIME_OUT,
        LOSE_AND_SAY_SO,
        THROTTLE,
        BLOCK,
        FORBID,
        REJECT
    }

    /** A save that is kept at a time. */
    private record Kept(Instant at, AnnualResult result, long sequence) {}

    private static final Diagnosis NOTHING = Diagnosis.local("simulated", "");

    private final MovableClock clock;
    private final Duration call;
    private final Duration processing;
    private final Runnable step;
    /** The decision behind a save, for the checks only. */
    private final ToLongFunction<AnnualResult> sequenceOf;

    final Map<Nip, RegistryPerson> people = new HashMap<>();
    final Set<Nip> keptFromUs = new HashSet<>();
    final List<AnnualResult> saved = new ArrayList<>();
    private final List<Kept> pending = new ArrayList<>();
    private @Nullable AnnualResult row;
    private String rowId = "r-0";
    private long lastSequence;

    Supplier<Reaction> reaction = () -> Reaction.ACCEPT;
    Supplier<Boolean> reads = () -> true;
    Supplier<Duration> delay = () -> Duration.ZERO;
    boolean renewsIds = true;
    boolean ambiguous;
    int lookups;
    int readings;
    int puts;
    int repaired;

    SimulatedRegistry(
            MovableClock clock,
            Duration call,
            Duration processing,
            Runnable step,
            ToLongFunction<AnnualResult> sequenceOf) {
        this.clock = clock;
        this.call = call;
        this.processing = processing;
        this.step = step;
        this.sequenceOf = sequenceOf;
    }

    @Override
    public Lookup<RegistryPerson> findPerson(Nip nip) {
        step.run();
        lookups++;
        if (!reads.get()) {
            return new Lookup.Failed<>(deferred(Cause.UNAVAILABLE, false));
        }
        if (keptFromUs.contains(nip)) {
            return new Lookup.Failed<>(new Obstacle.Rejected(
                    Obstacle.Refusal.FORBIDDEN, List.of(), new Diagnosis(403, "service", "Forbidden")));
        }
        var person = people.get(nip);
        return person == null ? new Lookup.Absent<>() : new Lookup.Found<>(person);
    }

    @Override
    public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
        step.run();
        readings++;
        catchUp();
        var there = row;
        Lookup<RegisteredResult> answer = !reads.get()
                ? new Lookup.Failed<>(deferred(Cause.TIMEOUT, false))
                : there == null || !there.year().equals(year)
                        ? new Lookup.Absent<>()
                        : ambiguous
                                ? new Lookup.Ambiguous<>(List.of(registered(there), registered(there)))
                                : new Lookup.Found<>(registered(there));
        step.run();
        return answer;
    }

    private RegisteredResult registered(AnnualResult there) {
        return new RegisteredResult(
                new RegistryRecordId(rowId),
                there.year(),
                there.workResult(),
                there.workBehaviour(),
                there.predicate(),
                there.appraiser().nip().value());
    }

    @Override
    public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
        var asked = clock.instant();
        long sequence = sequenceOf.applyAsLong(result);
        step.run();
        if (clock.instant().isAfter(asked.plus(call))) {
            // The deadline of the whole call had passed before anything was sent.
            return deferred(Cause.TIMEOUT, true);
        }
        puts++;
        catchUp();
        var how = reaction.get();
        switch (how) {
            case ACCEPT, KEEP_AND_TIME_OUT -> keep(new Kept(clock.instant(), result, sequence));
            case KEEP_LATER_AND_TIME_OUT -> {
                var later = delay.get();
                assertThat(later).isLessThan(processing);
                keep(new Kept(clock.instant().plus(later), result, sequence));
            }
            case LOSE_AND_TIME_OUT, LOSE_AND_SAY_SO, THROTTLE, BLOCK, FORBID, REJECT -> {}
        }
        step.run();
        if (clock.instant().isAfter(asked.plus(call))) {
            return deferred(Cause.TIMEOUT, true);
        }
        return switch (how) {
            case ACCEPT -> new SubmissionOutcome.Accepted(new RegistryRecordId(rowId), "success");
            case KEEP_AND_TIME_OUT, KEEP_LATER_AND_TIME_OUT, LOSE_AND_TIME_OUT -> deferred(Cause.TIMEOUT, true);
            case LOSE_AND_SAY_SO -> deferred(Cause.UNAVAILABLE, false);
            case THROTTLE -> deferred(Cause.THROTTLED, false);
            case BLOCK -> new Obstacle.Blocked(Cause.SSO_AUTH, NOTHING);
            case FORBID -> new Obstacle.Rejected(Obstacle.Refusal.FORBIDDEN, List.of(), NOTHING);
            case REJECT -> new Obstacle.Rejected(Obstacle.Refusal.REFUSED, List.of(), NOTHING);
        };
    }

    private void keep(Kept kept) {
        assertThat(pending).as("saves that BKN is working on at the same time").isEmpty();
        pending.add(kept);
        catchUp();
    }

    private void catchUp() {
        for (var kept : List.copyOf(pending)) {
            if (!kept.at().isAfter(clock.instant())) {
                pending.remove(kept);
                assertThat(kept.result()).as("a save of what is there already").isNotEqualTo(row);
                assertThat(kept.sequence()).as("a stale value on top").isGreaterThanOrEqualTo(lastSequence);
                lastSequence = kept.sequence();
                row = kept.result();
                saved.add(kept.result());
                if (renewsIds) {
                    rowId = "r-" + saved.size();
                }
            }
        }
    }

    /** Somebody else writes into the registry. */
    void write(AnnualResult foreign) {
        row = foreign;
        rowId = "foreign";
    }

    /** Somebody removes the record. */
    void remove() {
        row = null;
    }

    /** Somebody changes the record, which keeps its key. */
    void alter(AnnualResult values) {
        row = values;
    }

    @Nullable
    AnnualResult ledger() {
        catchUp();
        return row;
    }

    /** Whether a save is still to take effect. */
    boolean isWorking() {
        catchUp();
        return !pending.isEmpty();
    }

    static Obstacle.Deferred deferred(Cause cause, boolean maybe) {
        return new Obstacle.Deferred(
                cause,
                null,
                maybe ? id.kinerja.sync.registry.Delivery.UNKNOWN : id.kinerja.sync.registry.Delivery.NOT_DELIVERED,
                NOTHING);
    }

    @Override
    public Capability capability(SubmissionKind kind) {
        return Capability.SUPPORTED;
    }

    @Override
    public void credentialsRepaired() {
        repaired++;
    }
}
