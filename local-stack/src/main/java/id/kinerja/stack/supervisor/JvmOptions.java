package id.kinerja.stack.supervisor;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a Java process of the local stack is tuned: nine of them share one small machine, so each starts with little
 * memory and takes more only when it needs it.
 */
final class JvmOptions {

    /** One allocator arena instead of one per core and thread keeps native memory from growing without use. */
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    private JvmOptions() {}

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static List<String> of(int heapMegabytes) {
        return List.of(
                "-XX:+UseSerialGC",
                "-Xms32m",
                "-Xmx" + heapMegabytes + "m",
                "-Xss512k",
                "-XX:+UseCompactObjectHeaders",
                "-XX:ReservedCodeCacheSize=64m",
                // A process that has run out of memory is of no use to anybody; the supervision starts it again.
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstdout.encoding=UTF-8",
                "-Djava.net.preferIPv4Stack=true");
    }

    /**
     * For stand-ins that need to be there soon and never work hard: with the first compiler only, they take about half
     * the processor time until they are ready and a fifth less memory.
     */
    static List<String> startingQuickly(int heapMegabytes) {
        return Stream.concat(of(heapMegabytes).stream(), Stream.of("-XX:TieredStopAtLevel=1"))
                .toList();
    }
}
