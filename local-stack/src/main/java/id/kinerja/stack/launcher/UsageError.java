package id.kinerja.stack.launcher;

/** The command line does not say what to do; the message says what it should look like. */
final class UsageError extends Exception {

    private static final long serialVersionUID = 1L;

    UsageError(String message) {
        super(message);
    }
}
