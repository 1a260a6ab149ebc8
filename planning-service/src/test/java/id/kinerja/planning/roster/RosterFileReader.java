package id.kinerja.planning.roster;

import id.kinerja.planning.roster.RosterFile.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Reads a file of employees in a process of its own, against a roster that has every school and nobody yet. */
final class RosterFileReader {

    private RosterFileReader() {}

    public static void main(String[] args) throws IOException {
        var path = Path.of(args[0]);
        long start = System.nanoTime();
        var today = LocalDate.of(2026, 1, 5);
        var file = RosterFile.check(
                Kind.EMPLOYEES, () -> Files.newInputStream(path), EMPTY, new RosterDays(today, today, today));
        var again = new AtomicInteger();
        file.forEachRow(row -> again.incrementAndGet());
        System.out.printf(
                "%d rows, %d faults, %d read again, %d ms%n",
                file.rows(),
                file.faults().count(),
                again.get(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
    }

    private static final RosterFile.Roster EMPTY = new RosterFile.Roster() {
        @Override
        public boolean hasSchool(String npsn) {
            return true;
        }

        @Override
        public boolean hasAccount(String account) {
            return false;
        }

        @Override
        public @Nullable String appraiserOf(String account) {
            return null;
        }

        @Override
        public Map<String, String> holdersOf(Collection<String> nips) {
            return Map.of();
        }
    };
}
