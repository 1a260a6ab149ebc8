package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The map of the local system: which processes there are, in which order they start and how each one finds the others.
 *
 * <p>It mirrors {@code docker-compose.yml}; what is said here in environment variables is said there in the same ones.
 */
final class Topology {

    private static final String HOST = "127.0.0.1";
    private static final String LOCAL_STACK = "local-stack";

    private final Installation installation;
    private final Images images;
    private final Ports ports;
    private final Path home;
    private final Map<String, Map<String, String>> overrides;

    /**
     * @param home holds what the processes keep ({@code data}) and what they print ({@code logs})
     * @param overrides environment variables by process name that replace or complete the ones given here
     */
    Topology(
            Installation installation,
            Images images,
            Ports ports,
            Path home,
            Map<String, Map<String, String>> overrides) {
        this.installation = installation;
        this.images = images;
        this.ports = ports;
        this.home = home.toAbsolutePath();
        this.overrides = overrides;
    }

    /** Everything, in the order of its start. What a process runs from is prepared for two at a time. */
    List<ProcessSpec> specs() throws IOException, StackFailure {
        return prepared(
                Stream.concat(infrastructure().stream(), services().stream()).toList());
    }

    /** What an operator provides otherwise. */
    List<Callable<ProcessSpec>> infrastructure() {
        return List.of(
                () -> server("kafka", 384, "id.kinerja.stack.kafka.KafkaBroker", "Kafka ready", "kafka-controller"),
                () -> server("mongo", 512, "id.kinerja.stack.mongo.MongoWireServer", "MongoDB wire server ready"),
                this::issuer,
                this::simulator);
    }

    List<Callable<ProcessSpec>> services() {
        return List.of(
                () -> service("planning", "planning", 192, Map.of()),
                () -> service("observation", "observation", 160, Map.of()),
                () -> service("assessment", "assessment", 160, Map.of()),
                () -> service("bkn-sync", "bkn_sync", 160, bkn()),
                () -> application("gateway", "gateway", 3, JvmOptions.of(128), with(identity(), routes())));
    }

    static List<ProcessSpec> prepared(List<Callable<ProcessSpec>> specs) throws IOException, StackFailure {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var prepared = new ArrayList<ProcessSpec>();
            for (var spec : pool.invokeAll(specs)) {
                prepared.add(spec.get());
            }
            return prepared;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case StackFailure cause -> throw cause;
                case null, default -> throw new IllegalStateException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackFailure.interrupted();
        }
    }

    /**
     * A main class of this module that takes its data directory and its ports as arguments.
     *
     * @param announcement begins the line that it prints when it can be used
     */
    private ProcessSpec server(String name, int heap, String mainClass, String announcement, String... furtherPorts)
            throws IOException, StackFailure {
        var image = images.classPath(LOCAL_STACK, installation.localStackJars());
        var options = JvmOptions.of(heap);
        var port = ports.of(name);
        var listeners = Stream.concat(Stream.of(name), Stream.of(furtherPorts))
                .map(listener -> Integer.toString(ports.of(listener)))
                .toList();
        Function<Path, Readiness> ready = log -> new Readiness.Announced(port, log, announcement);
        var practice = image.directory().resolve("practice-" + name);
        var cache = images.startupCache(
                name,
                image,
                options,
                serverProgram(image, mainClass, practice.toString(), listeners),
                JvmOptions.ENVIRONMENT,
                ready);
        FileTree.delete(practice);
        return spec(
                name,
                1,
                command(options, cache, serverProgram(image, mainClass, data(name), listeners)),
                JvmOptions.ENVIRONMENT,
                URI.create("%s://%s:%d".formatted(name.equals("mongo") ? "mongodb" : "kafka", HOST, port)),
                ready.apply(log(name)));
    }

    private static List<String> serverProgram(Images.Image image, String mainClass, String data, List<String> ports) {
        var program = new ArrayList<>(onClassPath(image, mainClass));
        program.add(data);
        program.addAll(ports);
        return program;
    }

    private ProcessSpec issuer() throws IOException, StackFailure {
        var image = images.classPath(LOCAL_STACK, installation.localStackJars());
        return spring(
                "issuer",
                1,
                JvmOptions.startingQuickly(112),
                image,
                onClassPath(image, "id.kinerja.stack.oidc.DevIssuerApplication"),
                Map.of("KINERJA_ISSUER_DATA", data("issuer")));
    }

    private ProcessSpec simulator() throws IOException, StackFailure {
        return application(
                "simulator",
                "ekinerja-simulator",
                1,
                JvmOptions.startingQuickly(96),
                Map.of("SIMULATOR_DATA", data("simulator")));
    }

    private ProcessSpec service(String name, String database, int heap, Map<String, String> extra)
            throws IOException, StackFailure {
        var stores = Map.of(
                "SPRING_MONGODB_URI",
                "mongodb://%s:%d/%s?retryWrites=false".formatted(HOST, ports.of("mongo"), database),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                HOST + ":" + ports.of("kafka"));
        return application(name, name + "-service", 2, JvmOptions.of(heap), with(with(identity(), stores), extra));
    }

    private ProcessSpec application(
            String name, String module, int wave, List<String> options, Map<String, String> environment)
            throws IOException, StackFailure {
        var image = images.application(name, installation.applicationJar(module));
        return spring(
                name,
                wave,
                options,
                image,
                List.of("-jar", image.classPath().getFirst().toString()),
                environment);
    }

    private ProcessSpec spring(
            String name,
            int wave,
            List<String> options,
            Images.Image image,
            List<String> program,
            Map<String, String> environment)
            throws IOException, StackFailure {
        var port = ports.of(name);
        var all = with(environment, with(JvmOptions.ENVIRONMENT, Map.of("SERVER_PORT", Integer.toString(port))));
        var ready = new Readiness.Http(url(port, "/actuator/health/readiness"));
        var cache = images.startupCache(name, image, options, program, all, log -> ready);
        return spec(name, wave, command(options, cache, program), all, url(port, ""), ready);
    }

    private ProcessSpec spec(
            String name, int wave, List<String> command, Map<String, String> environment, URI url, Readiness ready) {
        return new ProcessSpec(
                name,
                wave,
                command,
                with(environment, overrides.getOrDefault(name, Map.of())),
                ports.of(name),
                url,
                ready,
                log(name));
    }

    private Map<String, String> identity() {
        var issuer = url(ports.of("issuer"), "");
        return Map.of(
                "KINERJA_SECURITY_ISSUER",
                issuer.toString(),
                "KINERJA_SECURITY_JWKS_URI",
                issuer + "/oauth2/jwks",
                "KINERJA_SECURITY_AUDIENCE",
                "kinerja");
    }

    private Map<String, String> routes() {
        return Stream.of("planning", "observation", "assessment", "bkn-sync")
                .collect(Collectors.toMap(
                        name -> "KINERJA_GATEWAY_"
                                + name.toUpperCase(Locale.ROOT).replace('-', '_') + "_URI",
                        name -> url(ports.of(name), "").toString()));
    }

    /** The simulator's addresses and its development credentials, which open nothing else. */
    private Map<String, String> bkn() {
        var simulator = url(ports.of("simulator"), "");
        return Map.ofEntries(
                Map.entry("KINERJA_BKN_API_BASE_URL", simulator + "/apisiasn/1.0"),
                Map.entry("KINERJA_BKN_APIM_TOKEN_URL", simulator + "/oauth2/token"),
                Map.entry(
                        "KINERJA_BKN_SSO_TOKEN_URL",
                        simulator + "/auth/realms/public-siasn/protocol/openid-connect/token"),
                Map.entry("KINERJA_BKN_SSO_MODE", "password"),
                Map.entry("KINERJA_BKN_CONSUMER_KEY", "sim-key"),
                Map.entry("KINERJA_BKN_CONSUMER_SECRET", "sim-secret"),
                Map.entry("KINERJA_BKN_SSO_CLIENT_ID", "sim-client"),
                Map.entry("KINERJA_BKN_SSO_USERNAME", "198001012005011001"),
                Map.entry("KINERJA_BKN_SSO_PASSWORD", "sim-password"),
                Map.entry("KINERJA_BKN_PLAN_CHANNEL", "push"),
                Map.entry("KINERJA_BKN_PLAN_INTAKE_URL", simulator + "/simulator/plan-intake"),
                // BKN itself is called every two seconds at most; the simulator needs no such care.
                Map.entry("KINERJA_BKN_CALL_SPACING", "50ms"));
    }

    private Path log(String name) {
        return home.resolve("logs").resolve(name + ".log");
    }

    private String data(String name) {
        return home.resolve("data").resolve(name).toString();
    }

    private static List<String> onClassPath(Images.Image image, String mainClass) {
        var classPath = image.classPath().stream().map(Path::toString).collect(Collectors.joining(":"));
        return List.of("-cp", classPath, mainClass);
    }

    private static List<String> command(List<String> options, @Nullable Path cache, List<String> program) {
        var command = new ArrayList<String>();
        command.add(JvmOptions.java().toString());
        command.addAll(options);
        if (cache != null) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(program);
        return command;
    }

    private static URI url(int port, String path) {
        return URI.create("http://%s:%d%s".formatted(HOST, port, path));
    }

    private static Map<String, String> with(Map<String, String> first, Map<String, String> second) {
        var all = new HashMap<>(first);
        all.putAll(second);
        return all;
    }
}
