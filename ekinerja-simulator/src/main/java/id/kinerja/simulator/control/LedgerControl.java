package id.kinerja.simulator.control;

import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.AnnualRecord;
import id.kinerja.simulator.record.Stored.ObservationRecord;
import id.kinerja.simulator.record.Stored.PeriodicRecord;
import id.kinerja.simulator.record.Stored.Person;
import id.kinerja.simulator.record.Stored.PlanRecord;
import id.kinerja.simulator.record.Stored.Removed;
import id.kinerja.simulator.scenario.SimulatorClock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the simulated BKN holds, seen from outside, and rows put or taken behind the client's back. */
@RestController
@RequestMapping("/simulator/ledger")
class LedgerControl {

    record Ledger(
            List<AnnualRecord> annual,
            List<PeriodicRecord> periodic,
            List<PlanRecord> plans,
            List<ObservationRecord> observations) {}

    /** A row that somebody else wrote: it counts no save of ours. */
    record Foreign(
            String nip,
            Integer year,
            Integer workResult,
            Integer workBehaviour,
            Integer quadrant,
            @Nullable String assessorNip,
            @Nullable String assessorName) {}

    private final Records records;
    private final SimulatorClock clock;

    LedgerControl(Records records, SimulatorClock clock) {
        this.records = records;
        this.clock = clock;
    }

    @GetMapping
    Ledger ledger(@RequestParam(required = false) @Nullable String nip) {
        return new Ledger(
                of(nip, records.annual(), AnnualRecord::nip),
                of(nip, records.periodic(), PeriodicRecord::nip),
                of(nip, records.plans(), PlanRecord::nip),
                of(nip, records.observations(), ObservationRecord::nip));
    }

    @PostMapping("/annual")
    @ResponseStatus(HttpStatus.CREATED)
    AnnualRecord plant(@RequestBody Foreign row) {
        return records.change(change -> {
            Person person = change.now()
                    .person(row.nip())
                    .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such person"));
            AnnualRecord old = change.now().annual(person.bknId(), row.year()).orElse(null);
            AnnualRecord record = new AnnualRecord(
                    old == null ? UUID.randomUUID().toString() : old.recordId(),
                    person.nip(),
                    person.bknId(),
                    row.year(),
                    row.workResult(),
                    row.workBehaviour(),
                    row.quadrant(),
                    row.assessorNip() == null ? "" : row.assessorNip(),
                    row.assessorName() == null ? "" : row.assessorName(),
                    "",
                    "",
                    "",
                    "ASN",
                    Map.of(),
                    old == null ? 0 : old.saves(),
                    clock.instant());
            change.put(record);
            return record;
        });
    }

    @DeleteMapping("/{recordId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String recordId) {
        records.change(change -> {
            if (change.now().ownerOf(recordId).isEmpty()) {
                throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such record");
            }
            change.put(new Removed(recordId));
            return recordId;
        });
    }

    private static <T> List<T> of(@Nullable String nip, List<T> rows, Function<T, String> owner) {
        return nip == null
                ? rows
                : rows.stream().filter(row -> owner.apply(row).equals(nip)).toList();
    }
}
