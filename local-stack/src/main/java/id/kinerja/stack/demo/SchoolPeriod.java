package id.kinerja.stack.demo;

import id.kinerja.stack.demo.Person.Role;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Plays the performance period of one school through the public API, as its people would.
 *
 * <p>Each step can be called on its own and per person, so that a test can break something in between; all steps repeat
 * their requests while the platform is away. Every decision that was answered with 2xx is kept in {@link #decisions}.
 */
public final class SchoolPeriod {

    /** Imports rosters. */
    public static final String OPERATOR = "operator@dinas.belajar.id";

    /** Of the office: gives more time. */
    public static final String OFFICE = "office@dinas.belajar.id";

    private static final List<String> TEACHER_INDICATORS = List.of("GURU-1", "GURU-2", "GURU-3", "GURU-4", "GURU-6");
    private static final String PRINCIPAL_INDICATOR = "KS-7";
    private static final List<Map<String, String>> RESULTS = List.of(
            Map.of("code", "RHK-1", "text", "Meningkatnya kualitas pembelajaran melalui umpan balik kepada guru"),
            Map.of("code", "RHK-2", "text", "Meningkatnya partisipasi murid melalui kelas yang tertib dan ramah"));
    private static final List<Map<String, Object>> CORE_VALUES = Stream.of(
                    "SERVICE", "ACCOUNTABLE", "COMPETENT", "HARMONIOUS", "LOYAL", "ADAPTIVE", "COLLABORATIVE")
            .<Map<String, Object>>map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
            .toList();
    private static final List<String> LEVELS = List.of("DONE_EFFECTIVE", "DONE_NOT_EFFECTIVE", "NOT_DONE");
    private static final List<String> NEXT_STEPS = List.of("PEER-OBSERVATION");
    private static final List<Rating> RATINGS = List.of(Rating.values());
    private static final int AT_ONCE = 4;

    private final Cast cast;
    private final ApiClient api;
    private final Simulator simulator;
    private final Duration patience;
    private final PlayedPeriod played;
    private final LocalDate observationDate;
    private final Decisions decisions;
    private final Map<Person, String> employeeIds;

    /** The period of 2026. */
    public SchoolPeriod(Cast cast, ApiClient api, Simulator simulator, Duration patience) {
        this(cast, PlayedPeriod.OF_2026, api, simulator, patience);
    }

    /**
     * @param played one that the regulation packs of the services know
     * @param patience how long to wait for what another process has to make true
     */
    public SchoolPeriod(Cast cast, PlayedPeriod played, ApiClient api, Simulator simulator, Duration patience) {
        this(cast, played, api, simulator, patience, new Decisions(), new ConcurrentHashMap<>());
    }

    private SchoolPeriod(
            Cast cast,
            PlayedPeriod played,
            ApiClient api,
            Simulator simulator,
            Duration patience,
            Decisions decisions,
            Map<Person, String> employeeIds) {
        this.cast = cast;
        this.played = played;
        this.observationDate = observationDate(played.year());
        this.api = api;
        this.simulator = simulator;
        this.patience = patience;
        this.decisions = decisions;
        this.employeeIds = employeeIds;
    }

    /** The same school and the same decisions, with requests that take another way in. */
    public SchoolPeriod through(ApiClient other) {
        return new SchoolPeriod(cast, played, other, simulator, patience, decisions, employeeIds);
    }

    public Cast cast() {
        return cast;
    }

    /** What has been decided so far. */
    public Decisions decisions() {
        return decisions;
    }

    /** Makes the civil servants among the people known to e-Kinerja. */
    public void introduceToSimulator() {
        simulator.introduce(cast.everybody());
    }

    /** Imports the school and its people and waits until every account leads to its employee. */
    public void importRoster() {
        importRoster(api, List.of(cast), patience);
        awaitKnown();
    }

    /** Waits until every account leads to its employee: that is learned from an event, after the import. */
    public void awaitKnown() {
        cast.everybody().forEach(this::employeeId);
    }

    /** Imports several schools and their people, in one file each. */
    public static void importRoster(ApiClient api, List<Cast> casts, Duration patience) {
        importCsv(
                api,
                "schools",
                RosterCsv.schools(casts.stream().map(Cast::school).toList()),
                patience);
        importCsv(
                api,
                "employees",
                RosterCsv.employees(casts.stream()
                        .flatMap(cast -> cast.everybody().stream())
                        .toList()),
                patience);
    }

    /** Whether the roster has been imported before. */
    public boolean isImported() {
        return employee(cast.principal()).isPresent();
    }

    /** The person drafts a plan and fills it; a teacher supports a result that the principal plans. */
    public void draft(Person person) {
        draftAlone(person);
        if (person.role() == Role.TEACHER) {
            support(person);
        }
    }

    /** The person drafts a plan that supports nobody's results. */
    private void draftAlone(Person person) {
        api.post(person.account(), "/plans", Map.of("periodId", played.id()));
        api.change(person.account(), "PUT", plan(person), "/practice", practice(person));
        api.change(person.account(), "PUT", plan(person), "/work-behaviour", Map.of("coreValues", CORE_VALUES));
        if (person.role() == Role.PRINCIPAL) {
            api.change(person.account(), "PUT", plan(person), "/planned-results", Map.of("plannedResults", RESULTS));
        }
    }

    /** The teacher names a result of the principal's plan, and the own role in it. */
    private void support(Person teacher) {
        var code = RESULTS.get(number(teacher) % RESULTS.size()).get("code");
        var result = planId(cast.principal()) + "#" + code;
        api.change(
                teacher.account(),
                "PUT",
                plan(teacher),
                "/alignment",
                Map.of(
                        "supportedResults",
                        List.of(result),
                        "resultRoles",
                        List.of(Map.of(
                                "result", result, "text", "Menerapkan di kelas sendiri dan berbagi hasilnya."))));
    }

    /** What the principal's matrix shows as missing: how many results nobody supports, and who supports none. */
    private String gaps() {
        var path = "/schools/%s/alignment?periodId=%s".formatted(cast.school().npsn(), played.id());
        var coverage = api.get(cast.principal().account(), path).body().path("coverage");
        return "%d of %d results without support, %d of %d teachers support none"
                .formatted(
                        coverage.path("unsupported").size(),
                        RESULTS.size(),
                        coverage.path("supportNone").size(),
                        cast.teachers().size());
    }

    /** How many people of the school are late with planning, as its principal sees it. */
    private int late() {
        var path = "/schools/%s/late?periodId=%s".formatted(cast.school().npsn(), played.id());
        return api.get(cast.principal().account(), path).body().path("people").size();
    }

    private int daysLate(Person person) {
        return api.get(person.account(), plan(person))
                .body()
                .path("late")
                .path("days")
                .asInt(0);
    }

    /** The office extends the school's planning by a week from today. */
    private void giveMoreTime() {
        api.post(
                OFFICE,
                "/deadline-extensions",
                Map.of(
                        "periodId", played.id(),
                        "stage", "PLANNING",
                        "scope", Map.of("npsn", cast.school().npsn()),
                        "lastDay", today().plusDays(7).toString(),
                        "reason", "Jaringan sekolah terganggu pada pekan terakhir perencanaan."));
    }

    /** The person submits the plan to the appraiser. */
    public void submit(Person person) {
        api.change(person.account(), "POST", plan(person), "/submission", Map.of());
    }

    /** The appraiser gives the plan back with a reason. */
    private void giveBack(Person person, String section, String text) {
        var reason = Map.of("section", section, "text", text);
        api.change(appraiser(person), "POST", plan(person), "/return", Map.of("reasons", List.of(reason)));
    }

    /** The appraiser approves the plan; under this regulation both sides have then agreed. */
    public void approve(Person person) {
        api.change(appraiser(person), "POST", plan(person), "/approval", Map.of());
        decisions.add(new Decisions.Plan(
                person, planId(person), played.id(), played.year(), indicator(person), behaviours(person)));
    }

    /** The person prepares a coaching cycle, as soon as the agreed plan is known where coaching happens. */
    public void prepareCoaching(Person person) {
        var preparation = Map.of(
                "planId",
                planId(person),
                "targetBehaviourCodes",
                behaviours(person),
                "learningEffort",
                "Membaca rubrik dan berlatih bersama rekan sejawat.",
                "scheduledOn",
                observationDate.toString());
        eventually(
                "the agreed plan of %s is known where coaching happens".formatted(person.account()),
                () -> api.post(person.account(), "/coaching-cycles", preparation));
    }

    /** The appraiser observes and shares what was seen. */
    public void observe(Person person) {
        var levels = levels(person);
        eventually(
                "the coaching cycle of %s is known to the appraiser".formatted(person.account()),
                () -> api.get(appraiser(person), cycle(person)));
        var seen = levels.entrySet().stream()
                .map(level -> Map.of("code", level.getKey(), "level", level.getValue(), "note", "Catatan contoh."))
                .toList();
        api.change(
                appraiser(person),
                "POST",
                cycle(person),
                "/observation",
                Map.of("observedOn", observationDate.toString(), "behaviours", seen, "nextStepCodes", NEXT_STEPS));
        api.change(appraiser(person), "POST", cycle(person), "/sharing", Map.of());
        decisions.add(new Decisions.Observation(
                person,
                planId(person) + ":1",
                planId(person),
                played.id(),
                observationDate,
                indicator(person),
                levels,
                NEXT_STEPS));
    }

    /** The person agrees on the follow-up, does it and looks back on it. */
    public void followUp(Person person) {
        api.change(
                person.account(),
                "POST",
                cycle(person),
                "/follow-up",
                Map.of(
                        "challenge", "Peran murid belum merata.",
                        "goal", "Setiap murid mendapat peran.",
                        "effort", "Menyiapkan kartu peran.",
                        "schedule", "Dua pekan berikutnya.",
                        "support", "Diskusi bersama kepala sekolah."));
        api.change(person.account(), "POST", cycle(person), "/follow-up-completion", Map.of());
        api.change(
                person.account(),
                "POST",
                cycle(person),
                "/reflection",
                Map.of(
                        "inspiration", "Contoh dari rekan sejawat.",
                        "change", "Murid lebih banyak bertanya.",
                        "challenges", "Waktu terbatas.",
                        "plan", "Melanjutkan pada materi berikutnya."));
    }

    /** The appraiser rates the person, as soon as the assessment has appeared. */
    public void rate(Person person) {
        eventually(
                "the assessment of %s appears".formatted(person.account()),
                () -> api.get(appraiser(person), assessment(person)));
        api.change(
                appraiser(person),
                "PUT",
                assessment(person),
                "/ratings",
                Map.of(
                        "workResult", workResult(person).name(),
                        "workBehaviour", workBehaviour(person).name(),
                        "note", "Catatan contoh."));
    }

    /** The appraiser makes the assessment final. */
    public void finalizeResult(Person person) {
        api.change(appraiser(person), "POST", assessment(person), "/finalization", Map.of());
        decisions.add(new Decisions.Result(
                person,
                planId(person),
                played.year(),
                workResult(person),
                workBehaviour(person),
                cast.appraiserOf(person)));
    }

    /** The principal closes the period of the school, as soon as nobody stands in its way. */
    public void closePeriod() {
        var path = "/school-periods/" + cast.school().npsn() + ":" + played.id();
        var principal = cast.principal().account();
        Awaiting.until(
                "all people of the school are ready for closing",
                patience,
                () -> find(principal, path)
                        .filter(reply -> reply.body().path("notReady").isEmpty()
                                && reply.body().path("ready").size()
                                        == cast.appraised().size()));
        api.change(principal, "POST", path, "/closing", Map.of("leaveOut", List.of()));
        Awaiting.until(
                "the period of the school is closed",
                patience,
                () -> Optional.of(api.get(principal, path)).filter(reply -> hasStatus(reply.body(), "CLOSED")));
    }

    /** Waits until the person's own assessment says that the result has reached e-Kinerja. */
    public void awaitDelivered(Person person) {
        try {
            Awaiting.until("the result of %s is confirmed".formatted(person.account()), patience, () -> {
                var delivery = delivery(person);
                if (hasStatus(delivery, "PARKED")) {
                    throw new IllegalStateException("The result of %s is parked".formatted(person.account()));
                }
                return Optional.of(delivery).filter(found -> hasStatus(found, "DELIVERED"));
            });
        } catch (IllegalStateException notDelivered) {
            throw new IllegalStateException(
                    "%s; delivery: %s".formatted(notDelivered.getMessage(), delivery(person)), notDelivered);
        }
    }

    /** What e-Kinerja holds now against what was decided. */
    public LedgerComparison compare() {
        return LedgerComparison.of(decisions, simulator.ledger());
    }

    /** Waits until e-Kinerja holds every decision as it was made. */
    public void awaitComplete() {
        Awaiting.until(
                "e-Kinerja holds every decision",
                patience,
                () -> Optional.of(compare())
                        .filter(comparison -> comparison.missing().isEmpty()));
    }

    /** The whole period, step by step; says before each step what is done. */
    public void play(Consumer<String> progress) {
        var teachers = cast.teachers();
        var everyone = cast.appraised();
        var civilServants = everyone.stream().filter(Person::isCivilServant).toList();
        progress.accept("importing %s (%s) and %d people"
                .formatted(
                        cast.school().name(),
                        cast.school().npsn(),
                        cast.everybody().size()));
        introduceToSimulator();
        importRoster();
        progress.accept("planning is over: %d of %d people are late".formatted(late(), everyone.size()));
        progress.accept("1 principal drafts and submits a plan, the head of the office approves it");
        draft(cast.principal());
        submit(cast.principal());
        progress.accept("the principal's plan is marked as late; days: " + daysLate(cast.principal()));
        approve(cast.principal());
        giveMoreTime();
        progress.accept("the office gives the school a week more: %d people are late now".formatted(late()));
        progress.accept(teachers.size() + " teachers draft and submit their plans");
        var aloof = teachers.getFirst();
        draftAlone(aloof);
        each(teachers.subList(1, teachers.size()), this::draft);
        each(teachers, this::submit);
        progress.accept("the principal's matrix shows: " + gaps());
        progress.accept("1 plan is returned for that, corrected and submitted again");
        giveBack(aloof, "ALIGNMENT", "Rencana hasil kerja mana yang Ibu/Bapak dukung?");
        support(aloof);
        submit(aloof);
        progress.accept("the matrix shows now: " + gaps());
        progress.accept(teachers.size() + " plans of teachers are approved");
        each(teachers, this::approve);
        progress.accept(everyone.size() + " observations are prepared, recorded and shared");
        each(everyone, this::prepareCoaching);
        each(everyone, this::observe);
        progress.accept(everyone.size() + " coaching cycles are followed up and reflected on");
        each(everyone, this::followUp);
        progress.accept(everyone.size() + " people are rated, and their results made final");
        each(everyone, this::rate);
        each(everyone, this::finalizeResult);
        progress.accept("the principal closes period " + played.id());
        closePeriod();
        progress.accept("waiting for the confirmation of %d results (no civil servants, never sent: %d)"
                .formatted(civilServants.size(), everyone.size() - civilServants.size()));
        each(civilServants, this::awaitDelivered);
        progress.accept("comparing with what e-Kinerja holds");
        awaitComplete();
    }

    /** Does something for several people, a few at a time; the first failure is thrown once all have ended. */
    public void each(List<Person> people, Consumer<Person> step) {
        try (var executor =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> steps = people.stream()
                    .<Future<?>>map(person -> executor.submit(() -> step.accept(person)))
                    .toList();
            for (var done : steps) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void importCsv(ApiClient api, String kind, String csv, Duration patience) {
        var started = api.upload(OPERATOR, "/roster-imports?kind=" + kind, "text/csv; charset=utf-8", csv);
        var id = started.body().path("id").asString("");
        Awaiting.until(
                "the import of %s is completed".formatted(kind),
                patience,
                () -> Optional.of(api.get(OPERATOR, "/roster-imports/" + id))
                        .filter(reply -> hasStatus(reply.body(), "COMPLETED")));
    }

    private String employeeId(Person person) {
        return employeeIds.computeIfAbsent(
                person,
                who -> Awaiting.until(
                        "%s is in the directory".formatted(who.account()), patience, () -> employee(who)));
    }

    private Optional<String> employee(Person person) {
        var id = api.get(person.account(), "/me")
                .body()
                .path("employee")
                .path("employeeId")
                .asString("");
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    private JsonNode delivery(Person person) {
        return api.get(person.account(), assessment(person)).body().path("delivery");
    }

    private static boolean hasStatus(JsonNode resource, String status) {
        return resource.path("status").asString("").equals(status);
    }

    /** Repeats what is refused only because news from another service is still on its way. */
    private void eventually(String what, Supplier<ApiClient.Reply> request) {
        var last = new ArrayList<ApiRefusal>();
        try {
            Awaiting.until(what, patience, () -> {
                try {
                    return Optional.of(request.get());
                } catch (ApiRefusal refusal) {
                    if (!isPremature(refusal)) {
                        throw refusal;
                    }
                    last.clear();
                    last.add(refusal);
                    return Optional.empty();
                }
            });
        } catch (IllegalStateException tooLate) {
            throw new IllegalStateException("%s; last answer: %s".formatted(tooLate.getMessage(), last), tooLate);
        }
    }

    private static boolean isPremature(ApiRefusal refusal) {
        return refusal.status() == 403
                || refusal.status() == 404
                || refusal.code().equals("plan-not-agreed");
    }

    private Optional<ApiClient.Reply> find(String account, String path) {
        try {
            return Optional.of(api.get(account, path));
        } catch (ApiRefusal refusal) {
            if (isPremature(refusal)) {
                return Optional.empty();
            }
            throw refusal;
        }
    }

    private String appraiser(Person person) {
        return cast.appraiserOf(person).account();
    }

    private String planId(Person person) {
        return employeeId(person) + ":" + played.id();
    }

    /** Where the person's plan is, below {@code /api/v1}. */
    public String plan(Person person) {
        return "/plans/" + planId(person);
    }

    private String cycle(Person person) {
        return "/coaching-cycles/" + planId(person) + ":1";
    }

    private String assessment(Person person) {
        return "/assessments/" + planId(person);
    }

    private Map<String, Object> practice(Person person) {
        return Map.of("indicatorCode", indicator(person), "targetBehaviourCodes", behaviours(person));
    }

    private String indicator(Person person) {
        return person.role() == Role.PRINCIPAL
                ? PRINCIPAL_INDICATOR
                : TEACHER_INDICATORS.get(number(person) % TEACHER_INDICATORS.size());
    }

    private List<String> behaviours(Person person) {
        var suffixes = person.role() == Role.PRINCIPAL ? Stream.of("1", "2", "3") : Stream.of("A", "B", "C");
        return suffixes.map(suffix -> indicator(person) + "-" + suffix).toList();
    }

    private Map<String, String> levels(Person person) {
        var codes = behaviours(person);
        return codes.stream()
                .collect(Collectors.toMap(
                        code -> code,
                        code -> LEVELS.get((number(person) + codes.indexOf(code)) % LEVELS.size()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /** With nine people or more every cell of the matrix occurs. */
    private Rating workResult(Person person) {
        return RATINGS.get(number(person) / 3 % 3);
    }

    private Rating workBehaviour(Person person) {
        return RATINGS.get(number(person) % 3);
    }

    private int number(Person person) {
        return cast.appraised().indexOf(person);
    }

    /** Today, or the last school day of the period when it lies elsewhere. */
    private static LocalDate observationDate(int year) {
        var today = today();
        return today.getYear() == year ? today : LocalDate.of(year, 12, 18);
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Jakarta"));
    }
}
