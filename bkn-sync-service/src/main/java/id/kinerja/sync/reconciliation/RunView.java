package id.kinerja.sync.reconciliation;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reconciliation as the API shows it.
 *
 * @param npsn the one school it is limited to; null for all
 * @param statusText the status in words
 * @param resultsToCompare delivered results when the run started; 0 before
 * @param peopleToVisit civil servants when the run started, who are asked about if no result of theirs is delivered
 * @param callsTonight calls to BKN in the latest night in which it ran
 * @param callsPerNight the most that all runs together may make
 * @param nextStepAt when it goes on at the earliest; null once it has ended
 * @param waitsFor why it has no clear answer about the next person; null if nothing keeps it
 * @param endedBy account of who cancelled it
 */
record RunView(
        String runId,
        long version,
        int year,
        @Nullable String npsn,
        Reconciliation.Status status,
        String statusText,
        long resultsToCompare,
        long resultsCompared,
        long peopleToVisit,
        long peopleVisited,
        List<ClassCount> counts,
        long calls,
        int callsTonight,
        int callsPerNight,
        @Nullable Instant nextStepAt,
        @Nullable WaitsFor waitsFor,
        String openedBy,
        Instant openedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String endedBy) {

    /** @param text the class in words */
    record ClassCount(@JsonProperty("class") Verdict verdict, String text, long count) {}

    record WaitsFor(Trouble cause, String what, int tries) {}

    static RunView of(
            Stored<Reconciliation> stored, ReconciliationProperties properties, Instant now, Remedies remedies) {
        var run = stored.state();
        var progress = run.progress();
        var delay = run.delay();
        return new RunView(
                run.runId(),
                stored.version(),
                run.year(),
                run.npsn(),
                run.status(),
                remedies.text("reconciliation", run.status()),
                progress.resultsToCompare(),
                progress.resultsCompared(),
                progress.peopleToVisit(),
                progress.peopleVisited(),
                Arrays.stream(Verdict.values())
                        .map(verdict -> new ClassCount(
                                verdict,
                                remedies.text("finding", verdict),
                                run.counts().of(verdict)))
                        .toList(),
                run.calls(),
                run.spent() == null ? 0 : run.spent().calls(),
                properties.callsPerNight(),
                run.status().open() ? nextStep(run, properties, now) : null,
                delay == null
                        ? null
                        : new WaitsFor(delay.cause(), remedies.text("trouble", delay.cause()), delay.tries()),
                run.openedBy(),
                run.openedAt(),
                run.startedAt(),
                run.endedAt(),
                run.endedBy());
    }

    private static Instant nextStep(Reconciliation run, ReconciliationProperties properties, Instant now) {
        var window = properties.window();
        var at = run.delay() != null && run.delay().until().isAfter(now)
                ? run.delay().until()
                : now;
        var night = window.night(at);
        var spent = run.spent();
        boolean used = night.isPresent()
                && spent != null
                && spent.night().equals(night.get().toString())
                && spent.calls() + ReconciliationProperties.CALLS_OF_A_PERSON > properties.callsPerNight();
        return night.isPresent() && !used ? at : window.nextOpening(at);
    }
}
