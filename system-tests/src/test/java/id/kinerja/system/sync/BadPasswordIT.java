package id.kinerja.system.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.LedgerComparison;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.ManagedProcess;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A password that BKN refuses is somebody's account about to be locked: it is not tried again until a person says so. */
class BadPasswordIT {

    @TempDir
    private Path home;

    @Test
    void a_refused_password_is_tried_once_through_restarts_and_by_a_second_instance() throws Exception {
        var wrong = Map.of("KINERJA_BKN_SSO_PASSWORD", "not-the-password");
        try (var system = new SyncSystem(home, 5, wrong)) {
            var people = system.people(12);
            SyncSystem.bySchool(people).forEach((npsn, members) -> {
                members.forEach(system.platform()::decide);
                system.platform().close(npsn, members);
            });
            system.platform().flush();
            awaitBlocked(system.sync());
            for (int kill = 0; kill < 2; kill++) {
                system.sync().kill();
                system.sync().restart();
                awaitBlocked(system.sync());
            }
            var second = system.secondSync();
            awaitBlocked(second);
            system.sync().kill();
            var killed = Instant.now();
            // A lease beyond that of the killed one is the other's: whatever is sent, it sends.
            await().atMost(SyncSystem.PATIENCE)
                    .until(() -> heldUntil(system, second).isAfter(killed.plus(SyncSystem.LEASE)));
            assertThat(refused(system)).isEqualTo(1);
            second.stop();

            var repaired = system.secondSync(Map.of("KINERJA_BKN_SSO_PASSWORD", "sim-password"));
            awaitBlocked(repaired);
            assertThat(refused(system)).isEqualTo(1);
            api(system, repaired).change(SchoolPeriod.OPERATOR, "POST", "/lanes/siasn", "/release", Map.of());

            await().atMost(SyncSystem.PATIENCE)
                    .untilAsserted(() -> assertThat(LedgerComparison.of(
                                            system.platform().decisions(),
                                            system.simulator().ledger())
                                    .missing())
                            .isEmpty());
            assertThat(refused(system)).isEqualTo(1);
        }
    }

    private static long refused(SyncSystem system) {
        return system.simulator().state().at("/tokensIssued/badPasswords").asLong(-1);
    }

    private static ApiClient api(SyncSystem system, ManagedProcess instance) {
        return new ApiClient(instance.url(), new Tokens(system.stack().url("issuer")), Duration.ofMinutes(1));
    }

    /** Until when an instance has the lanes for itself, unless it renews. */
    private static Instant heldUntil(SyncSystem system, ManagedProcess asked) {
        var lane = api(system, asked).get(SchoolPeriod.OPERATOR, "/lanes/siasn").body();
        return Instant.parse(lane.path("heldUntil").asString());
    }

    /** The instance has looked at the lane, and does nothing on it. */
    private static void awaitBlocked(ManagedProcess instance) {
        await().atMost(SyncSystem.PATIENCE).ignoreExceptions().until(() -> {
            try (var client = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(instance.url().resolve("/actuator/prometheus"))
                        .build();
                return client.send(request, BodyHandlers.ofString())
                        .body()
                        .lines()
                        .anyMatch(line -> line.startsWith("kinerja_lane_blocked{")
                                && line.contains("\"siasn\"")
                                && line.endsWith(" 1.0"));
            }
        });
    }
}
