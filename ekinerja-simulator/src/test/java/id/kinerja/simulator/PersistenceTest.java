package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

@DisplayName("With a data folder, what was acknowledged survives")
class PersistenceTest {

    private static final String SAVE = SimulatorClient.API + "/skp22/save";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void personsAndLedgerSurviveARestartAndTokensStayValid() {
        SimulatorClient before;
        JsonNode ledger;
        try (ConfigurableApplicationContext first = start(folder)) {
            before = filled(first);
            ledger = before.ledger();
        }
        try (ConfigurableApplicationContext second = start(folder)) {
            SimulatorClient after = client(second).withTokens(before.apim(), before.sso());

            assertThat(after.ledger()).isEqualTo(ledger);
            assertThat(after.get(SimulatorClient.API + "/pns/data-utama/" + Cast.SITI)
                            .status())
                    .isEqualTo(200);
            after.post(SAVE, Cast.annual(2026, 1, 1, 1));
            JsonNode row = after.ledger().path("annual").path(0);
            assertThat(row.path("saves").asInt()).isEqualTo(2);
            assertThat(row.path("recordId"))
                    .isEqualTo(ledger.path("annual").path(0).path("recordId"));
        }
    }

    @Test
    void whatIsOnDiskAtTheMomentOfAKillIsEnough(@TempDir Path copy) throws IOException {
        try (ConfigurableApplicationContext running = start(folder)) {
            SimulatorClient client = filled(running);
            // The bytes on disk while it runs are what a kill leaves behind; a torn last line was never acknowledged.
            Path file = copy.resolve("records.jsonl");
            Files.copy(folder.resolve("records.jsonl"), file);
            Files.writeString(file, "{\"type\":\"annual\",\"row\":{\"recor", StandardOpenOption.APPEND);

            try (ConfigurableApplicationContext restarted = start(copy)) {
                SimulatorClient after = client(restarted).withTokens(client.apim(), client.sso());

                assertThat(after.ledger()).isEqualTo(client.ledger());
                after.post(SAVE, Cast.annual(2024, 2, 2, 2));
            }
            try (ConfigurableApplicationContext again = start(copy)) {
                assertThat(client(again).ledger().path("annual").size()).isEqualTo(2);
            }
        }
    }

    @Test
    void aFileThatIsBrokenInTheMiddleStopsTheStart() throws IOException {
        Files.writeString(
                folder.resolve("records.jsonl"), "nonsense\n{\"type\":\"removed\",\"row\":{\"recordId\":\"x\"}}\n");

        assertThatThrownBy(() -> start(folder)).rootCause().hasMessageContaining("line 1 of");
    }

    @Test
    void twoSimulatorsDoNotShareAFolder() {
        try (ConfigurableApplicationContext first = start(folder)) {
            assertThat(first.isActive()).isTrue();
            assertThatThrownBy(() -> start(folder)).rootCause().hasMessageContaining("another simulator uses");
        }
    }

    @Test
    void aLongHistoryIsRewrittenAtTheNextStart() throws IOException {
        try (ConfigurableApplicationContext first = start(folder)) {
            SimulatorClient client = client(first);
            List<Map<String, String>> many = IntStream.range(0, 1100)
                    .mapToObj(i -> Cast.persons().getFirst())
                    .toList();
            client.control("POST", "/persons", many);
        }
        assertThat(Files.readAllLines(folder.resolve("records.jsonl"))).hasSize(1100);
        try (ConfigurableApplicationContext second = start(folder)) {
            assertThat(Files.readAllLines(folder.resolve("records.jsonl"))).hasSize(1);
            client(second).control("POST", "/persons", Cast.persons());
        }
        try (ConfigurableApplicationContext third = start(folder)) {
            assertThat(client(third).state().path("records").path("persons").asInt())
                    .isEqualTo(2);
            client(third).control("POST", "/reset");
            assertThat(folder.resolve("records.jsonl")).isEmptyFile();
        }
    }

    private static SimulatorClient filled(ConfigurableApplicationContext context) {
        SimulatorClient client = client(context);
        client.control("POST", "/persons", Cast.persons());
        client.signedIn();
        client.post(SAVE, Cast.annual(2026, 2, 2, 2));
        client.post(SimulatorClient.API + "/kinerjaperiodik/save", Cast.january());
        String gone = client.post(SimulatorClient.API + "/kinerjaperiodik/save", Cast.january())
                .json()
                .path("mapData")
                .asString();
        client.delete(SimulatorClient.API + "/kinerjaperiodik/delete/" + gone);
        client.post(
                "/simulator/plan-intake",
                Map.of(
                        "jenis", "RENCANA",
                        "nip", Cast.SITI,
                        "periode", "2026",
                        "tahun", 2026,
                        "indikator", "GURU-1",
                        "perilaku", List.of("GURU-1-A"),
                        "idRencana", "e1:2026"));
        JsonNode ledger = client.ledger();
        assertThat(ledger.path("annual").size()).isEqualTo(1);
        assertThat(ledger.path("periodic").size()).isEqualTo(1);
        assertThat(ledger.path("plans").size()).isEqualTo(1);
        return client;
    }

    private static SimulatorClient client(ConfigurableApplicationContext context) {
        return new SimulatorClient(context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
    }

    private static ConfigurableApplicationContext start(Path data) {
        SpringApplication application = new SpringApplicationBuilder(SimulatorApplication.class)
                .properties(Map.of("logging.level.root", "warn"))
                .build();
        return application.run("--server.port=0", "--simulator.data=" + data, "--spring.main.banner-mode=off");
    }
}
