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

    private final AggregateStore<SchoolPeriod> store;
    private final Regulations regulations;

    SchoolPeriods(AggregateStore<SchoolPeriod> store, Regulations regulations) {
        this.store = store;
        this.regulations = regulations;
    }

    /** Empty if the id names no school number, or a period that no regulation knows. */
    Optional<Stored<SchoolPeriod>> find(String id) {
        return store.find(id).or(() -> unwritten(id).map(period -> Stored.unwritten(id, period)));
    }

    /** {@code If-Match: "0"} is the version of what is not written yet, and as good as any other ETag. */
    CommandResult<SchoolPeriod> change(
            String id, CommandGuard guard, Function<SchoolPeriod, Decision<SchoolPeriod>> decide) {
        var unwritten = unwritten(id);
        if (unwritten.isEmpty()) {
            return new CommandResult.Absent<>();
        }
        return store.changeOrCreate(id, guard, unwritten.get(), decide);
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
