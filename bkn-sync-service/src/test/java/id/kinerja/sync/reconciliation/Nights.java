package id.kinerja.sync.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.delivery.AnnualResults;
import id.kinerja.sync.delivery.DeliveredResult;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.Identity;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.reconciliation.ReconciliationProperties.Window;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.remedy.Trouble;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nights in which a run goes on, without any infrastructure: the model, the work and the comparison are the real ones.
 * Before everything that is shared is touched, {@link #beforeTouching} is told, so that a test can stop it there.
 */
final class Nights {

    static final String RUN = "2026-001";
    static final String PRINCIPAL = "p-0";

    /** The process was killed; nothing may catch it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** One person each, by what is true of them; the number of calls it takes to see it. */
    enum Person {
        EQUAL(true, Verdict.EQUAL),
        CHANGED(true, Verdict.DIFFERS),
        STRANGERS_ROW(false, Verdict.UNKNOWN_HERE),
        GONE(true, Verdict.MISSING_THERE),
        WITHOUT_RESULT(false, null),
        OTHER_NAME(true, Verdict.NOT_COMPARED),
        SEVERAL_ROWS(true, Verdict.NOT_COMPARED),
        ON_ITS_WAY(false, null),
        REFUSED(true, Verdict.NOT_COMPARED),
        UNREADABLE(true, Verdict.NOT_COMPARED),
        UNKNOWN_TO_BKN(false, Verdict.NOT_COMPARED),
        EQUAL_TOO(true, Verdict.EQUAL);

        final boolean delivered;
        final @Nullable Verdict truth;

        Person(boolean delivered, @Nullable Verdict truth) {
            this.delivered = delivered;
            this.truth = truth;
        }

        String id() {
            return "e-%02d".formatted(ordinal());
        }

        Nip nip() {
            return new Nip("1980010120050120" + "%02d".formatted(ordinal()));
        }

        static Person of(String id) {
            return values()[Integer.parseInt(id.substring(2))];
        }
    }

    private static final Instant CONFIRMED_AT = Instant.parse("2026-12-17T04:00:00Z");
    private static final Nip PRINCIPALS_NIP = new Nip("198001012005011099");

    Runnable beforeTouching = () -> {};
    /** What the next call meets instead of an answer; null for the answer. */
    Function<Integer, @Nullable Obstacle> obstacles = call -> null;

    final Map<String, Reconciliation> runs = new TreeMap<>();
    final Map<String, Finding> findings = new TreeMap<>();
    final Map<String, Integer> callsByNight = new TreeMap<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final ReconciliationWork work;
    final Reconciliations reconciliations = new InMemory();
    private final ReconciliationProperties properties;
    private final Map<String, Identity> identities = new TreeMap<>();
    private Instant now = Instant.parse("2026-12-20T03:00:00Z");
    int calls;

    Nights(int callsPerNight) {
        properties = new ReconciliationProperties(callsPerNight, new Window(LocalTime.of(20, 0), LocalTime.of(5, 0)));
        for (var person : Person.values()) {
            identities.put(person.id(), identity(person.id(), person.name(), person.nip()));
        }
        identities.put(PRINCIPAL, identity(PRINCIPAL, "Ratna", PRINCIPALS_NIP));
        var results = new Results();
        var people = new Roster();
        var directory = new Known();
        var registry = new Bkn();
        var matcher = new PersonMatcher(registry, directory, java.time.Duration.ofDays(30), clock);
        work = new ReconciliationWork(
                reconciliations,
                new Population(results, people, reconciliations),
                new Comparison(registry, matcher, directory, results, people, clock),
                new Repairs(reconciliations, results, clock),
                properties,
                meters,
                clock);
        if (Reconciliation.open(RUN, 2026, null, "operator", now)
                instanceof Decision.Accepted<Reconciliation>(var run, var _)) {
            runs.put(RUN, run);
        }
    }

    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    Reconciliation run() {
        return java.util.Objects.requireNonNull(runs.get(RUN));
    }

    /** One round of the lane's worker. */
    void round() {
        for (var piece : work.due(now, 200)) {
            var signal = work.perform(piece, () -> true);
            if (signal instanceof LaneSignal.Pause || signal instanceof LaneSignal.Stop) {
                now = now.plusSeconds(30);
                return;
            }
        }
    }

    /** Round after round and night after night; a process that dies is started again. */
    void play() {
        for (int round = 0; round < 5000; round++) {
            try {
                if (work.due(now, 200).isEmpty()) {
                    if (!run().toDo()) {
                        return;
                    }
                    sleep();
                }
                round();
            } catch (Killed again) {
                // The next round is that of another process.
            }
        }
        throw new AssertionError("it does not end: " + run());
    }

    private void sleep() {
        var delay = run().delay();
        now = delay != null && now.isBefore(delay.until())
                ? delay.until()
                : properties.window().night(now).isEmpty() || spent()
                        ? properties.window().nextOpening(now)
                        : now;
    }

    private boolean spent() {
        var spent = run().spent();
        return spent != null && spent.calls() + ReconciliationProperties.CALLS_OF_A_PERSON > properties.callsPerNight();
    }

    static Map<Verdict, Set<String>> truth() {
        Map<Verdict, Set<String>> truth = new EnumMap<>(Verdict.class);
        for (var verdict : Verdict.values()) {
            truth.put(verdict, new TreeSet<>());
        }
        for (var person : Person.values()) {
            if (person.truth != null) {
                java.util.Objects.requireNonNull(truth.get(person.truth)).add(person.id());
            }
        }
        return truth;
    }

    /** What is counted, and what was kept, is what is true. */
    void checkTruth() {
        assertThat(run().status()).isEqualTo(Reconciliation.Status.COMPLETED);
        truth().forEach((verdict, people) -> {
            assertThat(run().counts().of(verdict)).as("count of %s", verdict).isEqualTo(people.size());
            if (verdict != Verdict.EQUAL) {
                assertThat(kept(verdict)).as("findings of %s", verdict).isEqualTo(people);
            }
        });
        assertThat(kept(Verdict.EQUAL)).isEmpty();
        assertThat(run().progress().resultsCompared())
                .isEqualTo(run().progress().resultsToCompare());
        assertThat(run().progress().peopleVisited()).isEqualTo(run().progress().peopleToVisit());
    }

    /** What is counted was kept, wherever it ended. */
    void checkCounts() {
        for (var verdict : Verdict.values()) {
            if (verdict != Verdict.EQUAL) {
                assertThat((long) kept(verdict).size())
                        .as("findings of %s", verdict)
                        .isEqualTo(run().counts().of(verdict));
            }
        }
    }

    private Set<String> kept(Verdict verdict) {
        return findings.values().stream()
                .filter(finding -> finding.verdict() == verdict)
                .map(Finding::employeeId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Identity identity(String id, String name, Nip nip) {
        return new Identity(
                id,
                name,
                nip.value(),
                LocalDate.of(1980, 1, 1),
                EmploymentStatus.PNS,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    static Obstacle.Deferred deferred(Cause cause) {
        return new Obstacle.Deferred(
                cause, null, id.kinerja.sync.registry.Delivery.NOT_DELIVERED, Diagnosis.local("simulated", ""));
    }

    private final class InMemory implements Reconciliations {

        @Override
        public Optional<Reconciliation> find(String runId) {
            beforeTouching.run();
            return Optional.ofNullable(runs.get(runId));
        }

        @Override
        public List<Reconciliation> toDo() {
            return runs.values().stream().filter(Reconciliation::toDo).toList();
        }

        @Override
        public int callsIn(String night) {
            return runs.values().stream()
                    .flatMap(run -> Optional.ofNullable(run.spent()).stream())
                    .filter(spent -> spent.night().equals(night))
                    .mapToInt(Reconciliation.Spent::calls)
                    .sum();
        }

        @Override
        public CommandResult<Reconciliation> change(
                String runId, Function<Reconciliation, Decision<Reconciliation>> command) {
            beforeTouching.run();
            return stored(runs, runId, command);
        }

        @Override
        public Optional<Finding> finding(String findingId) {
            beforeTouching.run();
            return Optional.ofNullable(findings.get(findingId));
        }

        @Override
        public void write(Finding finding) {
            beforeTouching.run();
            findings.putIfAbsent(finding.findingId(), finding);
        }

        @Override
        public CommandResult<Finding> changeFinding(String findingId, Function<Finding, Decision<Finding>> command) {
            beforeTouching.run();
            return stored(findings, findingId, command);
        }

        @Override
        public List<String> repairsAsked(int limit) {
            return findings.values().stream()
                    .filter(finding -> finding.status() == Finding.Status.REPAIR_ASKED)
                    .map(Finding::findingId)
                    .toList();
        }
    }

    private static <S> CommandResult<S> stored(Map<String, S> states, String id, Function<S, Decision<S>> command) {
        var current = states.get(id);
        if (current == null) {
            return new CommandResult.Absent<>();
        }
        return switch (command.apply(current)) {
            case Decision.Refused<S>(var refusal) -> new CommandResult.Refused<>(refusal);
            case Decision.Accepted<S>(var state, var _) -> {
                states.put(id, state);
                yield new CommandResult.Changed<>(new Stored<>(id, 1, 0, state), false);
            }
        };
    }

    /** The times at which a repair of a person's result was carried out. */
    final Map<String, List<Instant>> repaired = new TreeMap<>();

    @Nullable
    Refusal repairRefused;

    private final class Results implements AnnualResults {

        @Override
        public List<String> delivered(int year, @Nullable String npsn, @Nullable String after, int limit) {
            beforeTouching.run();
            return everybody(after)
                    .filter(id -> Person.of(id).delivered)
                    .limit(limit)
                    .toList();
        }

        @Override
        public long countDelivered(int year, @Nullable String npsn) {
            return everybody(null).filter(id -> Person.of(id).delivered).count();
        }

        @Override
        public Optional<DeliveredResult> find(String employeeId, int year) {
            beforeTouching.run();
            return Optional.of(new DeliveredResult(
                            employeeId,
                            "20306577",
                            2026,
                            Rating.MEETS_EXPECTATION,
                            Rating.MEETS_EXPECTATION,
                            PerformancePredicate.GOOD,
                            PRINCIPAL,
                            "ANNUAL:" + employeeId + ":2026",
                            1,
                            CONFIRMED_AT))
                    .filter(result -> Person.of(employeeId).delivered);
        }

        @Override
        public Set<String> touched(int year, List<String> employeeIds) {
            return employeeIds.stream()
                    .filter(id -> Person.of(id).delivered || Person.of(id) == Person.ON_ITS_WAY)
                    .collect(Collectors.toSet());
        }

        @Override
        public Optional<Refusal> whyNotRepairable(String employeeId, int year, Instant confirmedAt) {
            return Optional.ofNullable(repairRefused);
        }

        @Override
        public Optional<Refusal> repair(String employeeId, int year, Instant confirmedAt, Instant at) {
            beforeTouching.run();
            assertThat(confirmedAt).isEqualTo(CONFIRMED_AT);
            var times = repaired.computeIfAbsent(employeeId, id -> new ArrayList<>());
            if (repairRefused == null && !times.contains(at)) {
                times.add(at);
            }
            return Optional.ofNullable(repairRefused);
        }
    }

    private static java.util.stream.Stream<String> everybody(@Nullable String after) {
        return java.util.Arrays.stream(Person.values())
                .map(Person::id)
                .filter(id -> after == null || id.compareTo(after) > 0);
    }

    private static final class Roster implements People {

        @Override
        public List<String> after(@Nullable String npsn, @Nullable String employeeId, int limit) {
            return everybody(employeeId).limit(limit).toList();
        }

        @Override
        public long count(@Nullable String npsn) {
            return Person.values().length;
        }

        @Override
        public String schoolOf(String employeeId) {
            return "20306577";
        }
    }

    private final class Known implements Identities {

        @Override
        public Optional<Identity> find(String employeeId) {
            return Optional.ofNullable(identities.get(employeeId));
        }

        @Override
        public Optional<Identity> await(String employeeId, String waiting) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remember(Identity about, @Nullable RegistryPersonId personId, Appraiser appraiser, Instant at) {
            identities.put(
                    about.employeeId(),
                    new Identity(
                            about.employeeId(),
                            about.name(),
                            about.nip(),
                            about.birthDate(),
                            about.employmentStatus(),
                            null,
                            null,
                            null,
                            personId,
                            appraiser,
                            at,
                            Map.of()));
        }

        @Override
        public void noRecord(String employeeId, int year, Instant at) {
            throw new UnsupportedOperationException();
        }
    }

    /** BKN as it is; it notices when it is called outside of a night. */
    private final class Bkn implements NationalPerformanceRegistry {

        private @Nullable Obstacle called() {
            beforeTouching.run();
            var obstacle = obstacles.apply(calls++);
            if (obstacle instanceof Obstacle.Deferred(var cause, var _, var _, var _)
                    && (cause == Cause.NO_TURN || cause == Cause.CIRCUIT_OPEN)) {
                return obstacle;
            }
            var night = properties.window().night(now);
            assertThat(night).as("calls in the night only").isPresent();
            callsByNight.merge(night.get().toString(), 1, Integer::sum);
            return obstacle;
        }

        @Override
        public Lookup<RegistryPerson> findPerson(Nip nip) {
            var obstacle = called();
            if (obstacle != null) {
                return new Lookup.Failed<>(obstacle);
            }
            var person = Person.values()[Integer.parseInt(nip.value().substring(16))];
            return person == Person.UNKNOWN_TO_BKN
                    ? new Lookup.Absent<>()
                    : new Lookup.Found<>(new RegistryPerson(
                            new RegistryPersonId(person.id()),
                            nip,
                            person == Person.OTHER_NAME ? "Orang Lain" : person.name(),
                            LocalDate.of(1980, 1, 1),
                            null,
                            null,
                            null));
        }

        @Override
        public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
            var obstacle = called();
            if (obstacle != null) {
                return new Lookup.Failed<>(obstacle);
            }
            return switch (Person.of(person.id().value())) {
                case EQUAL, EQUAL_TOO -> new Lookup.Found<>(row(PerformancePredicate.GOOD, year));
                case CHANGED, STRANGERS_ROW, ON_ITS_WAY ->
                    new Lookup.Found<>(row(PerformancePredicate.VERY_POOR, year));
                case SEVERAL_ROWS ->
                    new Lookup.Ambiguous<>(
                            List.of(row(PerformancePredicate.GOOD, year), row(PerformancePredicate.VERY_POOR, year)));
                case GONE, WITHOUT_RESULT -> new Lookup.Absent<>();
                case REFUSED ->
                    new Lookup.Failed<>(new Obstacle.Rejected(
                            Obstacle.Refusal.REFUSED, List.of(), Diagnosis.local("simulated", "")));
                case UNREADABLE -> new Lookup.Failed<>(deferred(Cause.BAD_BODY));
                case OTHER_NAME, UNKNOWN_TO_BKN -> throw new AssertionError("nobody of ours is read without a match");
            };
        }

        private RegisteredResult row(PerformancePredicate predicate, Year year) {
            return new RegisteredResult(
                    new RegistryRecordId("r"),
                    year,
                    Rating.MEETS_EXPECTATION,
                    Rating.MEETS_EXPECTATION,
                    predicate,
                    PRINCIPALS_NIP.value());
        }

        @Override
        public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
            throw new AssertionError("a comparison reads only");
        }

        @Override
        public Capability capability(SubmissionKind kind) {
            return Capability.SUPPORTED;
        }

        @Override
        public void credentialsRepaired() {}
    }

    static Trouble cause(Finding finding) {
        return java.util.Objects.requireNonNull(finding.cause());
    }
}
