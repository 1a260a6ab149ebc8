package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayName("S5: rw-skp22 and skp22/id")
class AnnualReadTest extends SimulatorTest {

    @Test
    void rowsCarryTheDocumentedNamesAndCapitals() {
        bkn.post(SAVE, Cast.annual(2026, 2, 3, 4));

        JsonNode reply = bkn.get(ANNUAL_LIST + Cast.SITI).json();
        JsonNode row = reply.path("data").path(0);

        assertThat(reply.path("code").asInt()).isEqualTo(1);
        assertThat(row.propertyNames())
                .containsExactly(
                        "id",
                        "tahun",
                        "pnsDinilaiId",
                        "hasilKinerja",
                        "hasilKinerjaNilai",
                        "perilakuKerja",
                        "PerilakuKerjaNilai",
                        "kuadranKinerja",
                        "KuadranKinerjaNilai",
                        "namaPenilai",
                        "nipNrpPenilai",
                        "penilaiGolonganId",
                        "penilaiJabatanNm",
                        "penilaiUnorNm",
                        "statusPenilai",
                        "path");
        assertThat(row.path("PerilakuKerjaNilai").asInt()).isEqualTo(3);
        assertThat(row.path("KuadranKinerjaNilai").asInt()).isEqualTo(4);
        assertThat(row.path("nipNrpPenilai").asString()).isEqualTo(Cast.BUDI);
        assertThat(row.path("path").isObject()).isTrue();
    }

    @Test
    void ratingsComeWithDecimalsUnlessSwitchedOff() {
        bkn.post(SAVE, Cast.annual(2026, 2, 2, 2));

        assertThat(bkn.get(ANNUAL_LIST + Cast.SITI).body()).contains("\"hasilKinerjaNilai\":2.00,");
        bkn.settings(Map.of("decimalRatings", false, "yearAsText", true));
        assertThat(bkn.get(ANNUAL_LIST + Cast.SITI).body())
                .contains("\"hasilKinerjaNilai\":2,")
                .contains("\"tahun\":\"2026\"");
    }

    @Test
    void oneRowIsReadByItsId() {
        String id = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                .json()
                .path("mapData")
                .asString();

        assertThat(bkn.get(SimulatorClient.API + "/skp22/id/" + id)
                        .json()
                        .path("data")
                        .path("id")
                        .asString())
                .isEqualTo(id);
        assertThat(bkn.get(SimulatorClient.API + "/skp22/id/other").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTP_404   | 404 | {"code":0,"data":"Data tidak ditemukan"}
            CODE_0     | 200 | {"code":0,"data":"Data tidak ditemukan"}
            DATA_NULL  | 200 | {"code":1,"data":null}
            DATA_BLANK | 200 | {"code":1,"data":""}
            DATA_TEXT  | 200 | {"code":1,"data":"Data tidak ditemukan"}
            EMPTY      | 200 | {"code":1,"data":[]}
            """)
    void noRowsHasManyForms(String form, int status, String body) {
        bkn.settings(Map.of("rowsNotFound", form));

        Answer reply = bkn.get(ANNUAL_LIST + Cast.SITI);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body()).isEqualTo(body);
    }

    @Test
    void documentsNamedInTheSaveAreReadBackByTheirType() {
        bkn.post(
                SAVE,
                Cast.annual(2026, 2, 2, 2)
                        .set(
                                "path",
                                id.kinerja.simulator.call.Json.MAPPER.readTree(
                                        "[{\"dok_id\":\"890\",\"dok_nama\":\"e.pdf\",\"dok_uri\":\"u\",\"object\":\"o\",\"slug\":\"s\"}]")));

        JsonNode document = bkn.get(ANNUAL_LIST + Cast.SITI)
                .json()
                .path("data")
                .path(0)
                .path("path")
                .path("890");

        assertThat(document.path("dok_uri").asString()).isEqualTo("u");
        bkn.post(SAVE, Cast.annual(2026, 1, 1, 1));
        assertThat(bkn.get(ANNUAL_LIST + Cast.SITI).body()).contains("\"890\"");
        bkn.settings(Map.of("keepDocuments", false));
        bkn.post(SAVE, Cast.annual(2026, 1, 1, 1));
        assertThat(bkn.get(ANNUAL_LIST + Cast.SITI).body()).doesNotContain("\"890\"");
    }
}
