package id.kinerja.stack.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesTest {

    private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx64m");

    @TempDir
    Path directory;

    private final List<String> progress = new ArrayList<>();
    private Images images;
    private Path jar;

    @BeforeEach
    void jar() throws IOException {
        images = new Images(directory.resolve("run"), true, progress::add);
        jar = directory.resolve("local-stack-1.jar");
        writeJar("first");
    }

    @Test
    void an_image_is_made_once_per_content() throws Exception {
        var first = images.classPath("dummy", List.of(jar));
        writeJar("first");
        assertThat(images.classPath("dummy", List.of(jar)).directory()).isEqualTo(first.directory());
        writeJar("second");
        assertThat(images.classPath("dummy", List.of(jar)).directory()).isNotEqualTo(first.directory());
        assertThat(first.directory()).isDirectory();
    }

    @Test
    void two_stacks_of_one_process_prepare_one_after_the_other() throws Exception {
        var inside = new AtomicInteger();
        try (var launchers = Executors.newFixedThreadPool(4)) {
            var prepared = launchers.invokeAll(Collections.nCopies(
                    8,
                    () -> images.alone(() -> {
                        int most = inside.incrementAndGet();
                        images.classPath("dummy", List.of(jar));
                        inside.decrementAndGet();
                        return most;
                    })));
            for (var most : prepared) {
                assertThat(most.get()).isEqualTo(1);
            }
        }
    }

    @Test
    void an_image_that_was_not_used_for_a_day_goes_when_a_newer_one_comes() throws Exception {
        var old = images.classPath("dummy", List.of(jar)).directory();
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        writeJar("second");
        images.classPath("dummy", List.of(jar));
        assertThat(old).doesNotExist();
    }

    @Test
    void a_startup_cache_is_trained_once_and_usable() throws Exception {
        var image = images.classPath("dummy", List.of(jar));
        var cache = train(image, Map.of());
        assertThat(cache).isNotNull().isNotEmptyFile();
        assertThat(progress).containsExactly("making the start-up cache of dummy (once per build)");

        assertThat(train(image, Map.of())).isEqualTo(cache);
        assertThat(progress).hasSize(1);
        var command = Stream.concat(
                        Stream.of(JvmOptions.java().toString(), "-XX:AOTMode=on", "-XX:AOTCache=" + cache),
                        Stream.concat(OPTIONS.stream(), program(image).stream()))
                .toList();
        var run = new ProcessBuilder(command).redirectErrorStream(true);
        run.environment().put("DUMMY_EXIT", "5");
        assertThat(run.start().waitFor()).isEqualTo(5);
    }

    @Test
    void a_training_that_fails_is_told_and_not_tried_again() throws Exception {
        var image = images.classPath("dummy", List.of(jar));
        // The heap is too small for any program: the virtual machine does not even start.
        var options = List.of("-Xmx1k");
        var ready = new Readiness.Tcp(Ports.freePort());
        assertThat(images.startupCache("dummy", image, options, program(image), Map.of(), log -> ready))
                .isNull();
        assertThat(progress.getLast()).startsWith("no start-up cache for dummy");
        assertThat(images.startupCache("dummy", image, options, program(image), Map.of(), log -> ready))
                .isNull();
        assertThat(progress).hasSize(2);
    }

    @Test
    void without_training_only_caches_that_exist_are_used() throws Exception {
        var image = images.classPath("dummy", List.of(jar));
        images = new Images(directory.resolve("run"), false, progress::add);
        assertThat(train(image, Map.of())).isNull();
        assertThat(progress).isEmpty();
    }

    private @Nullable Path train(Images.Image image, Map<String, String> environment) throws Exception {
        var port = Ports.freePort();
        var all = new HashMap<>(environment);
        all.put("SERVER_PORT", Integer.toString(port));
        return images.startupCache("dummy", image, OPTIONS, program(image), all, log -> new Readiness.Tcp(port));
    }

    private static List<String> program(Images.Image image) {
        return List.of("-cp", image.classPath().getFirst().toString(), DummyServer.class.getName());
    }

    private void writeJar(String note) throws IOException {
        var name = DummyServer.class.getName().replace('.', '/');
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> classes =
                        Files.list(Path.of("target/test-classes", name).getParent())) {
            for (var file : classes.filter(file -> file.getFileName().toString().startsWith("DummyServer"))
                    .toList()) {
                out.putNextEntry(new JarEntry("id/kinerja/stack/supervisor/" + file.getFileName()));
                out.write(Files.readAllBytes(file));
            }
            out.putNextEntry(new JarEntry("note-" + note));
        }
    }
}
