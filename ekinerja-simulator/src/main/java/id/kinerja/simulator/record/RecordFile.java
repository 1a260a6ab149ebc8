package id.kinerja.simulator.record;

import id.kinerja.simulator.call.Json;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The records as lines of JSON, appended and forced to disk before a save is acknowledged.
 *
 * <p>A line cut short by a kill was never acknowledged and is dropped at the next start; a broken line anywhere else
 * stops the start. One force serves every save that was waiting for it.
 */
final class RecordFile implements AutoCloseable {

    private static final Map<String, Class<? extends Stored>> TYPES = Map.of(
            "person", Stored.Person.class,
            "annual", Stored.AnnualRecord.class,
            "periodic", Stored.PeriodicRecord.class,
            "plan", Stored.PlanRecord.class,
            "observation", Stored.ObservationRecord.class,
            "document", Stored.DocumentFile.class,
            "removed", Stored.Removed.class);

    private final Path path;
    private final FileChannel lockChannel;
    private final Lock forcing = new ReentrantLock();
    private FileChannel channel;
    private final AtomicLong written = new AtomicLong();
    private long durable;

    RecordFile(Path folder) {
        try {
            Files.createDirectories(folder);
            this.path = folder.resolve("records.jsonl");
            this.lockChannel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock(folder);
            this.channel = open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands over every line in order, and rewrites the file when most of them are outdated. */
    void replay(Consumer<Stored> each, Supplier<Collection<Stored>> current) {
        try {
            long lines = 0;
            long good = 0;
            try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
                ByteArrayOutputStream line = new ByteArrayOutputStream();
                for (int b = in.read(); b >= 0; b = in.read()) {
                    if (b != '\n') {
                        line.write(b);
                        continue;
                    }
                    lines++;
                    each.accept(parse(line.toByteArray(), lines));
                    good += line.size() + 1L;
                    line.reset();
                }
            }
            channel.truncate(good);
            channel.position(good);
            Collection<Stored> live = current.get();
            if (lines > 2L * live.size() + 1000) {
                rewrite(live);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Appends; the caller holds the store's lock. Returns the ticket for {@link #awaitDurable}. */
    long append(Collection<Stored> changes) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        changes.forEach(change -> lines.writeBytes(line(change)));
        try {
            long before = channel.position();
            try {
                write(channel, lines.toByteArray());
            } catch (IOException e) {
                // On a full disk half a line may be there; the next one must not continue it.
                channel.truncate(before);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.incrementAndGet();
    }

    /** Returns once everything up to the ticket is on disk. */
    void awaitDurable(long ticket) {
        forcing.lock();
        try {
            if (durable < ticket) {
                long upTo = written.get();
                channel.force(false);
                durable = upTo;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            forcing.unlock();
        }
    }

    /** Replaces the content, whole or not at all. */
    void rewrite(Collection<Stored> live) {
        forcing.lock();
        try {
            Path fresh = path.resolveSibling("records.jsonl.new");
            try (FileChannel out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (Stored one : live) {
                    write(out, line(one));
                }
                out.force(true);
            }
            channel.close();
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            channel = open();
            channel.position(channel.size());
            try (FileChannel folder = FileChannel.open(path.toAbsolutePath().getParent())) {
                folder.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            forcing.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
        lockChannel.close();
    }

    private void lock(Path folder) throws IOException {
        try {
            FileLock lock = lockChannel.tryLock();
            if (lock != null) {
                return;
            }
        } catch (OverlappingFileLockException e) {
            // The same process: reported like any other holder.
        }
        lockChannel.close();
        throw new IllegalStateException("another simulator uses SIMULATOR_DATA " + folder);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }

    private static byte[] line(Stored one) {
        String type = TYPES.entrySet().stream()
                .filter(entry -> entry.getValue() == one.getClass())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
        byte[] json = Json.MAPPER.writeValueAsBytes(Json.object("type", type, "row", one));
        byte[] line = Arrays.copyOf(json, json.length + 1);
        line[json.length] = '\n';
        return line;
    }

    private Stored parse(byte[] line, long number) {
        try {
            JsonNode node = Json.MAPPER.readTree(line);
            Class<? extends Stored> type = TYPES.get(node.path("type").asString(""));
            if (type != null) {
                return Json.MAPPER.treeToValue(node.path("row"), type);
            }
        } catch (JacksonException e) {
            // Reported below with its place, which says more than the parser does.
        }
        throw new IllegalStateException(
                "line " + number + " of " + path + " is not a record; move the file away to start empty");
    }
}
