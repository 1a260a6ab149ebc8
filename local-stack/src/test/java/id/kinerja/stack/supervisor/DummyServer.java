package id.kinerja.stack.supervisor;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A small program for tests of the supervision: listens on SERVER_PORT and answers {@code /ready}; says in the file
 * DUMMY_DIARY when it starts and when it ends in good order; ends at once with the code DUMMY_EXIT, where given.
 */
public final class DummyServer {

    private DummyServer() {}

    public static void main(String... arguments) throws IOException {
        var name = System.getenv().getOrDefault("DUMMY_NAME", "dummy");
        System.out.println(name + " says hello");
        var exit = System.getenv("DUMMY_EXIT");
        if (exit != null) {
            System.out.println(name + " cannot go on");
            System.exit(Integer.parseInt(exit));
        }
        var port = Integer.parseInt(System.getenv("SERVER_PORT"));
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/ready", exchange -> {
            var body = name.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        write(name + " started");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(name + " ended")));
    }

    private static void write(String line) {
        var diary = System.getenv("DUMMY_DIARY");
        if (diary != null) {
            try {
                Files.writeString(Path.of(diary), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
