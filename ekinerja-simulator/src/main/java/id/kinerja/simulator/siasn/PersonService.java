package id.kinerja.simulator.siasn;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.Person;
import id.kinerja.simulator.scenario.CurrentSettings;
import java.time.format.DateTimeFormatter;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** S3: {@code GET /pns/data-utama/{nip}} [E]. */
@Component
public class PersonService {

    /** [E] Dates of data-utama are day-month-year: a regency's SIMPEG parses {@code tglLahir} so. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd-MM-uuuu");

    private final Records records;
    private final CurrentSettings settings;

    PersonService(Records records, CurrentSettings settings) {
        this.records = records;
        this.settings = settings;
    }

    public Reply dataUtama(Call call) {
        return records.person(call.variable("nip"))
                .map(person -> Replies.data(row(person)))
                .orElseGet(() -> Replies.notFound(settings.get().personNotFound(), false));
    }

    private static ObjectNode row(Person person) {
        boolean teacherLike = !person.position().isBlank();
        return Json.object(
                "id", person.bknId(),
                "nipBaru", person.nip(),
                "nama", person.name(),
                "gelarDepan", "",
                "gelarBelakang", "",
                "tglLahir", person.birthDate() == null ? null : DATE.format(person.birthDate()),
                "jenisJabatanId", teacherLike ? "2" : "",
                "jenisJabatan", teacherLike ? "FUNGSIONAL_TERTENTU" : "",
                "jabatanNama", person.position(),
                "unorId", person.unitId(),
                "unorNama", person.unit(),
                "unorIndukId", person.unitId(),
                "unorIndukNama", person.unit(),
                "golRuangAkhirId", person.gradeId(),
                "golRuangAkhir", person.grade(),
                "instansiIndukId", "SIMULATOR-INSTANSI",
                "instansiKerjaId", "SIMULATOR-INSTANSI",
                "satuanKerjaKerjaId", "SIMULATOR-SATKER",
                "statusPegawai", person.statusPegawai(),
                "kedudukanPnsId", "01");
    }
}
