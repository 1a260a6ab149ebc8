package id.kinerja.sync.reconciliation;

import id.kinerja.sync.delivery.AnnualResults;
import id.kinerja.sync.delivery.DeliveredResult;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.Identity;
import id.kinerja.sync.identity.Match;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.reconciliation.Finding.Difference;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Question;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegisteredResult.Field;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Year;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares one person's year, reading only. What is equal is decided by the code that decides it before a save. */
final class Comparison {

    /** What came of it, and how many calls it took. */
    sealed interface Answer {

        int calls();

        /** What it says about the lane. */
        LaneSignal signal();

        /**
         * @param verdict null where there is nothing to say about this person
         * @param finding what is to be kept; null if equal
         */
        record Clear(@Nullable Verdict verdict, @Nullable Finding finding, int calls, LaneSignal signal)
                implements Answer {

            Clear(@Nullable Verdict verdict, @Nullable Finding finding, int calls) {
                this(verdict, finding, calls, calls > 0 ? LaneSignal.answered() : LaneSignal.goOn());
            }
        }

        /** The registry gave no usable answer; it may give one later. */
        record Unclear(Obstacle obstacle, int calls, LaneSignal signal) implements Answer {}
    }

    private final NationalPerformanceRegistry registry;
    private final PersonMatcher matcher;
    private final Identities identities;
    private final AnnualResults results;
    private final People people;
    private final Clock clock;

    Comparison(
            NationalPerformanceRegistry registry,
            PersonMatcher matcher,
            Identities identities,
            AnnualResults results,
            People people,
            Clock clock) {
        this.registry = registry;
        this.matcher = matcher;
        this.identities = identities;
        this.results = results;
        this.people = people;
        this.clock = clock;
    }

    Answer of(Reconciliation run, String employeeId) {
        return switch (run.position().part()) {
            case RESULTS ->
                results.find(employeeId, run.year())
                        .map(ours -> delivered(run, ours))
                        // Decided anew since it was listed: its delivery says what becomes of it.
                        .orElseGet(() -> new Answer.Clear(null, null, 0));
            case PEOPLE -> undelivered(run, employeeId);
        };
    }

    private Answer delivered(Reconciliation run, DeliveredResult ours) {
        var employee = identities.find(ours.employeeId());
        var assessor = identities.find(ours.appraiserId());
        if (employee.isEmpty() || assessor.isEmpty()) {
            return clear(notCompared(run, ours.employeeId(), ours, Trouble.ROSTER_PENDING, List.of()), 0);
        }
        var appraiser = matcher.appraiserInRoster(assessor.get());
        if (appraiser == null) {
            var number = assessor.get().nip();
            var trouble = number == null || number.isBlank()
                    ? Trouble.APPRAISER_NIP_MISSING
                    : Trouble.APPRAISER_NIP_MALFORMED;
            return clear(notCompared(run, ours.employeeId(), ours, trouble, List.of()), 0);
        }
        return read(run, employee.get(), ours, appraiser);
    }

    private Answer undelivered(Reconciliation run, String employeeId) {
        return identities
                .find(employeeId)
                .map(employee -> read(run, employee, null, null))
                .orElseGet(() -> clear(notCompared(run, employeeId, null, Trouble.ROSTER_PENDING, List.of()), 0));
    }

    private Answer read(
            Reconciliation run, Identity employee, @Nullable DeliveredResult ours, @Nullable Appraiser appraiser) {
        boolean known = employee.personId() != null;
        return switch (matcher.match(employee)) {
            case Match.Negative<RegistryPerson>(var trouble, var details) -> {
                boolean asked = trouble != Trouble.NIP_MISSING && trouble != Trouble.NIP_MALFORMED;
                yield clear(notCompared(run, employee.employeeId(), ours, trouble, details), asked ? 1 : 0);
            }
            case Match.Unknown<RegistryPerson>(var obstacle, var question) ->
                obstructed(run, employee.employeeId(), ours, obstacle, made(obstacle), question);
            case Match.Positive<RegistryPerson>(var person) ->
                read(run, employee.employeeId(), person, ours, appraiser, known ? 0 : 1);
        };
    }

    private Answer read(
            Reconciliation run,
            String employeeId,
            RegistryPerson person,
            @Nullable DeliveredResult ours,
            @Nullable Appraiser appraiser,
            int before) {
        return switch (registry.findAnnual(person, Year.of(run.year()))) {
            case Lookup.Found<RegisteredResult>(var there)
            when ours != null && appraiser != null -> {
                var decided = ours.result(person.id(), appraiser);
                var differences = there.differencesFrom(decided).stream()
                        .map(field -> difference(field, decided, there))
                        .toList();
                yield differences.isEmpty()
                        ? new Answer.Clear(Verdict.EQUAL, null, before + 1)
                        : clear(found(run, employeeId, ours, Verdict.DIFFERS, differences), before + 1);
            }
            case Lookup.Found<RegisteredResult>(var there) ->
                clear(found(run, employeeId, null, Verdict.UNKNOWN_HERE, stated(there)), before + 1);
            case Lookup.Absent<RegisteredResult> _ ->
                ours == null
                        ? new Answer.Clear(null, null, before + 1)
                        : clear(found(run, employeeId, ours, Verdict.MISSING_THERE, List.of()), before + 1);
            case Lookup.Ambiguous<RegisteredResult> _ ->
                clear(notCompared(run, employeeId, ours, Trouble.SEVERAL_RECORDS, List.of()), before + 1);
            case Lookup.Failed<RegisteredResult>(var obstacle) ->
                obstructed(
                        run,
                        employeeId,
                        ours,
                        obstacle,
                        before + made(obstacle),
                        other -> registry.findAnnual(other, Year.of(run.year())));
        };
    }

    private Answer obstructed(
            Reconciliation run,
            String employeeId,
            @Nullable DeliveredResult ours,
            Obstacle obstacle,
            int calls,
            Question question) {
        var signal = LaneSignal.of(obstacle, employeeId, question);
        return switch (obstacle) {
            case Obstacle.Rejected(var refusal, var reasons, var diagnosis) -> {
                var finding = notCompared(run, employeeId, ours, Trouble.of(refusal), List.of());
                yield new Answer.Clear(finding.verdict(), finding, calls, signal);
            }
            case Obstacle.Deferred _, Obstacle.Blocked _ -> new Answer.Unclear(obstacle, calls, signal);
        };
    }

    /** Our own limits keep a call from being made. */
    private static int made(Obstacle obstacle) {
        return obstacle instanceof Obstacle.Deferred deferred
                        && (deferred.cause() == Cause.CIRCUIT_OPEN || deferred.cause() == Cause.NO_TURN)
                ? 0
                : 1;
    }

    private static Answer clear(Finding finding, int calls) {
        return new Answer.Clear(finding.verdict(), finding, calls);
    }

    /** @param cause why the person's year could not be read for good */
    Finding notCompared(Reconciliation run, String employeeId, Trouble cause) {
        var ours = run.position().part() == Reconciliation.Part.RESULTS
                ? results.find(employeeId, run.year()).orElse(null)
                : null;
        return notCompared(run, employeeId, ours, cause, List.of());
    }

    private Finding notCompared(
            Reconciliation run,
            String employeeId,
            @Nullable DeliveredResult ours,
            Trouble cause,
            List<String> details) {
        return finding(run, employeeId, ours, Verdict.NOT_COMPARED, List.of(), cause, details);
    }

    private Finding found(
            Reconciliation run,
            String employeeId,
            @Nullable DeliveredResult ours,
            Verdict verdict,
            List<Difference> differences) {
        return finding(run, employeeId, ours, verdict, differences, null, List.of());
    }

    private Finding finding(
            Reconciliation run,
            String employeeId,
            @Nullable DeliveredResult ours,
            Verdict verdict,
            List<Difference> differences,
            @Nullable Trouble cause,
            List<String> details) {
        return new Finding(
                Finding.idOf(run.runId(), employeeId),
                run.runId(),
                run.year(),
                employeeId,
                ours == null ? people.schoolOf(employeeId) : ours.npsn(),
                verdict,
                differences,
                cause,
                details,
                ours == null ? null : ours.deliveryId(),
                ours == null ? null : ours.confirmedAt(),
                clock.instant(),
                Finding.Status.STANDING,
                List.of());
    }

    private static Difference difference(Field field, AnnualResult ours, RegisteredResult there) {
        return switch (field) {
            case YEAR ->
                new Difference(field, ours.year().toString(), there.year().toString());
            case WORK_RESULT -> new Difference(field, ours.workResult().name(), name(there.workResult()));
            case WORK_BEHAVIOUR -> new Difference(field, ours.workBehaviour().name(), name(there.workBehaviour()));
            case PREDICATE -> new Difference(field, ours.predicate().name(), name(there.predicate()));
            case APPRAISER -> new Difference(field, null, null);
        };
    }

    /** What the registry states where there is nothing of ours to compare it with. */
    private static List<Difference> stated(RegisteredResult there) {
        return Stream.of(
                        new Difference(Field.WORK_RESULT, null, name(there.workResult())),
                        new Difference(Field.WORK_BEHAVIOUR, null, name(there.workBehaviour())),
                        new Difference(Field.PREDICATE, null, name(there.predicate())))
                .filter(value -> value.theirs() != null)
                .toList();
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }
}
