package id.kinerja.sync.reconciliation;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Runs and findings in their aggregate stores. */
final class StoredReconciliations implements Reconciliations {

    /** More than one is open only for different years. */
    private static final int OPEN_RUNS = 50;

    private final AggregateStore<Reconciliation> runs;
    private final AggregateStore<Finding> findings;

    StoredReconciliations(AggregateStore<Reconciliation> runs, AggregateStore<Finding> findings) {
        this.runs = runs;
        this.findings = findings;
    }

    @Override
    public Optional<Reconciliation> find(String runId) {
        return runs.find(runId).map(Stored::state);
    }

    @Override
    public List<Reconciliation> toDo() {
        return runs.list(Filters.eq("state.toDo", true), null, OPEN_RUNS).stream()
                .map(Stored::state)
                .toList();
    }

    @Override
    public int callsIn(String night) {
        return runs.list(Filters.eq("state.spent.night", night), null, OPEN_RUNS).stream()
                .map(stored -> Objects.requireNonNull(stored.state().spent(), "found by it"))
                .mapToInt(Reconciliation.Spent::calls)
                .sum();
    }

    @Override
    public CommandResult<Reconciliation> change(
            String runId, Function<Reconciliation, Decision<Reconciliation>> command) {
        return runs.change(runId, CommandGuard.none(), command);
    }

    @Override
    public Optional<Finding> finding(String findingId) {
        return findings.find(findingId).map(Stored::state);
    }

    @Override
    public void write(Finding finding) {
        findings.create(finding.findingId(), CommandGuard.none(), () -> Decision.accept(finding));
    }

    @Override
    public CommandResult<Finding> changeFinding(String findingId, Function<Finding, Decision<Finding>> command) {
        return findings.change(findingId, CommandGuard.none(), command);
    }

    @Override
    public List<String> repairsAsked(int limit) {
        return findings.list(Filters.eq("state.status", Finding.Status.REPAIR_ASKED.name()), null, limit).stream()
                .map(Stored::id)
                .toList();
    }
}
