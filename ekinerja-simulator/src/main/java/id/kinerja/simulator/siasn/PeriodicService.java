package id.kinerja.simulator.siasn;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.Document;
import id.kinerja.simulator.record.Stored.PeriodicRecord;
import id.kinerja.simulator.record.Stored.Person;
import id.kinerja.simulator.record.Stored.Removed;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.Settings;
import id.kinerja.simulator.scenario.SimulatorClock;
import id.kinerja.simulator.siasn.SaveBody.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** S6: monthly and quarterly results, {@code bkn-contract.md} 2.3: [I] no replacement, so duplicates appear. */
@Component
public class PeriodicService {

    /** [E] The names, in the order of a recorded reply. */
    private static final List<String> REQUIRED = List.of(
            "PnsDinilaiId",
            "KoefisienId",
            "BulanMulaiPenilaian",
            "BulanSelesaiPenilaian",
            "TahunMulaiPenilaian",
            "TahunSelesaiPenilaian",
            "PeriodikId");

    private final Records records;
    private final CurrentSettings settings;
    private final SimulatorClock clock;

    PeriodicService(Records records, CurrentSettings settings, SimulatorClock clock) {
        this.records = records;
        this.settings = settings;
        this.clock = clock;
    }

    /** {@code GET /pns/rw-kinerjaperiodik/{nip}} [E]. */
    public Reply list(Call call) {
        Settings now = settings.get();
        Optional<Person> person = records.person(call.variable("nip"));
        if (person.isEmpty()) {
            return Replies.notFound(now.personNotFound(), true);
        }
        List<PeriodicRecord> rows = records.periodicOf(person.get());
        return rows.isEmpty()
                ? Replies.notFound(now.rowsNotFound(), true)
                : Replies.data(
                        rows.stream().map(row -> row(row, person.get(), now)).toList());
    }

    /** {@code POST /kinerjaperiodik/save} [E]; with a known id it updates. */
    public Reply save(Call call) {
        Settings now = settings.get();
        SaveBody body = SaveBody.read(call.body(), fields(now));
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
        return records.change(change -> {
            Optional<Person> person = change.now().personByBknId(body.text("pnsDinilaiId"));
            if (person.isEmpty()) {
                return Replies.echoNotFound();
            }
            String givenId = body.text("id");
            PeriodicRecord old = change.now()
                    .periodic(givenId)
                    .filter(row -> row.bknPersonId().equals(person.get().bknId()))
                    .orElse(null);
            if (old == null && !givenId.isEmpty()) {
                Reply foreign = Replies.foreignId(now.foreignRecordId());
                if (foreign != null) {
                    return foreign;
                }
            }
            PeriodicRecord record = record(person.get(), old, body, now);
            change.put(record);
            return Replies.accepted(record.recordId(), now.mapDataAsObject() ? "rwKinerjaPeriodikId" : null);
        });
    }

    /** {@code DELETE /kinerjaperiodik/delete/{id}} [E]; the answer's form is [I]. */
    public Reply delete(Call call) {
        String id = call.variable("id");
        return records.change(change -> {
            if (change.now().periodic(id).isEmpty()) {
                return Replies.echoNotFound();
            }
            change.put(new Removed(id));
            return Reply.ok(Json.object("success", true, "message", "success")).afterStoring();
        });
    }

    private PeriodicRecord record(Person person, @Nullable PeriodicRecord old, SaveBody body, Settings now) {
        Map<String, Document> named = body.documents();
        return new PeriodicRecord(
                old == null ? UUID.randomUUID().toString() : old.recordId(),
                person.nip(),
                person.bknId(),
                body.integer("tahun"),
                body.text("periodikId"),
                body.text("koefisienId"),
                body.text("bulanMulaiPenilaian"),
                body.text("bulanSelesaiPenilaian"),
                body.integer("tahunMulaiPenilaian"),
                body.integer("tahunSelesaiPenilaian"),
                body.integer("hasilKinerjaNilai"),
                body.integer("perilakuKerjaNilai"),
                body.integer("kuadranKinerjaNilai"),
                body.text("penilaiNipNrp"),
                body.text("penilaiNama"),
                // [E] penilaiJabatanNama by most, penilaiJabatan by one that is not told that it is missing.
                body.text("penilaiJabatanNama").isEmpty()
                        ? body.text("penilaiJabatan")
                        : body.text("penilaiJabatanNama"),
                body.text("penilaiGolongan"),
                body.text("penilaiUnorNama"),
                body.text("statusPenilai"),
                named.isEmpty() && old != null && now.keepDocuments() ? old.documents() : named,
                old == null ? 1 : old.saves() + 1,
                clock.instant());
    }

    /** [E] The names (koefisenId is theirs); there are no month fields, so a period cannot be matched [I]. */
    private ObjectNode row(PeriodicRecord r, Person person, Settings now) {
        return Json.object(
                "id", r.recordId(),
                "tahun", now.yearAsText() ? String.valueOf(r.year()) : r.year(),
                "nip", person.nip(),
                "nama", person.name(),
                "hasilKinerja", Replies.ratingText(r.workResult()),
                "hasilKinerjaNilai", Replies.rating(r.workResult(), now.decimalRatings()),
                "instansiId", "SIMULATOR-INSTANSI",
                "instansiNama", "SIMULATOR",
                "jabatan", person.position(),
                "koefisenId", r.coefficientId(),
                "kriteria", "",
                "kuadranKinerjaNilai", Replies.rating(r.quadrant(), now.decimalRatings()),
                "kuadranNilai", Replies.quadrantText(r.quadrant()),
                "namaPenilai", r.assessorName(),
                "penilaiGolonganId", r.assessorGrade(),
                "penilaiJabatanNama", r.assessorPosition(),
                "penilaiNipNrp", r.assessorNip(),
                "penilaiPnsId",
                        records.person(r.assessorNip()).map(Person::bknId).orElse(""),
                "penilaiUnorNm", r.assessorUnit(),
                "perilakuKerja", Replies.ratingText(r.workBehaviour()),
                "perilakuKerjaNilai", Replies.rating(r.workBehaviour(), now.decimalRatings()),
                "periodikId", r.periodKind(),
                "periodikNama", r.periodKind().equals("1") ? "Bulanan" : "Triwulan",
                "persentase", "100",
                "pnsDinilaiId", r.bknPersonId(),
                "statusPenilai", r.assessorStatus(),
                "unorId", person.unitId(),
                "unorNama", person.unit(),
                "path", Replies.path(r.documents()));
    }

    private static Map<String, FieldType> fields(Settings now) {
        FieldType month = switch (now.monthType()) {
            case TEXT -> FieldType.TEXT;
            case NUMBER -> FieldType.INTEGER;
            case EITHER -> FieldType.TEXT_OR_INTEGER;
        };
        return Map.ofEntries(
                Map.entry("id", FieldType.TEXT),
                Map.entry("pnsDinilaiId", FieldType.TEXT),
                Map.entry("koefisienId", FieldType.TEXT),
                Map.entry("periodikId", FieldType.TEXT),
                Map.entry("bulanMulaiPenilaian", month),
                Map.entry("bulanSelesaiPenilaian", month),
                Map.entry("tahunMulaiPenilaian", FieldType.INTEGER),
                Map.entry("tahunSelesaiPenilaian", FieldType.INTEGER),
                Map.entry("tahun", FieldType.INTEGER),
                Map.entry("hasilKinerjaNilai", FieldType.INTEGER),
                Map.entry("perilakuKerjaNilai", FieldType.INTEGER),
                Map.entry("kuadranKinerjaNilai", FieldType.INTEGER),
                Map.entry("penilaiNipNrp", FieldType.TEXT),
                Map.entry("penilaiNama", FieldType.TEXT),
                Map.entry("penilaiJabatanNama", FieldType.TEXT),
                Map.entry("penilaiJabatan", FieldType.TEXT),
                Map.entry("penilaiGolongan", FieldType.TEXT),
                Map.entry("penilaiUnorNama", FieldType.TEXT),
                Map.entry("statusPenilai", FieldType.TEXT),
                Map.entry("path", FieldType.LIST));
    }
}
