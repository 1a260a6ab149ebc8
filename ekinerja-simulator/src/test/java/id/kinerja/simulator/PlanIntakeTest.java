package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import id.kinerja.simulator.call.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("The plan intake (assumed contract, [U])")
class PlanIntakeTest extends SimulatorTest {

    private static final String INTAKE = "/simulator/plan-intake";

    @Test
    void aPlanIsKeptOncePerPlanIdAndItsSavesAreCounted() {
        Answer first = bkn.post(INTAKE, plan("GURU-1"));
        Answer second = bkn.post(INTAKE, plan("GURU-2"));

        assertThat(first.json().path("success").asBoolean()).isTrue();
        assertThat(second.json().path("mapData").asString())
                .isEqualTo(first.json().path("mapData").asString());
        JsonNode plans = bkn.ledger().path("plans");
        assertThat(plans.size()).isEqualTo(1);
        JsonNode plan = plans.path(0);
        assertThat(plan.path("nip").asString()).isEqualTo(Cast.SITI);
        assertThat(plan.path("periodId").asString()).isEqualTo("2026");
        assertThat(plan.path("year").asInt()).isEqualTo(2026);
        assertThat(plan.path("planId").asString()).isEqualTo("e1:2026");
        assertThat(plan.path("indicator").asString()).isEqualTo("GURU-2");
        assertThat(plan.path("behaviours").size()).isEqualTo(2);
        assertThat(plan.path("saves").asInt()).isEqualTo(2);
    }

    @Test
    void anObservationIsKeptPerCycle() {
        bkn.post(INTAKE, observation().put("idSiklus", "e1:2026:1"));
        bkn.post(INTAKE, observation().put("idSiklus", "e1:2026:2"));
        bkn.post(INTAKE, observation());
        bkn.post(INTAKE, observation());

        JsonNode observations = bkn.ledger().path("observations");
        assertThat(observations.size()).isEqualTo(3);
        JsonNode observation = observations.path(0);
        assertThat(observation.path("cycleId").asString()).isEqualTo("e1:2026:1");
        assertThat(observation.path("observedOn").asString()).isEqualTo("2026-03-10");
        assertThat(observation.path("behaviours").path(0).path("code").asString())
                .isEqualTo("GURU-1-A");
        assertThat(observation.path("behaviours").path(0).path("level").asString())
                .isEqualTo("DONE_EFFECTIVE");
        assertThat(observation.path("nextSteps").path(0).asString()).isEqualTo("COACH");
        assertThat(observations.path(2).path("saves").asInt()).isEqualTo(2);
    }

    @Test
    void anApimTokenIsNeededAndNothingElse() {
        assertThat(anonymous().post(INTAKE, plan("GURU-1")).body()).contains("900902");
        assertThat(bkn.withTokens(bkn.apim(), "").post(INTAKE, plan("GURU-1")).status())
                .isEqualTo(200);
    }

    @Test
    void whatIsMissingIsNamedAndAnUnknownPersonRefused() {
        assertThat(bkn.post(INTAKE, Map.of("jenis", "RENCANA")).body())
                .contains("5 errors occurred", "Nip is required");
        assertThat(bkn.post(INTAKE, plan("GURU-1").put("nip", Cast.STRANGER)).status())
                .isEqualTo(404);
        assertThat(bkn.post(INTAKE, plan("GURU-1").put("jenis", "LAIN"))
                        .json()
                        .path("success")
                        .asBoolean(true))
                .isFalse();
        assertThat(bkn.ledger().path("plans").size()).isZero();
    }

    @Test
    void faultsReachTheIntakeAsWell() {
        bkn.fault(Map.of("kind", "EMPTY", "operations", List.of("PLAN_INTAKE"), "nips", List.of(Cast.SITI)));

        assertThat(bkn.post(INTAKE, plan("GURU-1")).body()).isEmpty();
    }

    private static ObjectNode plan(String indicator) {
        return Json.object(
                "jenis",
                "RENCANA",
                "nip",
                Cast.SITI,
                "periode",
                "2026",
                "tahun",
                2026,
                "indikator",
                indicator,
                "perilaku",
                List.of("GURU-1-A", "GURU-1-B"),
                "idRencana",
                "e1:2026");
    }

    private static ObjectNode observation() {
        return Json.object(
                "jenis", "OBSERVASI",
                "nip", Cast.SITI,
                "periode", "2026",
                "idRencana", "e1:2026",
                "tanggal", "2026-03-10",
                "indikator", "GURU-1",
                "penilaian", List.of(Map.of("perilaku", "GURU-1-A", "tingkat", "DONE_EFFECTIVE")),
                "tindakLanjut", List.of("COACH"));
    }
}
