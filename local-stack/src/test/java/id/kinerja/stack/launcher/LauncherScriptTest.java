package id.kinerja.stack.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code ./kinerja}, with a Maven and a Java that only say that they were called. */
class LauncherScriptTest {

    private static final List<String> MODULES = List.of(
            "local-stack",
            "planning-service",
            "observation-service",
            "assessment-service",
            "bkn-sync-service",
            "gateway",
            "ekinerja-simulator");
    private static final String MAVEN = """
            #!/bin/sh
            if [ "$1" = -v ]; then echo "Apache Maven ${FAKE_MAVEN:-3.9.9} (fake)"; exit; fi
            echo "$JAVA_HOME: $*" >>maven-calls
            if [ -n "${FAKE_FAILURE:-}" ]; then echo "[ERROR] $FAKE_FAILURE"; exit 1; fi
            for module in %s; do
                mkdir -p $module/target
                echo jar >$module/target/$module-0.1.0-SNAPSHOT.jar
            done
            mkdir -p local-stack/target/lib
            """.formatted(String.join(" ", MODULES));

    @TempDir
    Path root;

    private Path tools;
    private Path jdk;

    private record Outcome(int exit, String output) {}

    @BeforeEach
    void repository() throws IOException {
        Files.copy(Path.of("../kinerja"), root.resolve("kinerja"));
        source("planning-service/src/main/java/Plan.java", "class Plan {}");
        source("planning-service/src/test/java/PlanTest.java", "class PlanTest {}");
        source("pom.xml", "<project/>");
        tools = Files.createDirectory(root.resolve("tools"));
        for (var tool : List.of(
                "cat",
                "cp",
                "date",
                "dirname",
                "find",
                "git",
                "grep",
                "head",
                "ls",
                "mkdir",
                "mv",
                "readlink",
                "rm",
                "sed",
                "sleep",
                "sort",
                "tail")) {
            script(tools.resolve(tool), "#!/bin/sh\nexec %s \"$@\"\n".formatted(found(tool)));
        }
        script(tools.resolve("mvn"), MAVEN);
        jdk = root.resolve("jdk");
        source("jdk/release", "JAVA_VERSION=\"25.0.1\"\n");
        script(jdk.resolve("bin/java"), "#!/bin/sh\necho \"java: $*\"\n");
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    }

    @Test
    void the_first_start_builds_and_hands_over() throws Exception {
        var first = kinerja("up", "--fresh");
        assertThat(first.exit).isZero();
        assertThat(first.output)
                .contains("Building (the first time takes longest; log in .kinerja/build/build.log)")
                .containsPattern("Built in \\d+ s")
                .containsPattern("java: .*-cp .kinerja/build/launcher.jar:local-stack/target/lib/\\*"
                        + " id.kinerja.stack.launcher.Kinerja up --fresh");
        assertThat(mavenCalls())
                .containsExactly(jdk + ": -B -ntp -T 1C -DskipTests -Dspotless.check.skip -Djacoco.skip package");
    }

    @Test
    void only_a_change_of_what_goes_into_the_jars_builds_again() throws Exception {
        kinerja("up");
        source("planning-service/src/test/java/PlanTest.java", "class PlanTest { int x; }");
        assertThat(kinerja("up").output).doesNotContain("Building");
        assertThat(mavenCalls()).hasSize(1);

        source("planning-service/src/main/java/Plan.java", "class Plan { int x; }");
        assertThat(kinerja("demo").output).contains("Building (sources have changed");
        source("planning-service/src/main/java/New.java", "class New {}");
        kinerja("up");
        assertThat(mavenCalls()).hasSize(3);
    }

    @Test
    void a_jar_that_is_gone_is_built_again() throws Exception {
        kinerja("up");
        Files.delete(root.resolve("gateway/target/gateway-0.1.0-SNAPSHOT.jar"));
        kinerja("up");
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void a_failed_build_shows_its_errors_and_starts_nothing() throws Exception {
        var failed = kinerja(List.of("FAKE_FAILURE=Plan.java:[1] cannot find symbol"), "up");
        assertThat(failed.exit).isEqualTo(1);
        assertThat(failed.output)
                .contains("[ERROR] Plan.java:[1] cannot find symbol")
                .contains("The build failed; the whole log is ")
                .doesNotContain("java: ");
        assertThat(kinerja("up").output).contains("Building");
    }

    @Test
    void what_is_missing_is_named_with_how_to_get_it() throws Exception {
        assertThat(kinerja(List.of("FAKE_MAVEN=3.6.3"), "up").output)
                .contains("Maven 3.8 or newer to build; mvn is version 3.6.3.")
                .contains("apt install maven");
        Files.delete(tools.resolve("mvn"));
        assertThat(kinerja("up").output).contains("mvn was not found").contains("brew install maven");
        Files.delete(tools.resolve("git"));
        assertThat(kinerja("up").output).contains("git").contains("apt install git");
        source("jdk/release", "JAVA_VERSION=\"21.0.1\"\n");
        var wrong = kinerja("up");
        assertThat(wrong.exit).isEqualTo(1);
        assertThat(wrong.output).contains("KINERJA_JAVA_HOME (" + jdk + ") is not a JDK 25.");
    }

    @Test
    void what_is_misspelt_is_noticed_before_anything_is_built() throws Exception {
        for (var line : List.of("start", "up --new", "up fresh", "demo --teachers")) {
            var misused = kinerja(line.split(" ", -1));
            assertThat(misused.exit).as(line).isEqualTo(2);
            assertThat(misused.output).as(line).contains("./kinerja help");
        }
        assertThat(root.resolve("maven-calls")).doesNotExist();
        assertThat(kinerja("demo", "--teachers=3", "--school", "20306578", "--keep").exit)
                .isZero();
    }

    @Test
    void what_looks_at_a_stack_builds_nothing() throws Exception {
        var status = kinerja("status");
        assertThat(status.exit).isEqualTo(1);
        assertThat(status.output).contains("Nothing has been built yet");
        kinerja("up");
        assertThat(kinerja("token", "a@dinas.belajar.id").output).contains("Kinerja token a@dinas.belajar.id");
        assertThat(mavenCalls()).hasSize(1);
    }

    @Test
    void test_runs_maven_on_the_right_jdk_and_leaves_a_current_build() throws Exception {
        kinerja("test", "-pl", "gateway");
        kinerja("test");
        assertThat(mavenCalls()).containsExactly(jdk + ": verify -T 1C -pl gateway", jdk + ": verify -T 1C");
        assertThat(kinerja("up").output).doesNotContain("Building");
    }

    @Test
    void help_needs_nothing() throws Exception {
        Files.delete(tools.resolve("git"));
        var help = kinerja("help");
        assertThat(help.exit).isZero();
        assertThat(help.output).contains("up [--fresh]", "demo [--school NPSN]", "token ACCOUNT", "test");
        assertThat(kinerja().output).isEqualTo(help.output);
    }

    private Outcome kinerja(String... arguments) throws Exception {
        return kinerja(List.of(), arguments);
    }

    private Outcome kinerja(List<String> variables, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", root.resolve("kinerja").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", root.toString());
        builder.environment().put("KINERJA_JAVA_HOME", jdk.toString());
        for (var variable : variables) {
            var equals = variable.indexOf('=');
            builder.environment().put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        var process = builder.start();
        try (var out = process.getInputStream()) {
            var output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output);
        }
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(root.resolve("maven-calls"));
    }

    private void source(String path, String content) throws IOException {
        var file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static void script(Path path, String content) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path found(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
