package id.kinerja.assessment.closing;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.regulation.Regulations;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The periods of all schools. Nobody creates them: each is open, at version 0, from the day a regulation knows the
 * period, and its document is written by the first command that is accepted.
 */
final class SchoolPeriods {

    private static final Pattern ID = Pattern.compile("(\\d{8}):([A-Za-z0-9-]{1,32})");
    private static final long UNWRITTEN = 0;

    private final AggregateStore<SchoolPeriod> store;
    private final Regulations regulations;

    SchoolPeriods(AggregateStore<SchoolPeriod> store, Regulations regulations) {
        this.store = store;
        this.regulations = regulations;
    }

    /** Empty if the id names no school number, or a period that no regulation knows. */
    Optional<Stored<SchoolPeriod>> find(String id) {
        return store.find(id).or(() -> unwritten(id).map(period -> new Stored<>(id, UNWRITTEN, 0, period)));
    }

    /** {@code If-Match: "0"} is the version of what is not written yet, and as good as any other ETag. */
    CommandResult<SchoolPeriod> change(
            String id, CommandGuard guard, Function<SchoolPeriod, Decision<SchoolPeriod>> decide) {
        var unwritten = unwritten(id);
        if (unwritten.isEmpty()) {
            return new CommandResult.Absent<>();
        }
        if (store.find(id).isEmpty()) {
            var expected = guard.expectedVersion();
            if (expected != null && expected != UNWRITTEN) {
                return new CommandResult.Stale<>(UNWRITTEN);
            }
            var created = store.create(id, guard, () -> decide.apply(unwritten.get()));
            if (!lostTheRace(created)) {
                return created;
            }
            // Another command wrote it meanwhile: from here on this one is like any that comes later.
        }
        return store.change(id, guard, decide);
    }

    private static boolean lostTheRace(CommandResult<SchoolPeriod> created) {
        return created instanceof CommandResult.Refused<SchoolPeriod>(var refusal)
                && refusal.code().equals("already-exists");
    }

    private Optional<SchoolPeriod> unwritten(String id) {
        var parts = ID.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        var periodId = parts.group(2);
        return regulations
                .ofPeriod(periodId)
                .flatMap(rules -> rules.period(periodId)
                        .map(period -> SchoolPeriod.open(parts.group(1), periodId, rules.id(), period.year())));
    }
}
