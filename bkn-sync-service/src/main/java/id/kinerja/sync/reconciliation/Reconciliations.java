package id.kinerja.sync.reconciliation;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.model.Decision;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The runs and their findings as those see them who carry them out. */
interface Reconciliations {

    Optional<Reconciliation> find(String runId);

    /** The runs of which something is left to do, in the order of their ids. */
    List<Reconciliation> toDo();

    /** Calls that all runs together have made in a night. */
    int callsIn(String night);

    CommandResult<Reconciliation> change(String runId, Function<Reconciliation, Decision<Reconciliation>> command);

    Optional<Finding> finding(String findingId);

    /** Puts a finding into a document of its own, if it is not there yet. */
    void write(Finding finding);

    CommandResult<Finding> changeFinding(String findingId, Function<Finding, Decision<Finding>> command);

    /** The findings whose repair was asked for and not carried out yet. */
    List<String> repairsAsked(int limit);
}
