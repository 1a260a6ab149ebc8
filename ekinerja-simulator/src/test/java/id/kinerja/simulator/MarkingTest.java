package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

@DisplayName("Nobody can take the simulator for BKN")
class MarkingTest extends SimulatorTest {

    @Autowired
    private Environment environment = new org.springframework.core.env.StandardEnvironment();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/simulator/state",
                "/actuator/health/liveness",
                "/actuator/health/readiness",
                "/actuator/prometheus",
                "/apisiasn/1.0/pns/data-utama/1",
                "/apisiasn/1.0/rencana",
                "/nowhere"
            })
    void everyAnswerIsMarked(String path) {
        assertThat(anonymous().get(path).header("X-Simulator")).isEqualTo("true");
    }

    @Test
    void thePageSaysItInBothLanguagesAndLoadsNothingFromElsewhere() {
        String page = bkn.get("/").body();

        assertThat(page).contains("SIMULATOR", "Bukan layanan BKN").doesNotContain("http://", "https://");
        assertThat(bkn.get("/simulator.js").body())
                .contains("Not a service of BKN")
                .doesNotContain("innerHTML");
        assertThat(bkn.get("/simulator.css").status()).isEqualTo(200);
    }

    @Test
    void itListensOnLoopbackUnlessTold() {
        assertThat(environment.getProperty("server.address")).isEqualTo("127.0.0.1");
    }

    @Test
    void healthIsUp() {
        assertThat(bkn.get("/actuator/health/readiness").body()).isEqualTo("{\"status\":\"UP\"}");
    }
}
