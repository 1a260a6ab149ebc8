package id.kinerja.system.faults;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.demo.ApiClient;
import id.kinerja.stack.demo.DemoPeople;
import id.kinerja.stack.demo.LedgerComparison;
import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.School;
import id.kinerja.stack.demo.SchoolPeriod;
import id.kinerja.stack.demo.Simulator;
import id.kinerja.stack.demo.Tokens;
import id.kinerja.stack.supervisor.Installation;
import id.kinerja.stack.supervisor.Ports;
import id.kinerja.stack.supervisor.Stack;
import id.kinerja.stack.supervisor.StackFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** All processes, and a school of its own for each test. */
final class WholeSystem implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Waits that suit BKN are scaled to a simulator that answers at once. */
    static final Map<String, String> SYNC = Map.of(
            "KINERJA_DELIVERY_LONGESTPROCESSING", "5s",
            "KINERJA_DELIVERY_FIRSTRETRY", "1s",
            "KINERJA_DELIVERY_LONGESTRETRY", "10s",
            "KINERJA_LANE_PAUSE", "2s",
            "KINERJA_LANE_LONGESTPAUSE", "10s",
            "KINERJA_BKN_BREAKER_OPENFOR", "5s");

    private final Iterator<String> npsns = School.npsns("SD").iterator();
    private final Path home;
    private final Stack stack;

    WholeSystem(Path home) throws StackFailure {
        this.home = home;
        this.stack = Stack.of(Installation.find())
                .home(home)
                .ports(Ports.free())
                .environment("bkn-sync", SYNC)
                .start();
    }

    Stack stack() {
        return stack;
    }

    SchoolPeriod school(int teachers, URI api) {
        var cast = DemoPeople.of(School.find(npsns.next()).orElseThrow(), teachers, 7);
        return new SchoolPeriod(cast, client(api), new Simulator(stack.url("simulator")), PATIENCE);
    }

    ApiClient client(URI api) {
        return new ApiClient(api, new Tokens(stack.url("issuer")), PATIENCE);
    }

    /** A school whose plans all wait for their approval. */
    SchoolPeriod schoolAwaitingApproval(int teachers) {
        var period = school(teachers, stack.url("gateway"));
        period.introduceToSimulator();
        period.importRoster();
        period.each(period.cast().appraised(), period::draft);
        period.each(period.cast().appraised(), period::submit);
        return period;
    }

    /** Waits until everything has arrived, and looks for what should not have. */
    void everyDecisionIsAtEKinerjaOnce(SchoolPeriod period) {
        period.awaitComplete();
        var comparison = LedgerComparison.of(
                period.decisions(),
                new Simulator(stack.url("simulator"))
                        .ledger()
                        .about(period.cast().everybody()));
        assertThat(comparison.missing()).isEmpty();
        // The assumed intake for plans is asked again after an unknown outcome and keeps one record: that is its
        // contract.
        assertThat(comparison.unexpected())
                .filteredOn(entry -> !entry.matches("(plan|observation) .*: saved \\d+ times"))
                .isEmpty();
        var operator = client(stack.url("gateway"));
        for (var service : List.of("planning", "observation", "assessment", "bkn-sync")) {
            assertThat(operator.get(SchoolPeriod.OPERATOR, "/operations/%s/dead-letters".formatted(service))
                            .body()
                            .path("items"))
                    .as("dead letters of %s", service)
                    .isEmpty();
        }
    }

    /** Looks through everything that any process has printed. */
    void noLogNames(List<Person> people) throws IOException {
        try (var logs = Files.list(home.resolve("logs"))) {
            for (var log : logs.toList()) {
                var text = Files.readString(log);
                for (var person : people) {
                    assertThat(text.contains(person.account()) || text.contains(person.name()))
                            .as("%s names %s", log.getFileName(), person.account())
                            .isFalse();
                    if (person.isCivilServant()) {
                        assertThat(text.contains(person.requireNip()))
                                .as("%s has the NIP of %s", log.getFileName(), person.account())
                                .isFalse();
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        stack.close();
    }
}
