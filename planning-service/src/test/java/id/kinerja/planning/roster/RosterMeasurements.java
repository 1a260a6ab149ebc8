package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.OperatingSystemMXBean;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.ServiceSuite;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * How long the roster of a regency takes, and how much work that is: prints, and asserts nothing about time. No part of the suite; run it with
 * {@code -Dtest=RosterMeasurements}. Broker, database, issuer and service share one JVM and the machine's processors.
 */
class RosterMeasurements extends ServiceSuite {

    private static final String IMPORTS = "/api/v1/roster-imports";
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    @Autowired
    private MongoTemplate mongo;

    @Test
    void a_regency_of_619_schools_and_7_700_people() {
        var roster = new InventedRoster(619, 7_700);
        measured("619 schools", "schools", roster.schools());
        measured("7,700 people", "employees", roster.employees());
        measured("the same 7,700 people again", "employees", roster.employees());
    }

    private void measured(String what, String kind, String csv) {
        Api operator = as("operator@dinas.belajar.id", "operator");
        long start = System.nanoTime();
        long worked = PROCESS.getProcessCpuTime();
        var accepted = operator.postCsv(IMPORTS + "?kind=" + kind, csv);
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
        long validated = System.nanoTime();
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> operator.get(
                                IMPORTS + "/" + accepted.body().path("id").asString())
                        .body()
                        .path("status")
                        .asString()
                        .equals("COMPLETED"));
        long imported = System.nanoTime();
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> mongo.getCollection("schools").countDocuments(pending()) == 0
                        && mongo.getCollection("employees").countDocuments(pending()) == 0);
        System.out.printf(
                "measured: %s: checked and accepted after %d ms, imported after %d ms, all events told after %d ms, %d ms of processor%n",
                what,
                millis(start, validated),
                millis(start, imported),
                millis(start, System.nanoTime()),
                millis(worked, PROCESS.getProcessCpuTime()));
    }

    private static org.bson.conversions.Bson pending() {
        return com.mongodb.client.model.Filters.exists("relayAfter");
    }

    private static long millis(long from, long to) {
        return TimeUnit.NANOSECONDS.toMillis(to - from);
    }
}
