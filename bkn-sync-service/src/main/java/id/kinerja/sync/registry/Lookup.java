package id.kinerja.sync.registry;

import java.util.List;

/** The answer to a question to the registry. */
public sealed interface Lookup<T> {

    /** There is exactly one. */
    record Found<T>(T value) implements Lookup<T> {}

    /** The registry answered, and there is none. */
    record Absent<T>() implements Lookup<T> {}

    /** There are several where one was expected, so that a person has to decide which is meant. */
    record Ambiguous<T>(List<T> candidates) implements Lookup<T> {

        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /** The question got no usable answer. */
    record Failed<T>(Obstacle obstacle) implements Lookup<T> {}
}
