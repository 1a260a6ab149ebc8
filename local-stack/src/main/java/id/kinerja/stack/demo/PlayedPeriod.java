package id.kinerja.stack.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The period in which people plan, are observed and are assessed.
 *
 * @param year on which BKN books the result
 */
public record PlayedPeriod(String id, int year) {

    /** A year of the pack that comes with the services. */
    public static final PlayedPeriod OF_2026 = new PlayedPeriod("2026", 2026);

    private static final String DEMO = "demo";
    private static final Pattern HEAD =
            Pattern.compile("(?m)^id: \"2025\"\\R^version: \\d+\\R^name: .*$", Pattern.UNIX_LINES);
    private static final Pattern PERIODS = Pattern.compile("(?ms)^periods:\\R.*?(?=^\\w)");

    /**
     * A period whose windows lie around this day, under the rules of 2025: planning ended yesterday, everything else is
     * open. As a pack of its own, the way an operator adds one.
     *
     * @param pack2025 the pack whose rules hold
     * @param directory where the new pack is written
     */
    public static PlayedPeriod around(LocalDate today, Path pack2025, Path directory) throws IOException {
        var head = """
                id: "%s"
                version: 1
                name: "Periode contoh, dengan jadwal di sekitar hari ini\"""".formatted(DEMO);
        var year = today.getYear();
        var periods = """
                periods:
                  - id: "%s"
                    year: %d
                    first: %s
                    last: %s
                    source: I
                    stages:
                      - { name: PLANNING, first: %s, last: %s, late: { value: ACCEPTED, source: I }, binding: false, source: I }
                      - { name: IMPLEMENTATION, first: %s, last: %s, binding: false, source: I }
                      - { name: ASSESSMENT, first: %s, last: %s, binding: false, source: I }

                """.formatted(
                        DEMO,
                        year,
                        LocalDate.of(year, 1, 1),
                        LocalDate.of(year, 12, 31),
                        today.minusDays(30),
                        today.minusDays(1),
                        today.minusDays(30),
                        today.plusDays(60),
                        today.minusDays(30),
                        today.plusDays(60));
        var pack = replaced(PERIODS, periods, replaced(HEAD, head, Files.readString(pack2025)));
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(DEMO + ".yaml"), pack);
        return new PlayedPeriod(DEMO, year);
    }

    private static String replaced(Pattern part, String by, String pack) {
        var found = part.matcher(pack);
        if (!found.find()) {
            throw new IllegalStateException("the pack of 2025 is not laid out as expected: " + part);
        }
        return found.replaceFirst(Matcher.quoteReplacement(by));
    }
}
