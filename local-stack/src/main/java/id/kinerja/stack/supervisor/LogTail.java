package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file. */
public final class LogTail {

    private static final int BYTES_PER_LINE = 512;

    private LogTail() {}

    /** The newest lines of the file, oldest first; none when there is no file. */
    public static List<String> last(Path log, int lines) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var window = Math.min(file.length(), (long) lines * BYTES_PER_LINE);
            var start = file.length() - window;
            file.seek(start);
            var bytes = new byte[(int) window];
            file.readFully(bytes);
            var all = new String(bytes, StandardCharsets.UTF_8).lines().toList();
            // The window may open in the middle of a line.
            var whole = start > 0 && all.size() > 1 ? all.subList(1, all.size()) : all;
            return whole.subList(Math.max(0, whole.size() - lines), whole.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
