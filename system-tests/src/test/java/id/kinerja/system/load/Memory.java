package id.kinerja.system.load;

import id.kinerja.stack.supervisor.ProcessMemory;
import id.kinerja.stack.supervisor.Stack;
import java.util.Locale;
import java.util.stream.Collectors;

/** Resident memory of the processes of a stack, without the launcher that supervises them. */
final class Memory {

    private Memory() {}

    static long of(Stack stack) {
        return stack.processes().stream()
                .mapToLong(process -> ProcessMemory.resident(process.pid().orElseThrow())
                        .orElseThrow(() -> new IllegalStateException("This system does not tell resident memory")))
                .sum();
    }

    static String each(Stack stack) {
        return stack.processes().stream()
                .map(process -> "%s %d"
                        .formatted(
                                process.name(),
                                ProcessMemory.resident(process.pid().orElseThrow())
                                                .orElse(0)
                                        / 1_000_000))
                .collect(Collectors.joining(", ", "", " MB"));
    }

    static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
