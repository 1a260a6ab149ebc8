package id.kinerja.system.sync;

/** Calls to the web services that were counted in a time. */
record CallRate(long calls, double seconds) {

    /** Calls that the service may have under way at the same time. */
    static final int IN_FLIGHT = 4;

    /** Counts from the moment of its making. */
    static final class Count {

        private final SyncSystem system;
        private final long since = System.nanoTime();
        private final long before;

        Count(SyncSystem system) {
            this.system = system;
            this.before = system.callsToTheRegistry();
        }

        /** The time is taken around the counting, so that no call is counted outside it. */
        CallRate soFar() {
            var calls = system.callsToTheRegistry() - before;
            return new CallRate(calls, (System.nanoTime() - since) / 1e9);
        }
    }

    double perSecond() {
        return calls / seconds;
    }

    /**
     * Whether no more calls were made than are permitted. A call counts when it has arrived: what was under way when the
     * time began counts in it, and one more call than fits begins it. So this holds on the busiest machine.
     *
     * @param permitted calls a second
     */
    boolean within(double permitted) {
        return calls <= Math.floor(seconds * permitted) + 1 + IN_FLIGHT;
    }

    String inWords() {
        return "%d calls in %.1f s (%.2f/s)".formatted(calls, seconds, perSecond());
    }
}
