package id.kinerja.stack.supervisor;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes specifications of {@link DummyServer} processes. */
public final class DummySpecs {

    private final Path directory;

    public DummySpecs(Path directory) {
        this.directory = directory;
    }

    public Path diary() {
        return directory.resolve("diary");
    }

    public ProcessSpec spec(String name, int wave, Map<String, String> environment) {
        var port = Ports.freePort();
        var all = new HashMap<>(environment);
        all.put("SERVER_PORT", Integer.toString(port));
        all.put("DUMMY_NAME", name);
        all.put("DUMMY_DIARY", diary().toString());
        return new ProcessSpec(
                name,
                wave,
                List.of(
                        JvmOptions.java().toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Path.of("target/test-classes").toAbsolutePath().toString(),
                        DummyServer.class.getName()),
                all,
                port,
                URI.create("http://127.0.0.1:" + port),
                new Readiness.Http(URI.create("http://127.0.0.1:%d/ready".formatted(port))),
                directory.resolve("logs").resolve(name + ".log"));
    }

    /** Starts a stack of the given dummies. */
    public static Stack start(StackListener listener, ProcessSpec... specs) throws StackFailure {
        return Stack.start(List.of(specs), listener, true);
    }
}
