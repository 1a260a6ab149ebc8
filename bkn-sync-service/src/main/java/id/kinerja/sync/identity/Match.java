package id.kinerja.sync.identity;

import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Question;
import id.kinerja.sync.remedy.Trouble;
import java.util.List;

/** The answer to the question whether the registry's person is ours. */
public sealed interface Match<T> {

    /** They agree. */
    record Positive<T>(T value) implements Match<T> {}

    /**
     * They do not, and somebody has to repair it.
     *
     * @param details codes of what differs
     */
    record Negative<T>(Trouble trouble, List<String> details) implements Match<T> {

        public Negative {
            details = List.copyOf(details);
        }
    }

    /**
     * The registry gave no usable answer.
     *
     * @param question what it was asked
     */
    record Unknown<T>(Obstacle obstacle, Question question) implements Match<T> {}
}
