package id.kinerja.simulator.control;

import id.kinerja.simulator.call.CallJournal;
import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.door.Gateway;
import id.kinerja.simulator.record.NewestResults;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.scenario.Faults;
import id.kinerja.simulator.scenario.SimulatorClock;
import id.kinerja.simulator.token.TokenServices;
import id.kinerja.simulator.token.Tokens;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Everything worth seeing at a glance; the web page shows it. */
@RestController
class StateControl {

    private static final int RECENT = 15;

    record State(
            boolean simulator,
            String notice,
            Instant now,
            long clockOffsetSeconds,
            TokenCounts tokensIssued,
            CallCounts calls,
            Records.Counts records,
            List<Faults.Active> faults,
            @Nullable Instant suspendedUntil,
            long throttledCalls,
            List<CallJournal.Entry> recent,
            List<HeldResult> newestResults) {}

    /** A result with its person under the pseudonym of the journal. */
    record HeldResult(
            NewestResults.Kind kind,
            String person,
            int year,
            int workResult,
            int workBehaviour,
            int quadrant,
            int saves,
            Instant updatedAt) {}

    record TokenCounts(long apim, long sso, long badPasswords) {}

    record CallCounts(long total, int inFlight, int maxInFlight, Map<Operation, CallJournal.Count> byOperation) {}

    private final SimulatorClock clock;
    private final Tokens tokens;
    private final TokenServices tokenServices;
    private final CallJournal journal;
    private final Records records;
    private final Faults faults;
    private final Gateway gateway;

    StateControl(
            SimulatorClock clock,
            Tokens tokens,
            TokenServices tokenServices,
            CallJournal journal,
            Records records,
            Faults faults,
            Gateway gateway) {
        this.clock = clock;
        this.tokens = tokens;
        this.tokenServices = tokenServices;
        this.journal = journal;
        this.records = records;
        this.faults = faults;
        this.gateway = gateway;
    }

    @GetMapping("/simulator/state")
    State state() {
        Map<Operation, CallJournal.Count> counts = journal.counts();
        long total =
                counts.values().stream().mapToLong(CallJournal.Count::calls).sum();
        return new State(
                true,
                "SIMULATOR: not a service of BKN; nothing here reaches BKN",
                clock.instant(),
                clock.offset().toSeconds(),
                new TokenCounts(tokens.apimIssued(), tokens.ssoIssued(), tokenServices.badPasswords()),
                new CallCounts(total, journal.inFlight(), journal.maxInFlight(), counts),
                records.counts(),
                faults.inForce(),
                gateway.suspendedUntil(),
                gateway.throttled(),
                journal.newest(RECENT, null, null),
                records.newest().stream().map(this::held).toList());
    }

    private HeldResult held(NewestResults.Result result) {
        return new HeldResult(
                result.kind(),
                journal.pseudonym(result.nip()),
                result.year(),
                result.workResult(),
                result.workBehaviour(),
                result.quadrant(),
                result.saves(),
                result.updatedAt());
    }
}
