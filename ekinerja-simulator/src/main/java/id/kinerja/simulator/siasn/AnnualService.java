package id.kinerja.simulator.siasn;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.AnnualRecord;
import id.kinerja.simulator.record.Stored.Document;
import id.kinerja.simulator.record.Stored.Person;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.Settings;
import id.kinerja.simulator.scenario.SimulatorClock;
import id.kinerja.simulator.siasn.SaveBody.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** S4 and S5: the annual result, {@code bkn-contract.md} 2.2, 2.4 and 3. */
@Component
public class AnnualService {

    private static final Map<String, FieldType> FIELDS = Map.ofEntries(
            Map.entry("id", FieldType.TEXT),
            Map.entry("pnsDinilaiOrang", FieldType.TEXT),
            Map.entry("tahun", FieldType.INTEGER),
            Map.entry("hasilKinerjaNilai", FieldType.INTEGER),
            Map.entry("perilakuKerjaNilai", FieldType.INTEGER),
            Map.entry("kuadranKinerjaNilai", FieldType.INTEGER),
            Map.entry("penilaiNipNrp", FieldType.TEXT),
            Map.entry("penilaiNama", FieldType.TEXT),
            Map.entry("penilaiJabatan", FieldType.TEXT),
            Map.entry("penilaiGolongan", FieldType.TEXT),
            Map.entry("penilaiUnorNama", FieldType.TEXT),
            Map.entry("statusPenilai", FieldType.TEXT),
            Map.entry("path", FieldType.LIST));

    /** [I] The formal list is unknown; these are what a result cannot do without. */
    private static final List<String> REQUIRED =
            List.of("PnsDinilaiOrang", "Tahun", "HasilKinerjaNilai", "PerilakuKerjaNilai", "KuadranKinerjaNilai");

    private final Records records;
    private final CurrentSettings settings;
    private final SimulatorClock clock;

    AnnualService(Records records, CurrentSettings settings, SimulatorClock clock) {
        this.records = records;
        this.settings = settings;
        this.clock = clock;
    }

    /** {@code GET /pns/rw-skp22/{nip}} [E]. */
    public Reply list(Call call) {
        Settings now = settings.get();
        Optional<Person> person = records.person(call.variable("nip"));
        if (person.isEmpty()) {
            return Replies.notFound(now.personNotFound(), true);
        }
        List<AnnualRecord> rows = records.annualOf(person.get());
        return rows.isEmpty()
                ? Replies.notFound(now.rowsNotFound(), true)
                : Replies.data(rows.stream().map(row -> row(row, now)).toList());
    }

    /** {@code GET /skp22/id/{id}} [E]. */
    public Reply read(Call call) {
        Settings now = settings.get();
        return records.annual(call.variable("id"))
                .map(record -> Replies.data(row(record, now)))
                .orElseGet(() -> Replies.notFound(now.rowsNotFound(), false));
    }

    /** {@code POST /skp22/save}: [E] the same person and year replaces the row. */
    public Reply save(Call call) {
        Settings now = settings.get();
        SaveBody body = SaveBody.read(call.body(), FIELDS);
        if (body.refusal() != null) {
            return body.refusal();
        }
        Reply missing = body.missing(REQUIRED, now.validationStatus());
        if (missing != null) {
            return missing;
        }
        Reply impossible = Replies.impossibleRatings(
                body.integer("hasilKinerjaNilai"),
                body.integer("perilakuKerjaNilai"),
                body.integer("kuadranKinerjaNilai"),
                now.checkQuadrant());
        if (impossible != null) {
            return impossible;
        }
        if (now.refusedYears().contains(body.integer("tahun"))) {
            return Replies.refused("Tahun penilaian tidak dapat diproses");
        }
        return records.change(change -> {
            Optional<Person> person = change.now().personByBknId(body.text("pnsDinilaiOrang"));
            if (person.isEmpty()) {
                return Replies.echoNotFound();
            }
            Optional<AnnualRecord> same = change.now().annual(person.get().bknId(), body.integer("tahun"));
            String givenId = body.text("id");
            if (!givenId.isEmpty()
                    && !same.map(AnnualRecord::recordId).filter(givenId::equals).isPresent()) {
                Reply foreign = Replies.foreignId(now.foreignRecordId());
                if (foreign != null) {
                    return foreign;
                }
            }
            AnnualRecord record = replacement(person.get(), same, body, now);
            change.put(record);
            return Replies.accepted(record.recordId(), now.mapDataAsObject() ? "rwSkpId" : null);
        });
    }

    private AnnualRecord replacement(Person person, Optional<AnnualRecord> old, SaveBody body, Settings now) {
        Map<String, Document> named = body.documents();
        return new AnnualRecord(
                old.filter(row -> !now.renewRecordId())
                        .map(AnnualRecord::recordId)
                        .orElseGet(() -> UUID.randomUUID().toString()),
                person.nip(),
                person.bknId(),
                body.integer("tahun"),
                body.integer("hasilKinerjaNilai"),
                body.integer("perilakuKerjaNilai"),
                // [I] As sent: nothing shows that BKN computes or checks it.
                body.integer("kuadranKinerjaNilai"),
                body.text("penilaiNipNrp"),
                body.text("penilaiNama"),
                body.text("penilaiJabatan"),
                body.text("penilaiGolongan"),
                body.text("penilaiUnorNama"),
                body.text("statusPenilai"),
                named.isEmpty() && now.keepDocuments()
                        ? old.map(AnnualRecord::documents).orElse(Map.of())
                        : named,
                old.map(AnnualRecord::saves).orElse(0) + 1,
                clock.instant());
    }

    /** [E] Names and odd capitals as four unrelated clients read them. */
    private static ObjectNode row(AnnualRecord r, Settings now) {
        return Json.object(
                "id", r.recordId(),
                "tahun", now.yearAsText() ? String.valueOf(r.year()) : r.year(),
                "pnsDinilaiId", r.bknPersonId(),
                "hasilKinerja", Replies.ratingText(r.workResult()),
                "hasilKinerjaNilai", Replies.rating(r.workResult(), now.decimalRatings()),
                "perilakuKerja", Replies.ratingText(r.workBehaviour()),
                "PerilakuKerjaNilai", Replies.rating(r.workBehaviour(), now.decimalRatings()),
                "kuadranKinerja", Replies.quadrantText(r.quadrant()),
                "KuadranKinerjaNilai", Replies.rating(r.quadrant(), now.decimalRatings()),
                "namaPenilai", r.assessorName(),
                "nipNrpPenilai", r.assessorNip(),
                "penilaiGolonganId", r.assessorGrade(),
                "penilaiJabatanNm", r.assessorPosition(),
                "penilaiUnorNm", r.assessorUnit(),
                "statusPenilai", r.assessorStatus(),
                "path", Replies.path(r.documents()));
    }
}
