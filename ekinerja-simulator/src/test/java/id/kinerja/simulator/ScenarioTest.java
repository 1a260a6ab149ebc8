package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("S14: the control plane")
class ScenarioTest extends SimulatorTest {

    private static final String SITI = DATA_UTAMA + Cast.SITI;
    private static final String BUDI = DATA_UTAMA + Cast.BUDI;

    @Test
    void aFaultHitsTheNextCallsAfterThoseItSkips() {
        bkn.fault(Map.of("kind", "ZERO", "skip", 1, "times", 2));

        List<String> bodies =
                IntStream.range(0, 4).mapToObj(i -> bkn.get(SITI).body()).toList();

        assertThat(bodies).extracting(body -> body.equals("0")).containsExactly(false, true, true, false);
        JsonNode fault = bkn.control("GET", "/faults").json().path("faults").path(0);
        assertThat(fault.path("hits").asInt()).isEqualTo(2);
        assertThat(fault.path("left").asInt(-1)).isZero();
        assertThat(bkn.state().path("faults").size()).isZero();
    }

    @Test
    void aFaultIsAimedAtAPersonWhateverTheRouteCallsThem() {
        bkn.fault(Map.of("kind", "ZERO", "nips", List.of(Cast.SITI)));

        assertThat(bkn.get(BUDI).status()).isEqualTo(200);
        assertThat(bkn.get(BUDI).body()).isNotEqualTo("0");
        assertThat(bkn.get(SITI).body()).isEqualTo("0");
        assertThat(bkn.get(ANNUAL_LIST + Cast.SITI).body()).isEqualTo("0");
        assertThat(bkn.post(SAVE, Cast.annual(2026, 2, 2, 2)).body()).isEqualTo("0");
    }

    @Test
    void aFaultIsAimedAtOperations() {
        bkn.fault(Map.of("kind", "ZERO", "operations", List.of("ANNUAL_SAVE")));

        assertThat(bkn.get(SITI).body()).isNotEqualTo("0");
        assertThat(bkn.post(SAVE, Cast.annual(2026, 2, 2, 2)).body()).isEqualTo("0");
    }

    @Test
    void aFaultHasATimeWindowOnTheSimulatorsClock() {
        Instant now =
                Instant.parse(bkn.control("GET", "/clock").json().path("now").asString());
        bkn.fault(Map.of("kind", "ZERO", "from", now.plusSeconds(100), "until", now.plusSeconds(200)));

        assertThat(bkn.get(SITI).body()).isNotEqualTo("0");
        bkn.advance(101);
        assertThat(bkn.get(SITI).body()).isEqualTo("0");
        bkn.advance(100);
        assertThat(bkn.get(SITI).body()).isNotEqualTo("0");
    }

    @Test
    void aFaultCanLastForSomeSecondsFromNow() {
        bkn.fault(Map.of("kind", "ZERO", "forSeconds", 30));

        assertThat(bkn.get(SITI).body()).isEqualTo("0");
        bkn.advance(30);
        assertThat(bkn.get(SITI).body()).isNotEqualTo("0");
    }

    @Test
    void aSeededChanceRepeats() {
        List<Boolean> first = chance(42);
        List<Boolean> second = chance(42);

        assertThat(first).isEqualTo(second).contains(true, false);
        assertThat(chance(43)).isNotEqualTo(first);
    }

    @Test
    void oneCallMeetsOneFaultAndLeavesTheOthersUnused() {
        bkn.fault(List.of(Map.of("kind", "ZERO", "times", 1), Map.of("kind", "EMPTY", "times", 1)));

        assertThat(bkn.get(SITI).body()).isEqualTo("0");
        assertThat(bkn.get(SITI).body()).isEmpty();
        assertThat(bkn.get(SITI).body()).contains(Cast.SITI_BKN);
    }

    @Test
    void aFaultCanBeTakenBackSinglyOrAllAtOnce() {
        String id = bkn.fault(Map.of("kind", "ZERO"))
                .json()
                .path("faults")
                .path(0)
                .path("id")
                .asString();
        bkn.fault(Map.of("kind", "EMPTY"));

        assertThat(bkn.control("DELETE", "/faults/" + id).status()).isEqualTo(204);
        assertThat(bkn.control("DELETE", "/faults/" + id).status()).isEqualTo(404);
        assertThat(bkn.get(SITI).body()).isEmpty();
        bkn.control("DELETE", "/faults");
        assertThat(bkn.get(SITI).body()).contains(Cast.SITI_BKN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"NOSUCH\"}",
                "{\"kind\":\"ZERO\",\"probabilty\":1}",
                "{\"times\":1}",
                "{\"kind\":\"ZERO\",\"times\":\"x\"}",
                "nonsense"
            })
    void anOrderWithASlipIsRefused(String order) {
        assertThat(bkn.control("POST", "/faults", order).status()).isEqualTo(400);
        assertThat(bkn.control("GET", "/faults").json().path("faults").size()).isZero();
    }

    @Test
    void settingsArePatchedCheckedAndReset() {
        assertThat(bkn.control("PATCH", "/settings", Map.of("yearAstext", true)).status())
                .isEqualTo(400);
        assertThat(bkn.control("PATCH", "/settings", "[]").status()).isEqualTo(400);
        bkn.settings(Map.of("yearAsText", true));
        assertThat(bkn.control("GET", "/settings").json().path("yearAsText").asBoolean())
                .isTrue();
        assertThat(bkn.control("DELETE", "/settings").json().path("yearAsText").asBoolean())
                .isFalse();
    }

    @Test
    void theClockOnlyGoesForward() {
        assertThat(bkn.control("POST", "/clock", Map.of("advanceSeconds", 90))
                        .json()
                        .path("offsetSeconds")
                        .asInt())
                .isEqualTo(90);
        assertThat(bkn.control("POST", "/clock", Map.of("advanceSeconds", -1)).status())
                .isEqualTo(400);
    }

    @Test
    void rowsCanBePlantedAndTakenBehindTheClientsBack() {
        String id = bkn.control(
                        "POST",
                        "/ledger/annual",
                        Map.of("nip", Cast.SITI, "year", 2026, "workResult", 1, "workBehaviour", 1, "quadrant", 3))
                .json()
                .path("recordId")
                .asString();

        assertThat(bkn.get(ANNUAL_LIST + Cast.SITI).body()).contains("\"KuadranKinerjaNilai\":3.00");
        assertThat(bkn.ledger().path("annual").path(0).path("saves").asInt(-1)).isZero();
        assertThat(bkn.control("DELETE", "/ledger/" + id).status()).isEqualTo(204);
        assertThat(bkn.ledger().path("annual").size()).isZero();
        assertThat(bkn.control("POST", "/ledger/annual", Map.of("nip", Cast.STRANGER, "year", 2026))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void theLedgerCanBeReadForOnePerson() {
        bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));

        assertThat(bkn.control("GET", "/ledger?nip=" + Cast.BUDI)
                        .json()
                        .path("annual")
                        .size())
                .isZero();
        assertThat(bkn.control("GET", "/ledger?nip=" + Cast.SITI)
                        .json()
                        .path("annual")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theJournalTellsWhatHappenedWithoutNamingAnybody() {
        bkn.send(bkn.api(SAVE)
                .header("traceparent", "00-11111111111111111111111111111111-2222222222222222-01")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(
                        Cast.annual(2026, 2, 1, 2).toString()))
                .build());
        bkn.get(SITI);
        bkn.get(BUDI);
        bkn.apimToken();
        bkn.ssoToken("sim-client", "198001012005011001", "sim-password");

        Answer journal = bkn.control("GET", "/journal");

        assertThat(journal.body())
                .doesNotContain(Cast.SITI, Cast.BUDI, Cast.SITI_BKN, "SITI", "BUDI", "SEKOLAH", "sim-password")
                .doesNotContain(bkn.apim(), bkn.sso());
        JsonNode calls = journal.json().path("calls");
        JsonNode save = calls.path(4);
        assertThat(save.path("operation").asString()).isEqualTo("ANNUAL_SAVE");
        assertThat(save.path("path").asString()).isEqualTo(SAVE);
        assertThat(save.path("outcome").asString()).isEqualTo("OK");
        assertThat(save.path("stored").asBoolean()).isTrue();
        assertThat(save.path("traceparent").asString()).startsWith("00-1111");
        assertThat(save.path("fields").path("tahun").asString()).isEqualTo("2026");
        assertThat(save.path("fields").path("penilaiNama").asString()).isEqualTo("***");
        assertThat(save.path("person").asString())
                .isEqualTo(calls.path(3).path("person").asString())
                .isNotEqualTo(calls.path(2).path("person").asString());
        assertThat(bkn.control("GET", "/journal?nip=" + Cast.SITI)
                        .json()
                        .path("calls")
                        .size())
                .isEqualTo(2);
        assertThat(bkn.control("GET", "/journal?operation=ANNUAL_SAVE")
                        .json()
                        .path("calls")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void theStateCountsCallsByOperationAndByEnd() {
        bkn.get(SITI);
        bkn.get(DATA_UTAMA + Cast.STRANGER);
        bkn.fault(Map.of("kind", "ZERO", "times", 1));
        bkn.get(SITI);
        bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));

        JsonNode state = bkn.state();
        JsonNode reads = state.path("calls").path("byOperation").path("DATA_UTAMA");

        assertThat(state.path("simulator").asBoolean()).isTrue();
        assertThat(reads.path("calls").asInt()).isEqualTo(3);
        assertThat(reads.path("successful").asInt()).isEqualTo(1);
        assertThat(reads.path("refused").asInt()).isEqualTo(1);
        assertThat(reads.path("faulted").asInt()).isEqualTo(1);
        assertThat(state.path("calls")
                        .path("byOperation")
                        .path("ANNUAL_SAVE")
                        .path("stored")
                        .asInt())
                .isEqualTo(1);
        assertThat(state.path("calls").path("total").asInt()).isEqualTo(4);
        assertThat(state.path("calls").path("maxInFlight").asInt()).isEqualTo(1);
        assertThat(state.path("records").path("persons").asInt()).isEqualTo(2);
        assertThat(state.path("records").path("annualSaves").asInt()).isEqualTo(1);
        assertThat(state.path("tokensIssued").path("apim").asInt()).isEqualTo(1);
    }

    private List<Boolean> chance(int seed) {
        bkn.control("DELETE", "/faults");
        bkn.fault(Map.of("kind", "ZERO", "probability", 0.5, "seed", seed));
        return IntStream.range(0, 30)
                .mapToObj(i -> bkn.get(SITI).body().equals("0"))
                .toList();
    }
}
