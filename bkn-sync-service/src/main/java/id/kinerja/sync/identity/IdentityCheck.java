package id.kinerja.sync.identity;

import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Question;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Instant;
import java.time.Year;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks, reading only, that the registry knows the people whose plans were approved, and who approved them: each as they
 * will be looked at when the result is sent, so that what is found here is what would park it.
 */
final class IdentityCheck implements LaneWork {

    private final StoredIdentities identities;
    private final PersonMatcher matcher;
    private final NationalPerformanceRegistry registry;
    private final IdentityProperties properties;
    private final Clock clock;

    IdentityCheck(
            StoredIdentities identities,
            PersonMatcher matcher,
            NationalPerformanceRegistry registry,
            IdentityProperties properties,
            Clock clock) {
        this.identities = identities;
        this.matcher = matcher;
        this.registry = registry;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public String lane() {
        return Lane.SIASN;
    }

    @Override
    public List<String> due(Instant now, int limit) {
        return identities.checksDue(now, limit);
    }

    @Override
    public LaneSignal perform(String employeeId, Gate gate) {
        var identity = identities.find(employeeId);
        if (identity.isEmpty()) {
            identities.awaitRoster(employeeId);
            return LaneSignal.goOn();
        }
        return identities.onlyAppraises(employeeId)
                ? settle(identity.get(), matcher.appraiser(identity.get()), appraiser -> {
                    note(identity.get(), appraiser);
                    return identity.get().asAppraiser() != null ? LaneSignal.goOn() : LaneSignal.answered();
                })
                : settle(identity.get(), matcher.match(identity.get()), person -> inOrder(identity.get(), person));
    }

    private <T> LaneSignal settle(Identity identity, Match<T> match, Function<T, LaneSignal> positive) {
        return switch (match) {
            case Match.Positive<T>(var found) -> positive.apply(found);
            case Match.Negative<T>(var trouble, var details) -> {
                var now = clock.instant();
                // BKN can repair the one; what is no number only the roster can.
                var again = identity.number() == null ? null : now.plus(properties.findingRecheck());
                identities.found(identity.employeeId(), trouble, details, now, again);
                yield identity.number() == null ? LaneSignal.goOn() : LaneSignal.answered();
            }
            case Match.Unknown<T>(var obstacle, var question) -> obstructed(identity.employeeId(), obstacle, question);
        };
    }

    private LaneSignal inOrder(Identity identity, RegistryPerson person) {
        boolean known = identity.personId() != null;
        var read = firstRead(identity.employeeId(), person);
        if (read instanceof Lookup.Failed<RegisteredResult>(Obstacle obstacle)) {
            return obstructed(identity.employeeId(), obstacle, other -> registry.findAnnual(other, Year.now(clock)));
        }
        // Of somebody known, what the registry said then is compared with what the roster says now.
        note(identity, known ? identity.asAppraiser() : person.asAppraiser());
        return known ? LaneSignal.goOn() : LaneSignal.answered();
    }

    private void note(Identity identity, @Nullable Appraiser there) {
        var differences = there == null ? List.<String>of() : identity.placeDifferencesFrom(there);
        if (differences.isEmpty()) {
            identities.inOrder(identity.employeeId());
        } else {
            identities.found(identity.employeeId(), Trouble.POST_OR_UNIT_DIFFERS, differences, clock.instant(), null);
        }
    }

    private Lookup<RegisteredResult> firstRead(String employeeId, RegistryPerson person) {
        var year = identities.checkYear(employeeId);
        if (year == null || properties.firstReadValid().isZero()) {
            return new Lookup.Absent<>();
        }
        var read = registry.findAnnual(person, Year.of(year));
        if (read instanceof Lookup.Absent) {
            identities.noRecord(employeeId, year, clock.instant());
        }
        return read;
    }

    private LaneSignal obstructed(String employeeId, Obstacle obstacle, Question question) {
        var now = clock.instant();
        switch (obstacle) {
            case Obstacle.Rejected(var refusal, var reasons, var diagnosis) ->
                identities.found(
                        employeeId, Trouble.of(refusal), List.of(), now, now.plus(properties.findingRecheck()));
            case Obstacle.Deferred _, Obstacle.Blocked _ ->
                identities.postponeCheck(employeeId, now.plus(properties.recheck()));
        }
        return LaneSignal.of(obstacle, employeeId, question);
    }
}
