package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.record.NewestResults.Kind;
import id.kinerja.simulator.scenario.Fault.Point;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

@DisplayName("The page shows what the simulator tells, and runs nothing else")
class PageTest extends SimulatorTest {

    /** A path below one of the names that the script has for parts of the state; the last group is a call's bracket. */
    private static final Pattern READ =
            Pattern.compile("(?<![.\\w'])(state|active|result|calls|call)((?:\\.\\w+)+)(\\(?)");

    private static final Pattern USED_ID = Pattern.compile("\\b(?:find|put|count)\\('(\\w+)'");
    private static final Pattern FILLED = Pattern.compile("\\bfill\\('(\\w+)', '(\\w+)', '(\\w+)'");

    @Test
    void everyFieldThatTheScriptReadsIsInTheState() {
        var parts = parts();
        var reads = READ.matcher(script()).results().toList();

        assertThat(reads)
                .extracting(MatchResult::group)
                .contains("state.records.persons", "active.fault.kind", "result.saves", "calls.stored", "call.millis");
        for (var read : reads) {
            var names = Stream.of(read.group(2).substring(1).split("\\.")).collect(Collectors.toList());
            if (read.group(3).equals("(") || names.getLast().equals("length")) {
                names.removeLast();
            }
            var at = parts.get(read.group(1));
            for (var name : names) {
                assertThat(at != null && at.has(name)).as(read.group()).isTrue();
                at = at == null ? null : at.path(name);
            }
        }
        // Taken apart in another way, a field would be read without being seen here.
        assertThat(script()).doesNotContainPattern("(?:const|let) [{\\[]|\\(\\{\\w+[,}:]");
    }

    @Test
    void everyPartThatTheScriptFillsIsOnThePageOnceAndEveryPartIsFilled() {
        var used = Stream.concat(
                        matches(USED_ID, script(), 1),
                        IntStream.rangeClosed(1, 3).boxed().flatMap(group -> matches(FILLED, script(), group)))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(matches(Pattern.compile("\\bid=\"(\\w+)\""), page(), 1)).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void everyWordIsThereInBothLanguages() {
        var english = words("english");
        var indonesian = words("indonesian");
        var said = Stream.of(
                        matches(Pattern.compile("\\bsay\\('(\\w+)'\\)"), script(), 1),
                        names(Point.values()),
                        names(Kind.values()),
                        IntStream.rangeClosed(1, 3).mapToObj(rating -> "rating" + rating),
                        IntStream.rangeClosed(1, 5).mapToObj(quadrant -> "quadrant" + quadrant))
                .flatMap(words -> words)
                .toList();

        assertThat(indonesian).containsAll(said);
        assertThat(english)
                .containsAll(said)
                .containsAll(matches(Pattern.compile("data-text=\"(\\w+)\""), page(), 1)
                        .toList());
    }

    @Test
    void theBrowserIsToldToRunAndLoadNothingButTheSimulatorsOwn() {
        for (var path : List.of("/", "/simulator.js", "/simulator/state", "/nowhere")) {
            assertThat(anonymous().get(path).header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self';")
                    .doesNotContain("unsafe", "*");
        }
        assertThat(page())
                .doesNotContain("<style", "style=", "javascript:")
                .doesNotContainPattern("<script(?! src=\"simulator\\.js\">)|\\son\\w+=");
    }

    @Test
    void theNewestResultsAreShownNewestFirstUnderThePseudonymOfTheJournal() {
        IntStream.rangeClosed(2001, 2016).forEach(year -> bkn.post(SAVE, Cast.annual(year, 2, 1, 2)));
        var oldest = bkn.ledger().path("annual").path(0);
        bkn.post(SAVE, Cast.annual(2010, 1, 1, 1));

        assertThat(years()).startsWith(2010, 2016, 2015).hasSize(15).doesNotContain(2001);
        var replaced = bkn.state().path("newestResults").path(0);
        assertThat(replaced.path("kind").asString()).isEqualTo("ANNUAL");
        assertThat(replaced.path("workResult").asInt()).isEqualTo(1);
        assertThat(replaced.path("quadrant").asInt()).isEqualTo(1);
        assertThat(replaced.path("saves").asInt()).isEqualTo(2);
        assertThat(replaced.path("person").asString())
                .isEqualTo(bkn.newestCall().path("person").asString());
        assertThat(bkn.control("GET", "/state").body()).doesNotContain(Cast.SITI, Cast.BUDI, Cast.SITI_BKN);

        assertThat(oldest.path("year").asInt()).isEqualTo(2001);
        var newest = bkn.control("GET", "/ledger?nip=" + Cast.SITI)
                .json()
                .path("annual")
                .valueStream()
                .filter(row -> row.path("year").asInt() == 2010)
                .findFirst()
                .orElseThrow();
        bkn.control("DELETE", "/ledger/" + newest.path("recordId").asString());

        assertThat(years()).startsWith(2016, 2015).hasSize(15).contains(2001);
    }

    @Test
    void aFaultShowsItsPointAndItsWindow() {
        var now = Instant.parse(bkn.control("GET", "/clock").json().path("now").asString());
        bkn.fault(Map.of("kind", "HANG", "from", now.plusSeconds(60), "forSeconds", 120));
        bkn.fault(Map.of("kind", "RESET", "point", "MIDWAY"));

        var faults = bkn.state().path("faults");

        assertThat(faults.path(0).path("point").asString()).isEqualTo("AFTER");
        assertThat(Instant.parse(faults.path(0).path("from").asString())).isEqualTo(now.plusSeconds(60));
        assertThat(Instant.parse(faults.path(0).path("until").asString()))
                .isBetween(now.plusSeconds(120), now.plusSeconds(180));
        assertThat(faults.path(1).path("point").asString()).isEqualTo("MIDWAY");
        assertThat(faults.path(1).path("from").isNull()).isTrue();
        assertThat(faults.path(1).path("until").isNull()).isTrue();
    }

    private List<Integer> years() {
        return bkn.state()
                .path("newestResults")
                .valueStream()
                .map(result -> result.path("year").asInt())
                .toList();
    }

    /** The state and one of each of its parts, with nothing left out that is told only where there is something. */
    private Map<String, JsonNode> parts() {
        var now = Instant.parse(bkn.control("GET", "/clock").json().path("now").asString());
        bkn.post(SAVE, Cast.annual(2026, 2, 1, 2));
        bkn.fault(Map.of(
                "kind",
                "GATEWAY",
                "code",
                "101504",
                "operations",
                List.of("UPLOAD"),
                "nips",
                List.of(Cast.SITI),
                "probability",
                0.5,
                "from",
                now,
                "until",
                now.plusSeconds(600),
                "times",
                3));
        var state = bkn.state();
        return Map.of(
                "state", state,
                "active", state.path("faults").path(0),
                "result", state.path("newestResults").path(0),
                "calls", state.path("calls").path("byOperation").path("ANNUAL_SAVE"),
                "call", state.path("recent").path(0));
    }

    private Set<String> words(String language) {
        var script = script();
        var begin = script.indexOf("const " + language + " = {");
        return matches(Pattern.compile("(\\w+): '"), script.substring(begin, script.indexOf("};", begin)), 1)
                .collect(Collectors.toSet());
    }

    private static Stream<String> matches(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(match -> match.group(group));
    }

    private static Stream<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name);
    }

    private String page() {
        return bkn.get("/").body();
    }

    private String script() {
        return bkn.get("/simulator.js").body();
    }
}
