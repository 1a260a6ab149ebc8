package id.kinerja.stack.demo;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what other processes will make true. */
final class Awaiting {

    private static final Duration INTERVAL = Duration.ofMillis(150);

    private Awaiting() {}

    /**
     * Asks until there is an answer.
     *
     * @throws IllegalStateException when there is none within the limit; it names what was waited for
     */
    static <T> T until(String what, Duration limit, Supplier<Optional<T>> question) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            var answer = question.get();
            if (answer.isPresent()) {
                return answer.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("Not within %d s: %s".formatted(limit.toSeconds(), what));
            }
            pause(INTERVAL);
        }
    }

    static void pause(Duration length) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
