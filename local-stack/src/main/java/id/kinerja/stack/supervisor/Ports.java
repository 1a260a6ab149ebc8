package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.Scanner;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Which port each process of the local stack listens on; all of them on the loopback address. */
public final class Ports {

    /** The default port of every listener, and its distance from {@code --port-base}. */
    private enum Listener {
        GATEWAY(8080, 0),
        PLANNING(8081, 1),
        OBSERVATION(8082, 2),
        ASSESSMENT(8083, 3),
        BKN_SYNC(8084, 4),
        SIMULATOR(8090, 10),
        ISSUER(8095, 15),
        KAFKA(9092, 20),
        KAFKA_CONTROLLER(9093, 21),
        MONGO(27017, 30);

        private final int standard;
        private final int offset;

        Listener(int standard, int offset) {
            this.standard = standard;
            this.offset = offset;
        }

        private String processName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A listener whose port some other program holds, and the environment variable that moves it. */
    public record Taken(String name, int port, String setting) {}

    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private final SequencedMap<String, Integer> byName;

    private Ports(SequencedMap<String, Integer> byName) {
        this.byName = byName;
    }

    /**
     * The documented ports, moved by {@code base} (from 1024 to 65505; the gateway takes it, the others follow) and then
     * one by one by {@code KINERJA_PORT_<NAME>} in the environment.
     *
     * @throws IllegalArgumentException with a message for the operator, when a number is not a usable port
     */
    public static Ports configured(Map<String, String> environment, @Nullable Integer base) {
        var byName = new LinkedHashMap<String, Integer>();
        for (var listener : Listener.values()) {
            var setting = setting(listener.processName());
            var own = environment.get(setting);
            var port = own != null && !own.isBlank()
                    ? parse(setting, own)
                    : base != null ? usable("--port-base", base + listener.offset) : listener.standard;
            byName.forEach((other, taken) -> {
                if (taken == port) {
                    throw new IllegalArgumentException("Port %d is given to both %s and %s; set %s to another port."
                            .formatted(port, other, listener.processName(), setting));
                }
            });
            byName.put(listener.processName(), port);
        }
        return new Ports(byName);
    }

    /** Ports that nobody listens on now, for a stack that must not meet another one. */
    public static Ports free() {
        var byName = new LinkedHashMap<String, Integer>();
        for (var listener : Listener.values()) {
            byName.put(listener.processName(), freePort());
        }
        return new Ports(byName);
    }

    /**
     * A port that nobody listens on now, and that was not given away here before: whoever was given it may not listen yet.
     *
     * <p>It lies below the range from which the system serves outgoing connections: a client that knocks on the port of
     * a stopped process would otherwise sooner or later be given that very port and connect to itself, and the process
     * could not come back.
     */
    public static int freePort() {
        var ceiling = Math.max(20_000, ephemeralStart());
        for (int attempt = 0; attempt < 2_000; attempt++) {
            var port = ThreadLocalRandom.current().nextInt(10_000, ceiling);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("No free port found between 10000 and " + ceiling);
    }

    /** The port of a listener, by the name of its process. */
    public int of(String name) {
        var port = byName.get(name);
        if (port == null) {
            throw new IllegalArgumentException("No listener is called " + name + "; there are " + byName.keySet());
        }
        return port;
    }

    /** The environment variable that sets the port of one listener. */
    public static String setting(String name) {
        return "KINERJA_PORT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** The listeners whose port is taken now. */
    public List<Taken> taken() {
        var taken = new ArrayList<Taken>();
        byName.forEach((name, port) -> {
            if (!isFree(port)) {
                taken.add(new Taken(name, port, setting(name)));
            }
        });
        return taken;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            // As the servers themselves do: a port whose last connections are still winding down is free.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int parse(String setting, String value) {
        try {
            return usable(setting, Integer.parseInt(value.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(setting + " is not a port: " + value, e);
        }
    }

    private static int usable(String setting, int port) {
        if (port < 1024 || port > 65_535) {
            throw new IllegalArgumentException(
                    "%s leads to port %d; ports from 1024 to 65535 can be used.".formatted(setting, port));
        }
        return port;
    }

    private static int ephemeralStart() {
        return linuxEphemeralStart().orElse(32_768);
    }

    private static OptionalInt linuxEphemeralStart() {
        try (var range = new Scanner(Path.of("/proc/sys/net/ipv4/ip_local_port_range"), StandardCharsets.US_ASCII)) {
            return OptionalInt.of(range.nextInt());
        } catch (IOException | NoSuchElementException e) {
            return OptionalInt.empty();
        }
    }
}
