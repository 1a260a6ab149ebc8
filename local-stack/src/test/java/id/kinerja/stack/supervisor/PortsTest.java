package id.kinerja.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void the_documented_ports_are_the_default() {
        var ports = Ports.configured(Map.of(), null);
        assertThat(ports.of("gateway")).isEqualTo(8080);
        assertThat(ports.of("bkn-sync")).isEqualTo(8084);
        assertThat(ports.of("issuer")).isEqualTo(8095);
        assertThat(ports.of("kafka-controller")).isEqualTo(9093);
        assertThat(ports.of("mongo")).isEqualTo(27017);
    }

    @Test
    void a_base_moves_all_of_them_and_one_variable_moves_one() {
        var ports = Ports.configured(Map.of("KINERJA_PORT_BKN_SYNC", "19999"), 18_080);
        assertThat(ports.of("gateway")).isEqualTo(18_080);
        assertThat(ports.of("planning")).isEqualTo(18_081);
        assertThat(ports.of("mongo")).isEqualTo(18_110);
        assertThat(ports.of("bkn-sync")).isEqualTo(19_999);
    }

    @Test
    void what_is_no_port_is_refused_by_the_name_of_its_setting() {
        assertThatThrownBy(() -> Ports.configured(Map.of("KINERJA_PORT_MONGO", "many"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("KINERJA_PORT_MONGO is not a port: many");
        assertThatThrownBy(() -> Ports.configured(Map.of("KINERJA_PORT_MONGO", "80"), null))
                .hasMessageContaining("ports from 1024 to 65535");
    }

    @Test
    void one_port_for_two_processes_is_refused() {
        assertThatThrownBy(() -> Ports.configured(Map.of("KINERJA_PORT_PLANNING", "8080"), null))
                .hasMessage(
                        "Port 8080 is given to both gateway and planning; set KINERJA_PORT_PLANNING to another port.");
    }

    @Test
    void a_taken_port_is_named_with_the_setting_that_moves_it() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var taken = Integer.toString(other.getLocalPort());
            var ports = Ports.configured(Map.of("KINERJA_PORT_PLANNING", taken), Ports.freePort() / 100 * 100);
            assertThat(ports.taken())
                    .contains(new Ports.Taken("planning", other.getLocalPort(), "KINERJA_PORT_PLANNING"));
            assertThat(StackFailure.portsTaken(ports.taken()))
                    .hasMessageContaining("Port %s (planning) is taken".formatted(taken))
                    .hasMessageContaining("KINERJA_PORT_PLANNING moves it")
                    .hasMessageContaining("--port-base");
        }
    }

    @Test
    void no_port_is_given_away_twice() {
        // Drawn by lot, two of that many would be the same with near certainty.
        assertThat(IntStream.range(0, 800).map(n -> Ports.freePort()).boxed()).doesNotHaveDuplicates();
    }

    @Test
    void free_ports_are_all_different_and_free() {
        var ports = Ports.free();
        assertThat(ports.taken()).isEmpty();
        assertThat(ports.of("gateway")).isNotEqualTo(ports.of("planning"));
    }
}
