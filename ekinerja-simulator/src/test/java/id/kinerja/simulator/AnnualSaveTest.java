package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("S4: skp22/save")
class AnnualSaveTest extends SimulatorTest {

    @Test
    void anAcceptedSaveAnswersWithTheIdAsText() {
        Answer reply = bkn.post(SAVE, Cast.annual(2026, 2, 1, 2));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().propertyNames()).containsExactly("success", "mapData", "message");
        assertThat(reply.json().path("success").asBoolean()).isTrue();
        assertThat(reply.json().path("mapData").isString()).isTrue();
        JsonNode row = bkn.ledger().path("annual").path(0);
        assertThat(row.path("recordId").asString())
                .isEqualTo(reply.json().path("mapData").asString());
        assertThat(row.path("nip").asString()).isEqualTo(Cast.SITI);
        assertThat(row.path("bknPersonId").asString()).isEqualTo(Cast.SITI_BKN);
        assertThat(row.path("year").asInt()).isEqualTo(2026);
        assertThat(row.path("workResult").asInt()).isEqualTo(2);
        assertThat(row.path("workBehaviour").asInt()).isEqualTo(1);
        assertThat(row.path("quadrant").asInt()).isEqualTo(2);
        assertThat(row.path("assessorNip").asString()).isEqualTo(Cast.BUDI);
        assertThat(row.path("assessorName").asString()).isEqualTo("BUDI SANTOSO");
        assertThat(row.path("saves").asInt()).isEqualTo(1);
    }

    @Test
    void theSamePersonAndYearReplacesTheRowAndCountsTheSaves() {
        String first = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                .json()
                .path("mapData")
                .asString();
        String second = bkn.post(SAVE, Cast.annual(2026, 1, 1, 1))
                .json()
                .path("mapData")
                .asString();
        bkn.post(SAVE, Cast.annual(2025, 2, 2, 2));

        JsonNode rows = bkn.ledger().path("annual");
        assertThat(second).isEqualTo(first);
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.path(1).path("year").asInt()).isEqualTo(2026);
        assertThat(rows.path(1).path("quadrant").asInt()).isEqualTo(1);
        assertThat(rows.path(1).path("saves").asInt()).isEqualTo(2);
    }

    @Test
    void aReplacementCanGetANewId() {
        bkn.settings(Map.of("renewRecordId", true));
        String first = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                .json()
                .path("mapData")
                .asString();

        assertThat(bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                        .json()
                        .path("mapData")
                        .asString())
                .isNotEqualTo(first);
        assertThat(bkn.ledger().path("annual").size()).isEqualTo(1);
    }

    @Test
    void mapDataCanBeAnObject() {
        bkn.settings(Map.of("mapDataAsObject", true));

        assertThat(bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                        .json()
                        .path("mapData")
                        .path("rwSkpId")
                        .isString())
                .isTrue();
    }

    @Test
    void aSaveWithItsOwnIdUpdates() {
        String id = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                .json()
                .path("mapData")
                .asString();

        Answer reply = bkn.post(SAVE, Cast.annual(2026, 3, 3, 5).put("id", id));

        assertThat(reply.json().path("mapData").asString()).isEqualTo(id);
        assertThat(bkn.ledger().path("annual").path(0).path("quadrant").asInt()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND,404,0", "REFUSED,200,0", "IGNORED,200,1"})
    void aForeignIdFollowsTheSwitch(String policy, int status, int rows) {
        bkn.settings(Map.of("foreignRecordId", policy));

        Answer reply = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2).put("id", "no-such-row"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(bkn.ledger().path("annual").size()).isEqualTo(rows);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "2026"  | expected=int, got=string, field=tahun
            2026.0  | expected=int, got=number 2026.0, field=tahun
            true    | expected=int, got=bool, field=tahun
            """)
    void aNumberMustBeAJsonInteger(String year, String message) {
        String body = Cast.annual(2026, 2, 2, 2).toString().replace("\"tahun\":2026", "\"tahun\":" + year);

        Answer reply = bkn.post(SAVE, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("message").asString()).contains(message);
        assertThat(bkn.ledger().path("annual").size()).isZero();
    }

    @Test
    void whatIsMissingOrZeroIsNamedInOneMessage() {
        ObjectNode body = Cast.annual(0, 2, 2, 2);
        body.remove("kuadranKinerjaNilai");

        Answer reply = bkn.post(SAVE, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("code").asInt(-1)).isZero();
        assertThat(reply.json().path("message").asString())
                .isEqualTo("2 errors occurred:\n\t* Tahun is required\n\t* KuadranKinerjaNilai is required\n\n");
    }

    @Test
    void aSingleErrorReadsInTheSingular() {
        assertThat(bkn.post(SAVE, Cast.annual(0, 2, 2, 2))
                        .json()
                        .path("message")
                        .asString())
                .isEqualTo("1 error occurred:\n\t* Tahun is required\n\n");
    }

    @Test
    void theStatusOfAValidationErrorFollowsTheSwitch() {
        bkn.settings(Map.of("validationStatus", 200));

        assertThat(bkn.post(SAVE, "{}").status()).isEqualTo(200);
    }

    @Test
    void keysMatchInAnyCase() {
        String body = Cast.annual(2026, 2, 2, 2).toString().replace("\"tahun\"", "\"Tahun\"");

        assertThat(bkn.post(SAVE, body).status()).isEqualTo(200);
    }

    @Test
    void theQuadrantIsKeptAsSentUnlessTheCheckIsOn() {
        assertThat(bkn.post(SAVE, Cast.annual(2026, 1, 1, 4))
                        .json()
                        .path("success")
                        .asBoolean())
                .isTrue();

        bkn.settings(Map.of("checkQuadrant", true));

        assertThat(bkn.post(SAVE, Cast.annual(2026, 1, 1, 4))
                        .json()
                        .path("success")
                        .asBoolean())
                .isFalse();
        assertThat(bkn.post(SAVE, Cast.annual(2026, 2, 3, 4))
                        .json()
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void impossibleCodesAndRefusedYearsAreBusinessRefusals() {
        bkn.settings(Map.of("refusedYears", List.of(2019)));

        assertThat(bkn.post(SAVE, Cast.annual(2026, 4, 1, 1))
                        .json()
                        .path("success")
                        .asBoolean(true))
                .isFalse();
        assertThat(bkn.post(SAVE, Cast.annual(2019, 2, 2, 2))
                        .json()
                        .path("success")
                        .asBoolean(true))
                .isFalse();
        assertThat(bkn.ledger().path("annual").size()).isZero();
    }

    @Test
    void anUnknownPersonIdIs404NotFound() {
        Answer reply = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2).put("pnsDinilaiOrang", Cast.SITI));

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"message\":\"Not Found\"}");
    }

    @ParameterizedTest
    @CsvSource({"'[]'", "'{\"tahun\":'", "'nonsense'"})
    void whatIsNoJsonObjectIs400(String body) {
        assertThat(bkn.post(SAVE, body).status()).isEqualTo(400);
    }

    @Test
    void anOversizedBodyIs413() {
        assertThat(bkn.post(SAVE, "{\"penilaiNama\":\"" + "x".repeat(1 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }
}
