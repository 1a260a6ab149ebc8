package id.kinerja.stack.launcher;

import java.nio.file.Path;

/**
 * The directory in which one local stack keeps its things.
 *
 * @param directory {@code .kinerja} in the repository, or a temporary one for a demo
 */
record Home(Path directory) {

    Path data() {
        return directory.resolve("data");
    }

    Path logs() {
        return directory.resolve("logs");
    }

    /** What runs now, for the commands that look at it from outside. */
    Path state() {
        return directory.resolve("state.json");
    }

    /** Held by the one supervisor that may use this directory. */
    Path lock() {
        return directory.resolve("lock");
    }
}
