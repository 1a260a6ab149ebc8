package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What a process takes of the machine's memory. */
public final class ProcessMemory {

    private ProcessMemory() {}

    /** Resident memory in bytes; empty when there is no such process or the system does not tell. */
    public static OptionalLong resident(long pid) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.exists(status) ? fromProc(Files.readString(status)) : fromPs(pid);
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong fromProc(String status) {
        return status.lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst();
    }

    private static OptionalLong fromPs(long pid) throws IOException {
        var ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid)).start();
        try (var out = ps.getInputStream()) {
            var text = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
            return text.matches("\\d+") ? OptionalLong.of(Long.parseLong(text) * 1024) : OptionalLong.empty();
        }
    }
}
