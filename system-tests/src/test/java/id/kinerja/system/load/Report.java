package id.kinerja.system.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a benchmark has to say, on the terminal and in {@code target/benchmarks}: machine, command, then run by run. */
public final class Report {

    private final String name;
    private final List<String> lines = new ArrayList<>();

    public Report(String name, String what) {
        this.name = name;
        line("%s: %s", name, what);
        line("machine  %s", machine());
        line("command  ./kinerja test -Pbenchmarks -Dit.test=%s", name);
        line("started  %s, load %.1f", Instant.now().truncatedTo(ChronoUnit.SECONDS), load());
    }

    /** Says something at once: whoever waits for minutes wants to see that it goes on. */
    public void line(String format, Object... values) {
        var line = String.format(Locale.ROOT, format, values);
        lines.add(line);
        System.out.println(line);
    }

    /** Says whether an aim was reached: a figure, which fails no run, since the machine has its share in it. */
    public void aim(String what, boolean reached) {
        line("aim      %s: %s", what, reached ? "reached" : "missed");
    }

    public void save() throws IOException {
        var file = Path.of("target", "benchmarks", name.replace('#', '-') + ".txt");
        Files.createDirectories(file.getParent());
        Files.write(file, lines);
        System.out.println("kept in system-tests/" + file);
    }

    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private static String machine() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return "%d cores (%s), %d GiB, %s %s, %s %s"
                .formatted(
                        system.getAvailableProcessors(),
                        processor(),
                        system.getTotalMemorySize() >> 30,
                        system.getName(),
                        system.getVersion(),
                        System.getProperty("java.vendor.version"),
                        System.getProperty("java.version"));
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
