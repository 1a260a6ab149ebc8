package id.kinerja.stack.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Plays a school's whole period and tells whether e-Kinerja holds exactly what was decided. */
public final class Demo {

    /**
     * How it went.
     *
     * @param report for people; its last line has a fixed form that scripts may read
     * @param succeeded all steps succeeded, nothing is missing and nothing is unexpected
     */
    public record Outcome(List<String> report, boolean succeeded) {
        public Outcome {
            report = List.copyOf(report);
        }
    }

    private final SchoolPeriod period;
    private final Consumer<String> progress;

    /** @param progress takes a line when a step is done */
    public Demo(SchoolPeriod period, Consumer<String> progress) {
        this.period = period;
        this.progress = progress;
    }

    /** Plays and compares; what could not be played is compared as far as it came. */
    public Outcome run() {
        var start = System.nanoTime();
        var report = new ArrayList<String>();
        try {
            period.play(step -> progress.accept("%6.1f s  %s"
                    .formatted(Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0, step)));
        } catch (ApiRefusal | IllegalStateException failure) {
            report.add("The period could not be played to its end: " + failure.getMessage());
        }
        var played = report.isEmpty();
        var comparison = period.compare();
        comparison.missing().forEach(entry -> report.add("missing: " + entry));
        comparison.unexpected().forEach(entry -> report.add("unexpected: " + entry));
        var decisions = period.decisions();
        report.add(
                "demo: %d plans approved, %d observations recorded, %d results at e-Kinerja, %d missing, %d unexpected"
                        .formatted(
                                decisions.plans().size(),
                                decisions.observations().size(),
                                comparison.results(),
                                comparison.missing().size(),
                                comparison.unexpected().size()));
        return new Outcome(report, played && comparison.isExact());
    }
}
