package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("S6: kinerjaperiodik")
class PeriodicTest extends SimulatorTest {

    private static final String PERIODIC_SAVE = SimulatorClient.API + "/kinerjaperiodik/save";
    private static final String PERIODIC_LIST = SimulatorClient.API + "/pns/rw-kinerjaperiodik/";
    private static final String PERIODIC_DELETE = SimulatorClient.API + "/kinerjaperiodik/delete/";

    @Test
    void theSevenRequiredNamesAreReportedAsRecorded() {
        Answer reply = bkn.post(PERIODIC_SAVE, "{}");

        assertThat(reply.body())
                .isEqualTo("{\"code\":0,\"message\":\"7 errors occurred:\\n\\t* PnsDinilaiId is required\\n\\t* "
                        + "KoefisienId is required\\n\\t* BulanMulaiPenilaian is required\\n\\t* "
                        + "BulanSelesaiPenilaian is required\\n\\t* TahunMulaiPenilaian is required\\n\\t* "
                        + "TahunSelesaiPenilaian is required\\n\\t* PeriodikId is required\\n\\n\"}");
    }

    @Test
    void nothingIsReplacedSoDuplicatesAppear() {
        String first =
                bkn.post(PERIODIC_SAVE, Cast.january()).json().path("mapData").asString();
        String second =
                bkn.post(PERIODIC_SAVE, Cast.january()).json().path("mapData").asString();

        assertThat(second).isNotEqualTo(first);
        assertThat(bkn.get(PERIODIC_LIST + Cast.SITI).json().path("data").size())
                .isEqualTo(2);
    }

    @Test
    void aKnownIdUpdatesAndAnUnknownOneIsNotFound() {
        String id =
                bkn.post(PERIODIC_SAVE, Cast.january()).json().path("mapData").asString();

        bkn.post(PERIODIC_SAVE, Cast.january().put("id", id).put("hasilKinerjaNilai", 1));

        JsonNode rows = bkn.ledger().path("periodic");
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.path(0).path("workResult").asInt()).isEqualTo(1);
        assertThat(rows.path(0).path("saves").asInt()).isEqualTo(2);
        assertThat(bkn.post(PERIODIC_SAVE, Cast.january().put("id", "other")).status())
                .isEqualTo(404);
    }

    @Test
    void aRowCanBeDeletedOnce() {
        String id =
                bkn.post(PERIODIC_SAVE, Cast.january()).json().path("mapData").asString();

        assertThat(bkn.delete(PERIODIC_DELETE + id).json().path("success").asBoolean())
                .isTrue();
        assertThat(bkn.delete(PERIODIC_DELETE + id).body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(bkn.get(PERIODIC_LIST + Cast.SITI).status()).isEqualTo(404);
    }

    @Test
    void rowsCarryTheirNamesAndNoMonths() {
        bkn.post(PERIODIC_SAVE, Cast.january());

        JsonNode row = bkn.get(PERIODIC_LIST + Cast.SITI).json().path("data").path(0);

        assertThat(row.propertyNames())
                .contains("koefisenId", "penilaiNipNrp", "penilaiJabatanNama", "periodikNama", "perilakuKerjaNilai")
                .noneMatch(name -> name.startsWith("bulan"));
        assertThat(row.path("penilaiPnsId").asString()).isNotEmpty();
    }

    @Test
    void theTypeOfAMonthFollowsTheSwitch() {
        ObjectNode withNumbers = Cast.january().put("bulanMulaiPenilaian", 1).put("bulanSelesaiPenilaian", 1);

        assertThat(bkn.post(PERIODIC_SAVE, withNumbers).status()).isEqualTo(400);
        bkn.settings(Map.of("monthType", "NUMBER"));
        assertThat(bkn.post(PERIODIC_SAVE, withNumbers).status()).isEqualTo(200);
        assertThat(bkn.post(PERIODIC_SAVE, Cast.january()).status()).isEqualTo(400);
        bkn.settings(Map.of("monthType", "EITHER"));
        assertThat(bkn.post(PERIODIC_SAVE, withNumbers).status()).isEqualTo(200);
        assertThat(bkn.post(PERIODIC_SAVE, Cast.january()).status()).isEqualTo(200);
    }
}
