package id.kinerja.system.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.stack.demo.ApiRefusal;
import id.kinerja.stack.demo.Ledger;
import id.kinerja.stack.demo.LedgerComparison;
import id.kinerja.stack.supervisor.Installation;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * What can never be delivered ends where somebody must act, after few calls, and everybody else's result goes its way
 * meanwhile. All of it is there at once; each test looks at one side of it.
 */
@TestMethodOrder(MethodOrderer.Random.class)
class BadInputIT {

    private static final int MOST_TRIES = 5;
    /** Every try may be a call, and before the last of them come the person, the year and the save. */
    private static final int FEW_CALLS = MOST_TRIES + 3;

    private static final int REFUSED_YEAR = 2024;
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final List<Official> OTHERS =
            IntStream.rangeClosed(1, 20).mapToObj(Official::of).toList();
    private static final Official IN_A_VERSION_TO_COME = Official.of(21);
    /** Known to e-Kinerja only; somebody else's roster entry carries this person's number. */
    private static final Official STRANGER = Official.of(99);

    /** Known to e-Kinerja, which does not let us see them. */
    private static final List<Official> KEPT_FROM_US =
            IntStream.rangeClosed(41, 44).mapToObj(Official::of).toList();
    /** The same, who appraises all of another school. */
    private static final Official PRINCIPAL_KEPT_FROM_US = Official.of(Official.PER_SCHOOL);

    private static final List<Official> THEIR_TEACHERS = IntStream.rangeClosed(1, 12)
            .mapToObj(number -> Official.of(Official.PER_SCHOOL + number))
            .toList();

    /** @see #decideEverything() for what is wrong with each */
    enum Bad {
        A_YEAR_THAT_BKN_REFUSES(31, "AGENCY_ADMIN", "REFUSED"),
        A_REPLY_OF_100_MB(32, "OPERATOR", "NO_CLEAR_ANSWER"),
        A_QUADRANT_THAT_DRIFTED_WHILE_THE_ANSWER_WAS_LOST(33, "AGENCY_ADMIN", "VALUES_DRIFTED"),
        A_NUMBER_THAT_BKN_DOES_NOT_KNOW(34, "SCHOOL_OPERATOR", "PERSON_NOT_FOUND"),
        NO_NUMBER(35, "SCHOOL_OPERATOR", "NIP_MISSING"),
        SOMEBODY_ELSES_NUMBER(36, "SCHOOL_OPERATOR", "IDENTITY_MISMATCH");

        private final Official official;
        private final String actor;
        private final String cause;

        Bad(int number, String actor, String cause) {
            this.official = Official.of(number);
            this.actor = actor;
            this.cause = cause;
        }

        int year() {
            return this == A_YEAR_THAT_BKN_REFUSES ? REFUSED_YEAR : Platform.YEAR;
        }

        @Nullable
        String numberInRoster() {
            return switch (this) {
                case NO_NUMBER -> null;
                case SOMEBODY_ELSES_NUMBER -> STRANGER.person().nip();
                default -> official.person().nip();
            };
        }

        boolean isKnownToBkn() {
            return this != A_NUMBER_THAT_BKN_DOES_NOT_KNOW && this != NO_NUMBER && this != SOMEBODY_ELSES_NUMBER;
        }

        private String requireNip() {
            return official.person().requireNip();
        }
    }

    @TempDir
    private static Path home;

    private static SyncSystem system;
    private static Ledger.Annual drifted;

    @BeforeAll
    static void decideEverything() throws Exception {
        system = new SyncSystem(
                home,
                3,
                Map.of(
                        "KINERJA_DELIVERY_MOSTTRIES",
                        Integer.toString(MOST_TRIES),
                        // So that there is time to change what was stored before it is read back.
                        "KINERJA_DELIVERY_LONGESTPROCESSING",
                        "10s"));
        var platform = system.platform();
        system.people(OTHERS.size() + 1);
        system.simulator()
                .introduce(Stream.concat(
                                Stream.of(STRANGER, IN_A_VERSION_TO_COME),
                                Stream.of(Bad.values())
                                        .filter(Bad::isKnownToBkn)
                                        .map(bad -> bad.official))
                        .map(Official::person)
                        .toList());
        platform.assign(IN_A_VERSION_TO_COME);
        for (var bad : Bad.values()) {
            platform.assign(bad.official.numbered(bad.numberInRoster()));
        }
        system.simulator().set(Map.of("refusedYears", List.of(REFUSED_YEAR)));
        system.simulator()
                .breakCalls(List.of(
                        Map.of(
                                "kind", "OVERSIZED",
                                "operations", List.of("ANNUAL_LIST"),
                                "nips", List.of(Bad.A_REPLY_OF_100_MB.requireNip())),
                        // Stored, and no answer for longer than the service waits.
                        Map.of(
                                "kind",
                                "HANG",
                                "operations",
                                List.of("ANNUAL_SAVE"),
                                "nips",
                                List.of(drifts().requireNip()),
                                "delayMillis",
                                10_000,
                                "times",
                                1)));

        // What is bad is decided first, so that it would be in everybody's way if anything were.
        for (var bad : Bad.values()) {
            platform.decide(bad.official, bad.year());
        }
        platform.decideInAVersionToCome(IN_A_VERSION_TO_COME);
        OTHERS.forEach(platform::decide);
        platform.close(
                OTHERS.getFirst().npsn(),
                Stream.concat(Stream.of(Bad.values()).map(bad -> bad.official), OTHERS.stream())
                        .toList());
        platform.flush();

        var stored = await("a result without an answer")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> held(drifts().requireNip()), rows -> !rows.isEmpty())
                .getFirst();
        drifted = stored.inQuadrant(stored.quadrant() % 5 + 1);
        system.simulator().plant(drifted);
        assertThat(callsAbout(drifts()))
                .as("it is changed before it is read back")
                .containsEntry("ANNUAL_LIST", 1);
        decideAboutThoseWhoAreKeptFromUs();
    }

    /** Once somebody has been found: of whom BKN is heard to speak, that one is asked about before the lane is blocked. */
    private static void decideAboutThoseWhoAreKeptFromUs() throws Exception {
        var platform = system.platform();
        var hidden = Stream.concat(KEPT_FROM_US.stream(), Stream.of(PRINCIPAL_KEPT_FROM_US))
                .toList();
        var all = Stream.concat(hidden.stream(), THEIR_TEACHERS.stream()).toList();
        system.simulator().introduce(all.stream().map(Official::person).toList());
        system.simulator()
                .breakCalls(List.of(Map.of(
                        "kind",
                        "CUSTOM",
                        "operations",
                        List.of("DATA_UTAMA"),
                        "nips",
                        hidden.stream()
                                .map(official -> official.person().requireNip())
                                .toList(),
                        "status",
                        403,
                        "contentType",
                        "application/json",
                        "body",
                        "{\"message\":\"Forbidden\"}")));
        all.forEach(platform::assign);
        // Finalised after the closing of their school, and so released by themselves.
        KEPT_FROM_US.forEach(platform::decide);
        THEIR_TEACHERS.forEach(platform::decide);
        platform.close(PRINCIPAL_KEPT_FROM_US.npsn(), THEIR_TEACHERS);
        platform.flush();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @ParameterizedTest
    @EnumSource
    void is_parked_after_few_calls_with_who_must_act(Bad bad) {
        var remedy = parked(bad).path("remedy");

        assertThat(remedy.path("cause").asString()).isEqualTo(bad.cause);
        assertThat(remedy.path("actor").asString()).isEqualTo(bad.actor);
        assertThat(remedy.path("nextStep").asString()).isNotBlank();
        var calls = callsAbout(bad);
        System.out.println("BadInputIT: %s: %s, %s".formatted(bad, bad.cause, calls));
        assertThat(sum(calls)).isLessThanOrEqualTo(bad == Bad.NO_NUMBER ? 0 : FEW_CALLS);
    }

    @Test
    void an_event_in_a_version_to_come_is_a_dead_letter_and_reaches_nobody() {
        var letter = deadLetter();

        assertThat(letter.path("code").asString()).isEqualTo("unknown-version");
        assertThat(letter.path("status").asString()).isEqualTo("OPEN");
        assertThat(system.simulator().callsAbout(IN_A_VERSION_TO_COME.person().requireNip()))
                .isEmpty();
    }

    @Test
    void everybody_else_is_delivered_meanwhile() {
        othersAreDelivered();
    }

    @Test
    void people_and_a_principal_whom_bkn_keeps_from_us_hold_nobody_else_up() throws Exception {
        for (var official : KEPT_FROM_US) {
            assertThat(refused(official).path("details")).isEmpty();
            assertThat(sum(system.simulator().callsAbout(official.person().requireNip())))
                    .as("a question and no more")
                    .isEqualTo(1);
        }
        for (var official : THEIR_TEACHERS) {
            assertThat(refused(official).path("details").path(0).asString()).isEqualTo("APPRAISER");
        }
        assertThat(sum(system.simulator()
                        .callsAbout(PRINCIPAL_KEPT_FROM_US.person().requireNip())))
                .as("once for each result")
                .isEqualTo(THEIR_TEACHERS.size());

        OTHERS.forEach(system.platform()::decide);
        system.platform().flush();
        othersAreDelivered();
        assertThat(system.asOperator("/lanes/siasn").path("status").asString()).isEqualTo("OPEN");
    }

    private static JsonNode refused(Official official) {
        var delivery = parked(official, Platform.YEAR);
        assertThat(delivery.path("remedy").path("cause").asString()).isEqualTo("REFUSED");
        assertThat(delivery.path("remedy").path("actor").asString()).isEqualTo("AGENCY_ADMIN");
        return delivery;
    }

    @Test
    void what_is_parked_is_not_asked_about_again_while_others_go_on() throws Exception {
        var before = new EnumMap<Bad, Map<String, Integer>>(Bad.class);
        for (var bad : Bad.values()) {
            parked(bad);
            before.put(bad, callsAbout(bad));
        }

        OTHERS.subList(0, 5).forEach(system.platform()::decide);
        system.platform().flush();
        othersAreDelivered();

        assertThat(before)
                .allSatisfy((bad, calls) -> assertThat(callsAbout(bad)).isEqualTo(calls));
    }

    @Test
    void nothing_is_written_about_those_who_are_parked() {
        for (var bad : Bad.values()) {
            parked(bad);
        }

        assertThat(held(drifts().requireNip())).containsExactly(drifted);
        assertThat(held(STRANGER.person().requireNip())).isEmpty();
        assertThat(held(Bad.A_YEAR_THAT_BKN_REFUSES.requireNip())).isEmpty();
    }

    @Test
    void every_metric_of_the_operations_page_is_there() throws Exception {
        deadLetter();
        othersAreDelivered();
        var page = Files.readString(Installation.find().root().resolve("docs/operations.md"));
        // The open questions name settings, which look alike.
        var open = page.indexOf("\n## Open questions");
        var watched = page.substring(0, open) + page.substring(page.indexOf("\n## ", open + 1));
        var named = Pattern.compile("`((?:kinerja|http|resilience4j)\\.[a-z0-9.]+)[`{ ]")
                .matcher(watched)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());

        assertThat(named).contains("kinerja.lane.blocked", "http.client.requests", "kinerja.audit.outcomes.lost");
        var scraped = metrics();
        assertThat(named)
                .allSatisfy(name -> assertThat(scraped)
                        .as(name)
                        .anyMatch(Pattern.compile(name.replace('.', '_') + "(_total|_seconds|_seconds_count)?")
                                .asMatchPredicate()));
    }

    private static Bad drifts() {
        return Bad.A_QUADRANT_THAT_DRIFTED_WHILE_THE_ANSWER_WAS_LOST;
    }

    private static void othersAreDelivered() {
        await("everybody else")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    var comparison = LedgerComparison.of(
                            system.platform().decisions(OTHERS),
                            system.simulator()
                                    .ledger()
                                    .about(OTHERS.stream().map(Official::person).toList()));
                    assertThat(comparison.missing()).isEmpty();
                    assertThat(SyncSystem.savedAgain(comparison, false)).isEmpty();
                    assertThat(OTHERS)
                            .allSatisfy(other -> assertThat(delivery(other, Platform.YEAR)
                                            .path("status")
                                            .asString())
                                    .isEqualTo("DELIVERED"));
                });
    }

    private static JsonNode parked(Bad bad) {
        return parked(bad.official, bad.year());
    }

    private static JsonNode parked(Official official, int year) {
        return await("official " + official.number())
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(ApiRefusal.class)
                .until(
                        () -> delivery(official, year),
                        delivery -> delivery.path("status").asString().equals("PARKED"));
    }

    private static JsonNode delivery(Official official, int year) {
        return system.asOperator("/deliveries/ANNUAL:%s:%d".formatted(official.employeeId(), year));
    }

    private static JsonNode deadLetter() {
        return await("the dead letter")
                .atMost(LONGEST)
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> system.asOperator("/operations/bkn-sync/dead-letters")
                                .path("items"),
                        items -> items.size() == 1)
                .path(0);
    }

    private static List<Ledger.Annual> held(String nip) {
        return system.simulator().ledger().annual().stream()
                .filter(row -> row.nip().equals(nip))
                .toList();
    }

    private static Map<String, Integer> callsAbout(Bad bad) {
        var number = bad.numberInRoster();
        return system.simulator().callsAbout(number == null ? bad.requireNip() : number);
    }

    private static int sum(Map<String, Integer> calls) {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Set<String> metrics() throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(system.sync().url().resolve("/actuator/prometheus"))
                    .build();
            return client.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toSet());
        }
    }
}
