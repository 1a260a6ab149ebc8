package id.kinerja.system.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.ApiRefusal;
import id.kinerja.stack.demo.Cast;
import id.kinerja.stack.demo.DevelopmentSchool;
import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.Simulator;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of {@code ./kinerja}: each command is run as it stands there. */
class LauncherIT {

    private static final List<String> PROCESSES = List.of(
            "kafka", "mongo", "issuer", "simulator", "planning", "observation", "assessment", "bkn-sync", "gateway");
    private static final int INTERRUPTED = 130;

    @TempDir
    private Path temporary;

    private final Cast cast = DevelopmentSchool.cast();
    private Path home;
    private Launcher kinerja;

    @BeforeEach
    void launcher() throws IOException {
        home = temporary.resolve("home");
        kinerja = new Launcher(home, Files.createDirectory(temporary.resolve("output")), Ports.free());
    }

    @Test
    void up_stays_until_it_is_told_to_end_and_keeps_its_data_until_they_are_unwanted() throws Exception {
        String plan;
        try (var up = kinerja.start("up")) {
            up.awaitWords("Ready after");
            assertThat(up.printed())
                    .contains("API          %s/api/v1".formatted(kinerja.url("gateway")))
                    .contains(
                            cast.principal().account(),
                            cast.teachers().getFirst().account());
            statusShowsEverythingReady(up);
            nobodyElseGetsItsHomeOrItsPorts(up);
            plan = walk(cast.teachers().getFirst());

            var started = up.started();
            up.interrupt();
            assertThat(up.ended().code()).isEqualTo(INTERRUPTED);
            assertThat(started).hasSize(PROCESSES.size()).noneMatch(ProcessHandle::isAlive);
            assertThat(kinerja.run("status").code()).isEqualTo(1);
        }

        try (var up = kinerja.start("up")) {
            up.awaitWords("Ready after");
            assertThat(up.printed()).doesNotContain("importing");
            assertThat(teacher()
                            .get(cast.teachers().getFirst().account(), plan)
                            .body()
                            .path("status")
                            .asString())
                    .isEqualTo("AGREED");

            var started = up.started();
            var down = kinerja.run("down");
            assertThat(down.code()).isZero();
            assertThat(down.printed())
                    .contains("Stopping everything (supervisor %d)".formatted(up.pid()), "Everything is stopped.");
            assertThat(started).noneMatch(ProcessHandle::isAlive);
        }

        try (var up = kinerja.start("up", "--fresh")) {
            up.awaitWords("Ready after");
            assertThat(up.printed()).contains("emptying", "importing");
            assertThatThrownBy(() -> teacher().get(cast.teachers().getFirst().account(), plan))
                    .isInstanceOfSatisfying(
                            ApiRefusal.class,
                            refusal -> assertThat(refusal.status()).isEqualTo(404));
        }
    }

    @Test
    void ctrl_c_while_it_starts_leaves_nothing_behind() throws Exception {
        try (var up = kinerja.start("up")) {
            await().atMost(Duration.ofMinutes(2)).until(() -> up.started().size() >= 3);
            var started = up.started();

            up.interrupt();

            assertThat(up.ended().code()).isEqualTo(INTERRUPTED);
            assertThat(started).noneMatch(ProcessHandle::isAlive);
            assertThat(kinerja.run("status").printed()).contains("Nothing is running");
        }
    }

    @Test
    void a_demo_ends_with_what_reached_e_kinerja_and_can_be_kept_to_be_looked_at() throws Exception {
        var line = "demo: 3 plans approved, 3 observations recorded, 2 results at e-Kinerja, 0 missing, 0 unexpected";
        try (var demo = kinerja.start("demo", "--teachers", "2", "--keep")) {
            demo.awaitWords("unexpected");
            assertThat(demo.printed().lines()).endsWith(line);
            assertThat(demo.printed())
                    .contains("planning is over: 3 of 3 people are late")
                    .containsPattern("the principal's plan is marked as late; days: [1-9]")
                    .contains("0 people are late now", "1 of 2 teachers support none", "0 of 2 teachers support none");
            var kept = Pattern.compile("KINERJA_HOME=(\\S+)").matcher(demo.printed());
            assertThat(kept.find()).isTrue();
            assertThat(kinerja.at(Path.of(kept.group(1))).run("status").code()).isZero();

            demo.interrupt();

            assertThat(demo.ended().code()).isEqualTo(INTERRUPTED);
            assertThat(Path.of(kept.group(1))).doesNotExist();
        }
    }

    private void statusShowsEverythingReady(Launcher.Running up) throws Exception {
        var status = kinerja.run("status");
        assertThat(status.code()).isZero();
        assertThat(status.printed()).containsPattern("supervisor +running +%d +\\d+ MB".formatted(up.pid()));
        assertThat(PROCESSES)
                .allSatisfy(name -> assertThat(status.printed()).containsPattern(name + " +ready +\\d+ +\\d+ MB"));
    }

    private void nobodyElseGetsItsHomeOrItsPorts(Launcher.Running up) throws Exception {
        var second = kinerja.run("up");
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.printed()).contains("Kinerja is running already (pid %d)".formatted(up.pid()));

        var elsewhere = kinerja.at(temporary.resolve("elsewhere")).run("up");
        assertThat(elsewhere.code()).isEqualTo(1);
        assertThat(elsewhere.printed()).contains("KINERJA_PORT_GATEWAY");
    }

    /** The README's walk with curl, typed as it is there; gives the path of the plan that it ends with. */
    private String walk(Person teacher) throws Exception {
        var plan = "/plans/%s:2026"
                .formatted(teacher()
                        .get(teacher.account(), "/me")
                        .body()
                        .at("/employee/employeeId")
                        .asString());
        var readme = Files.readString(Installation.find().root().resolve("README.md"));
        var section = readme.substring(readme.indexOf("## A walk with curl"), readme.indexOf("## Deploy"));
        var script = new StringBuilder("set -euo pipefail\n");
        Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(section)
                .results()
                .forEach(block -> script.append(block.group(1)));
        var typed = script.toString()
                .replaceAll("(?m)^TEACHER=\\S+", "TEACHER=" + teacher.account())
                .replaceAll(
                        "(?m)^PRINCIPAL=\\S+", "PRINCIPAL=" + cast.principal().account())
                .replace("http://127.0.0.1:8080", kinerja.url("gateway").toString())
                .replace("http://127.0.0.1:8090", kinerja.url("simulator").toString())
                .replace("/plans/<employeeId>:2026", plan);
        var folder = Files.createDirectory(temporary.resolve("walk"));
        Files.createFile(
                folder.resolve("kinerja"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(folder.resolve("kinerja"), kinerja.shell());
        var process = new ProcessBuilder("bash", "-c", typed)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said)
                .containsSubsequence(
                        "\"account\":\"" + teacher.account(),
                        "201",
                        "\"status\":\"DRAFT\"",
                        "\"complete\":true",
                        "\"status\":\"SUBMITTED\"",
                        "\"code\":\"not-allowed\"",
                        "\"items\":[{",
                        "\"status\":\"AGREED\"");
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(
                                new Simulator(kinerja.url("simulator")).ledger().plans())
                        .hasSize(1));
        return plan;
    }

    private ApiClient teacher() {
        return new ApiClient(kinerja.url("gateway"), new Tokens(kinerja.url("issuer")), Duration.ofSeconds(30));
    }
}
