package id.kinerja.sync;

import id.kinerja.sync.registry.AgreedPlan;
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
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SharedObservation;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A well-behaved registry in memory that knows everybody it was told of, and an intake for plans. */
public final class RegistryDouble implements NationalPerformanceRegistry, PlanChannel {

    private final Map<String, RegistryPerson> people = new ConcurrentHashMap<>();
    private final Map<String, AnnualResult> rows = new ConcurrentHashMap<>();
    private final List<AnnualResult> saves = new CopyOnWriteArrayList<>();
    private final List<Object> offers = new CopyOnWriteArrayList<>();
    private final List<Nip> lookups = new CopyOnWriteArrayList<>();
    private final Map<String, String> traces = new ConcurrentHashMap<>();
    private final Supplier<@Nullable String> currentTrace;
    private volatile boolean passwordAccepted = true;
    private volatile boolean repaired;

    /** @param currentTrace the traceparent within which the registry is called */
    RegistryDouble(Supplier<@Nullable String> currentTrace) {
        this.currentTrace = currentTrace;
    }

    /** The traceparent within which this person's plan was offered. */
    public String traceOfPlan(String nip) {
        return traces.getOrDefault(nip, "");
    }

    public void know(String nip, String name) {
        know(nip, name, "Guru Ahli Muda", "SD NEGERI CONTOH");
    }

    public void know(String nip, String name, String post, String unit) {
        people.put(
                nip,
                new RegistryPerson(
                        new RegistryPersonId("p-" + nip),
                        new Nip(nip),
                        name,
                        LocalDate.of(1980, 1, 1),
                        post,
                        "33",
                        unit));
    }

    public List<AnnualResult> savesOf(String nip) {
        return saves.stream()
                .filter(result -> result.person().value().equals("p-" + nip))
                .toList();
    }

    /** Somebody removes the record of a year. */
    public void remove(String nip, int year) {
        rows.remove("p-" + nip + Year.of(year));
    }

    /** Somebody writes or changes the record of a year; a person has one record, whose key stays. */
    public void write(String nip, int year, PerformancePredicate predicate) {
        var number = new Nip(nip);
        rows.merge(
                "p-" + nip + Year.of(year),
                new AnnualResult(
                        new RegistryPersonId("p-" + nip),
                        Year.of(year),
                        Rating.MEETS_EXPECTATION,
                        Rating.MEETS_EXPECTATION,
                        predicate,
                        new Appraiser(number, "Penilai", null, null, null)),
                (there, other) -> new AnnualResult(
                        there.person(),
                        there.year(),
                        there.workResult(),
                        there.workBehaviour(),
                        predicate,
                        there.appraiser()));
    }

    public long lookupsOf(String nip) {
        return lookups.stream().filter(asked -> asked.value().equals(nip)).count();
    }

    public List<Object> offersOf(String nip) {
        return offers.stream().filter(offer -> numberIn(offer).equals(nip)).toList();
    }

    private static String numberIn(Object offer) {
        return switch (offer) {
            case AgreedPlan plan -> plan.employee().value();
            case SharedObservation observation -> observation.employee().value();
            default -> "";
        };
    }

    /** From now on the password is wrong, until it is repaired and tried again. */
    public void refusePassword() {
        passwordAccepted = false;
        repaired = false;
    }

    public void repairPassword() {
        repaired = true;
    }

    private boolean closed() {
        return !passwordAccepted;
    }

    private static Obstacle.Blocked blocked() {
        return new Obstacle.Blocked(Cause.SSO_AUTH, new Diagnosis(401, "invalid_grant", "Invalid user credentials"));
    }

    @Override
    public Lookup<RegistryPerson> findPerson(Nip nip) {
        if (closed()) {
            return new Lookup.Failed<>(blocked());
        }
        lookups.add(nip);
        var person = people.get(nip.value());
        return person == null ? new Lookup.Absent<>() : new Lookup.Found<>(person);
    }

    @Override
    public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
        if (closed()) {
            return new Lookup.Failed<>(blocked());
        }
        var row = rows.get(person.id().value() + year);
        return row == null
                ? new Lookup.Absent<>()
                : new Lookup.Found<>(new RegisteredResult(
                        new RegistryRecordId("r-" + person.id().value()),
                        year,
                        row.workResult(),
                        row.workBehaviour(),
                        row.predicate(),
                        row.appraiser().nip().value()));
    }

    @Override
    public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
        if (closed()) {
            return blocked();
        }
        rows.put(result.person().value() + result.year(), result);
        saves.add(result);
        return new SubmissionOutcome.Accepted(
                new RegistryRecordId("r-" + result.person().value()), "success");
    }

    @Override
    public PlanOutcome offer(AgreedPlan plan) {
        traces.put(plan.employee().value(), String.valueOf(currentTrace.get()));
        offers.add(plan);
        return new SubmissionOutcome.Accepted(new RegistryRecordId("i-" + plan.planId()), "success");
    }

    @Override
    public PlanOutcome offer(SharedObservation observation) {
        offers.add(observation);
        return new SubmissionOutcome.Accepted(new RegistryRecordId("i-" + observation.cycleId()), "success");
    }

    @Override
    public Capability capability(SubmissionKind kind) {
        return Capability.SUPPORTED;
    }

    @Override
    public void credentialsRepaired() {
        passwordAccepted |= repaired;
    }
}
