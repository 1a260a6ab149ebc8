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

@DisplayName("S3: data-utama, and the seeding of persons")
class PersonTest extends SimulatorTest {

    @Test
    void aKnownPersonHasIdPostGradeUnitAndBirthDate() {
        JsonNode reply = bkn.get(DATA_UTAMA + Cast.SITI).json();
        JsonNode person = reply.path("data");

        assertThat(reply.path("code").asInt()).isEqualTo(1);
        assertThat(person.path("id").asString()).isEqualTo(Cast.SITI_BKN);
        assertThat(person.path("nipBaru").asString()).isEqualTo(Cast.SITI);
        assertThat(person.path("nama").asString()).isEqualTo("SITI RAHAYU");
        assertThat(person.path("tglLahir").asString()).isEqualTo("14-03-1990");
        assertThat(person.path("jabatanNama").asString()).isEqualTo("GURU AHLI PERTAMA");
        assertThat(person.path("golRuangAkhirId").asString()).isEqualTo("32");
        assertThat(person.path("golRuangAkhir").asString()).isEqualTo("III/b");
        assertThat(person.path("unorNama").asString()).isEqualTo("SD NEGERI 1 CONTOH");
        assertThat(person.path("statusPegawai").asString()).isEqualTo("PNS");
    }

    @Test
    void idsThatAreNotGivenAreStable() {
        String id =
                bkn.get(DATA_UTAMA + Cast.BUDI).json().path("data").path("id").asString();
        bkn.control("POST", "/persons", Cast.persons());

        assertThat(id).matches("[0-9A-F]{32}");
        assertThat(bkn.get(DATA_UTAMA + Cast.BUDI)
                        .json()
                        .path("data")
                        .path("id")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void anUnknownPersonIs404WithCode0() {
        Answer reply = bkn.get(DATA_UTAMA + Cast.STRANGER);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).isEqualTo("{\"code\":0,\"data\":\"Data tidak ditemukan\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CODE_0     | {"code":0,"data":"Data tidak ditemukan"}
            DATA_NULL  | {"code":1,"data":null}
            DATA_BLANK | {"code":1,"data":""}
            DATA_TEXT  | {"code":1,"data":"Data tidak ditemukan"}
            EMPTY      | {"code":1,"data":{}}
            """)
    void theOtherNotFoundFormsCanBeChosen(String form, String body) {
        bkn.settings(Map.of("personNotFound", form));

        Answer reply = bkn.get(DATA_UTAMA + Cast.STRANGER);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(body);
    }

    @Test
    void seedingIsIdempotentByNipAndUpdates() {
        Answer again = bkn.control(
                "POST", "/persons", List.of(Map.of("nip", Cast.SITI, "name", "SITI R", "bknId", Cast.SITI_BKN)));

        assertThat(again.body()).isEqualTo("{\"created\":0,\"updated\":1,\"total\":2}");
        assertThat(bkn.get(DATA_UTAMA + Cast.SITI)
                        .json()
                        .path("data")
                        .path("nama")
                        .asString())
                .isEqualTo("SITI R");
    }

    @Test
    void aBadNipIsRefusedAndNothingIsSeeded() {
        Answer reply = bkn.control(
                "POST",
                "/persons",
                List.of(Map.of("nip", Cast.STRANGER, "name", "X"), Map.of("nip", "123", "name", "Y")));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("detail").asString()).isEqualTo("person 1: nip must have 18 digits");
        assertThat(bkn.get(DATA_UTAMA + Cast.STRANGER).status()).isEqualTo(404);
    }
}
