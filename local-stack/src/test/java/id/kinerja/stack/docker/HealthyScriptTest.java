package id.kinerja.stack.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import id.kinerja.stack.supervisor.Installation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The health check of every container, as Docker runs it. */
class HealthyScriptTest {

    private static final String WITHOUT_DATABASE =
            "{\"status\":\"DOWN\",\"components\":{\"mongo\":{\"status\":\"DOWN\"},\"readinessState\":{\"status\":\"UP\"}}}";

    private final HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    HealthyScriptTest() throws IOException {}

    @AfterEach
    void stop() {
        service.stop(0);
    }

    @Test
    void a_service_that_is_ready_is_healthy() throws Exception {
        answering(200, "{\"status\":\"UP\"}");

        assertThat(exitCode()).isZero();
    }

    @Test
    void a_service_without_its_database_is_not_although_parts_of_it_are_up() throws Exception {
        answering(503, WITHOUT_DATABASE);

        assertThat(exitCode()).isNotZero();
    }

    @Test
    void a_service_that_does_not_listen_is_not() throws Exception {
        answering(200, "{\"status\":\"UP\"}");
        service.stop(0);

        assertThat(exitCode()).isNotZero();
    }

    private void answering(int status, String body) {
        service.createContext("/actuator/health/readiness", exchange -> {
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        service.start();
    }

    private int exitCode() throws IOException, InterruptedException {
        var script = Installation.find().root().resolve("docker/healthy").toString();
        var process = new ProcessBuilder("bash", script).redirectErrorStream(true);
        process.environment()
                .put("SERVER_PORT", Integer.toString(service.getAddress().getPort()));
        return process.start().waitFor();
    }
}
