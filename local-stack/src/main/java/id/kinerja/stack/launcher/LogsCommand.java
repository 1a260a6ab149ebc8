package id.kinerja.stack.launcher;

import id.kinerja.stack.supervisor.LogTail;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Shows what a process printed, and on demand what it goes on to print. */
final class LogsCommand {

    private static final int LINES = 200;
    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final Home home;
    private final PrintStream out;

    LogsCommand(Home home, PrintStream out) {
        this.home = home;
        this.out = out;
    }

    int run(Command.Logs logs) throws IOException, UsageError, InterruptedException {
        var log = home.logs().resolve(logs.name() + ".log");
        if (!Files.exists(log)) {
            throw new UsageError("There is no log of '%s'; there are: %s".formatted(logs.name(), names()));
        }
        var end = Files.size(log);
        LogTail.last(log, LINES).forEach(out::println);
        if (logs.follow()) {
            follow(log, end);
        }
        return 0;
    }

    /** Until the operator has seen enough: the program is then interrupted. */
    private void follow(Path log, long from) throws IOException, InterruptedException {
        var position = from;
        while (true) {
            position = printFrom(log, position);
            out.flush();
            Thread.sleep(INTERVAL);
        }
    }

    /** Prints what was added; a file that became shorter has been begun anew. */
    long printFrom(Path log, long position) throws IOException {
        if (!Files.exists(log)) {
            return 0;
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(file.length() < position ? 0 : position);
            var buffer = new byte[8192];
            int read;
            while ((read = file.read(buffer)) > 0) {
                out.write(buffer, 0, read);
            }
            return file.getFilePointer();
        }
    }

    private String names() throws IOException {
        if (!Files.isDirectory(home.logs())) {
            return "none, since nothing has been started yet";
        }
        try (Stream<Path> files = Files.list(home.logs())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .collect(Collectors.joining(", "));
        }
    }
}
