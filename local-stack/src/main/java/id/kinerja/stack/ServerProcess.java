package id.kinerja.stack;

/** What the servers of this module share when each runs as a process of its own. */
public final class ServerProcess {

    private ServerProcess() {}

    /** Sends warnings to standard output; must come before the first logger is made. */
    public static void configureLogging() {
        // Not under the name Logback looks for by itself: this module is on the services' test class path.
        System.setProperty("logback.configurationFile", "id/kinerja/stack/process-logback.xml");
    }

    /** A setting: the argument at that position, else the environment variable, else the default. */
    public static String setting(String[] args, int position, String variable, String otherwise) {
        return args.length > position ? args[position] : System.getenv().getOrDefault(variable, otherwise);
    }

    /** Closes the server in order on SIGTERM. */
    public static void closeOnExit(Runnable close) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(close));
    }
}
