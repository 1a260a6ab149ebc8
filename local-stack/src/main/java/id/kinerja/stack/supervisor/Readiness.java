package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How a process says that it can be used. */
public sealed interface Readiness {

    /** Whether the process can be used now; never blocks for longer than two seconds. */
    boolean holds();

    /** What is asked: an {@code http} address, or {@code tcp://host:port}. */
    URI address();

    /** What asks that address. */
    static Readiness at(URI address) {
        return "tcp".equals(address.getScheme()) ? new Tcp(address.getPort()) : new Http(address);
    }

    /** The address answers with status 200. */
    record Http(URI address) implements Readiness {

        private static final Duration PATIENCE = Duration.ofSeconds(2);
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();

        @Override
        public boolean holds() {
            try {
                var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
                return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }

    /** Something accepts connections on the port. */
    record Tcp(int port) implements Readiness {
        @Override
        public URI address() {
            return URI.create("tcp://127.0.0.1:" + port);
        }

        @Override
        public boolean holds() {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2_000);
                return true;
            } catch (IOException e) {
                return false;
            }
        }
    }

    /**
     * As {@link Tcp}, once the process has also printed a line that begins with {@code text}: its port opens before all
     * of its work is done. The line of an earlier start counts as well, since that work is done only once.
     */
    record Announced(int port, Path log, String text) implements Readiness {

        private static final int BEGINNING = 1 << 20;

        @Override
        public URI address() {
            return new Tcp(port).address();
        }

        @Override
        public boolean holds() {
            return new Tcp(port).holds() && announced();
        }

        private boolean announced() {
            try (var printed = Files.newInputStream(log)) {
                return new String(printed.readNBytes(BEGINNING), StandardCharsets.UTF_8)
                        .lines()
                        .anyMatch(line -> line.startsWith(text));
            } catch (IOException e) {
                return false;
            }
        }
    }
}
