package id.kinerja.kit.regulation;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.boot.logging.LoggingSystem;

/**
 * Checks packs before a service reads them. Each file, and each {@code *.yaml} of a directory, is read as at a start: beside
 * the packs that came with the service, and by the same rules. Faults are printed with file and line in Indonesian and in
 * English; without any, the packs that would be in force. Nothing is started, and nothing is written.
 */
public final class PackCheck {

    /** The first argument of planning-service that asks for this check instead of starting it. */
    public static final String COMMAND = "check-packs";

    static final int FINE = 0;
    static final int BROKEN = 1;
    /** There is nothing to check: no path, or none with a pack. */
    static final int NOTHING = 2;

    private PackCheck() {}

    /**
     * Ends the process: with 0 if no pack has a fault, 1 if one has, 2 if there is nothing to check.
     *
     * @param paths files and directories
     */
    public static void main(String... paths) {
        // What libraries have to say would stand between the faults.
        LoggingSystem.get(PackCheck.class.getClassLoader()).beforeInitialize();
        System.exit(run(List.of(paths), System.out));
    }

    static int run(List<String> paths, PrintStream out) {
        if (paths.isEmpty()) {
            out.println(PackTexts.inBoth("pack-check.usage", COMMAND));
            return NOTHING;
        }
        var named = new TreeMap<String, byte[]>();
        for (var path : paths) {
            var packs = packsAt(Path.of(path));
            if (packs.isEmpty()) {
                out.println(PackTexts.inBoth("pack-check.no-pack", path));
                return NOTHING;
            }
            named.putAll(packs);
        }
        try {
            var regulations = Regulations.besidesThoseOfTheService(named);
            out.println(PackTexts.inBoth("pack-check.fine"));
            regulations.newest().forEach(pack -> out.println("  " + summary(pack)));
            return FINE;
        } catch (BrokenPackException e) {
            out.println(e.getMessage());
            return BROKEN;
        }
    }

    private static Map<String, byte[]> packsAt(Path path) {
        try {
            if (Files.isDirectory(path)) {
                return Regulations.packsOf(path);
            }
            return Files.isReadable(path) ? Map.of(path.toString(), Files.readAllBytes(path)) : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static String summary(Regulation pack) {
        return "%s version %d: %s"
                .formatted(
                        pack.id(),
                        pack.version(),
                        pack.periods().stream().map(Regulation.Period::id).collect(Collectors.joining(", ")));
    }
}
