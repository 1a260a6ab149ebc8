package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What the processes run from: the jars, unpacked once per content under {@code .kinerja/run/<name>/<content>}, next to
 * a start-up cache that is trained once.
 *
 * <p>Running from a copy lets a build replace the jars while the stack is up. An image that was not used for a day is
 * removed when a newer one of the same name is made.
 */
final class Images {

    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    /** Files that a process runs from. */
    record Image(Path directory, List<Path> classPath) {}

    private static final Duration KEPT_UNUSED = Duration.ofDays(1);
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(3);

    private final Path directory;
    private final boolean startupCaches;
    private final Consumer<String> progress;

    /**
     * @param directory holds all images
     * @param startupCaches whether caches are made where there are none
     * @param progress is told before anything that takes a while
     */
    Images(Path directory, boolean startupCaches, Consumer<String> progress) {
        this.directory = directory;
        this.startupCaches = startupCaches;
        this.progress = progress;
    }

    /** Holds back other launchers that prepare the same images at the same time. */
    <T> T alone(Preparation<T> work) throws StackFailure {
        // A file lock is held by a whole virtual machine and keeps its own threads apart by failing.
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(directory);
            try (var channel =
                    FileChannel.open(directory.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                var lock = channel.tryLock();
                if (lock == null) {
                    progress.accept("waiting for another launcher that prepares the same files");
                    lock = channel.lock();
                }
                return work.run();
            }
        } catch (IOException e) {
            throw new StackFailure("Could not prepare %s: %s".formatted(directory, e));
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    interface Preparation<T> {
        T run() throws IOException, StackFailure;
    }

    /** An executable Spring Boot jar, unpacked into a plain jar and its libraries. */
    Image application(String name, Path jar) throws IOException, StackFailure {
        return image(name, List.of(jar), unpacked -> {
            progress.accept("unpacking " + name);
            run(
                    List.of(
                            JvmOptions.java().toString(),
                            "-Djarmode=tools",
                            "-jar",
                            jar.toString(),
                            "extract",
                            "--destination",
                            unpacked.toString()),
                    unpacked.resolveSibling(unpacked.getFileName() + ".log"));
            Files.move(unpacked.resolve(jar.getFileName()), unpacked.resolve("app.jar"));
            return unpacked;
        });
    }

    /** A class path of plain jars, copied. */
    Image classPath(String name, List<Path> jars) throws IOException, StackFailure {
        return image(name, jars, copy -> {
            Files.createDirectories(copy.resolve("lib"));
            Files.copy(jars.getFirst(), copy.resolve("app.jar"));
            for (var jar : jars.subList(1, jars.size())) {
                Files.copy(jar, copy.resolve("lib").resolve(jar.getFileName()));
            }
            return copy;
        });
    }

    /**
     * The start-up cache (an AOT cache of classes already loaded and linked) of a process, made now if there is none:
     * the process is run once up to the point where it is usable. A process whose training failed runs without one.
     *
     * @param options of the virtual machine; training and use must agree
     * @param program the arguments after the options, beginning with {@code -jar} or {@code -cp}
     * @param ready given the training's log; ends the training when it holds; a process may also end by itself before
     */
    @Nullable
    Path startupCache(
            String name,
            Image image,
            List<String> options,
            List<String> program,
            Map<String, String> environment,
            Function<Path, Readiness> ready)
            throws IOException, StackFailure {
        var key = name + "-"
                + digest(List.of(String.join(" ", options), System.getProperty("java.vm.version", "")))
                        .substring(0, 12);
        var cache = image.directory().resolve(key + ".aot");
        var failed = image.directory().resolve(key + ".failed");
        if (Files.exists(cache)) {
            return cache;
        }
        if (!startupCaches || Files.exists(failed)) {
            return null;
        }
        progress.accept("making the start-up cache of " + name + " (once per build)");
        var fresh = image.directory().resolve(key + ".new");
        var log = image.directory().resolve(key + ".log");
        train(
                java(options, List.of("-XX:AOTCacheOutput=" + fresh, "-Dspring.context.exit=onRefresh"), program),
                environment,
                ready.apply(log),
                log);
        if (Files.exists(fresh) && isUsable(fresh, options, program)) {
            Files.move(fresh, cache, StandardCopyOption.REPLACE_EXISTING);
            return cache;
        }
        Files.deleteIfExists(fresh);
        Files.writeString(failed, "see " + log);
        progress.accept("no start-up cache for %s: it only starts slower (%s)".formatted(name, log));
        return null;
    }

    /**
     * Whether a virtual machine starts with the cache. One that was written while the training process was still busy
     * has been seen to crash every process that used it.
     */
    private static boolean isUsable(Path cache, List<String> options, List<String> program)
            throws IOException, StackFailure {
        var classPath = program.get(1);
        var log = cache.resolveSibling(cache.getFileName() + ".check");
        var check = java(
                options, List.of("-XX:AOTMode=on", "-XX:AOTCache=" + cache), List.of("-cp", classPath, "-version"));
        var usable = await(start(check, Map.of(), log)) == 0;
        Files.deleteIfExists(log);
        return usable;
    }

    private static List<String> java(List<String> options, List<String> furtherOptions, List<String> program) {
        var command = new ArrayList<String>();
        command.add(JvmOptions.java().toString());
        command.addAll(options);
        command.addAll(furtherOptions);
        command.addAll(program);
        return command;
    }

    private interface Filling {
        Path into(Path directory) throws IOException, StackFailure;
    }

    private synchronized Image image(String name, List<Path> jars, Filling filling) throws IOException, StackFailure {
        var home = directory.resolve(name);
        var finished = home.resolve(digest(contents(jars)).substring(0, 16));
        if (!Files.isDirectory(finished)) {
            var partial = home.resolve(finished.getFileName() + ".partial");
            FileTree.delete(partial);
            Files.createDirectories(home);
            move(filling.into(partial), finished);
            removeUnused(home, finished);
        }
        Files.setLastModifiedTime(finished, FileTime.from(Instant.now()));
        try (Stream<Path> lib = Files.list(finished.resolve("lib"))) {
            return new Image(
                    finished,
                    Stream.concat(Stream.of(finished.resolve("app.jar")), lib.sorted())
                            .toList());
        }
    }

    /** Names and checksums of what the first jar holds; names and sizes of the others, which are released artifacts. */
    private static List<String> contents(List<Path> jars) throws IOException {
        var contents = new ArrayList<String>();
        try (var first = new ZipFile(jars.getFirst().toFile())) {
            first.stream()
                    .map(entry -> "%s %d %x".formatted(entry.getName(), entry.getSize(), entry.getCrc()))
                    .forEach(contents::add);
        }
        for (var jar : jars.subList(1, jars.size())) {
            contents.add("%s %d".formatted(jar.getFileName(), Files.size(jar)));
        }
        return contents;
    }

    private static String digest(List<String> lines) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            lines.forEach(line -> sha.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void train(List<String> command, Map<String, String> environment, Readiness ready, Path log)
            throws IOException, StackFailure {
        var process = start(command, environment, log);
        try {
            var deadline = System.nanoTime() + TRAINING_LIMIT.toNanos();
            while (process.isAlive() && !ready.holds() && System.nanoTime() < deadline) {
                ManagedProcess.pause();
            }
            process.destroy();
            process.waitFor(TRAINING_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw StackFailure.interrupted();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void run(List<String> command, Path log) throws IOException, StackFailure {
        if (await(start(command, Map.of(), log)) != 0) {
            throw new StackFailure(
                    "%s failed:%n%s".formatted(String.join(" ", command), String.join("\n", LogTail.last(log, 20))));
        }
        Files.delete(log);
    }

    private static Process start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        var builder = new ProcessBuilder(command)
                .directory(log.resolveSibling("").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int await(Process process) throws StackFailure {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw StackFailure.interrupted();
        }
    }

    private static void removeUnused(Path home, Path newest) throws IOException {
        var limit = FileTime.from(Instant.now().minus(KEPT_UNUSED));
        List<Path> old;
        try (Stream<Path> images = Files.list(home)) {
            old = images.filter(image -> !image.equals(newest)).toList();
        }
        for (var image : old) {
            if (Files.getLastModifiedTime(image).compareTo(limit) < 0) {
                FileTree.delete(image);
            }
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        }
    }
}
