package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.RegisteredPeriodicResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.siasn.BknProperties.MonthType;
import java.math.BigDecimal;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Periodic results over SIASN's SIMPEG API. */
final class SiasnPeriodicRegistry implements PeriodicRegistry {

    private final SiasnCalls calls;
    private final MonthType months;

    SiasnPeriodicRegistry(SiasnCalls calls, MonthType months) {
        this.calls = calls;
        this.months = months;
    }

    @Override
    public Lookup<List<RegisteredPeriodicResult>> listPeriodic(RegistryPerson person, Year year, PeriodicKind kind) {
        return SiasnRegistry.look(
                calls.get("/pns/rw-kinerjaperiodik/{nip}", person.nip()), data -> rows(data, year, kind));
    }

    private static Lookup<List<RegisteredPeriodicResult>> rows(JsonNode data, Year year, PeriodicKind kind) {
        var wanted = BigDecimal.valueOf(year.getValue());
        List<RegisteredPeriodicResult> found = new ArrayList<>();
        for (Row row : Row.of(data)) {
            var rowYear = row.number("tahun");
            if (rowYear == null
                    || rowYear.compareTo(wanted) != 0
                    || !SiasnCodes.of(kind).equals(row.text("periodikId"))) {
                continue;
            }
            var id = row.text("id");
            if (id == null) {
                return SiasnRegistry.unusable("record-without-id");
            }
            found.add(new RegisteredPeriodicResult(
                    new RegistryRecordId(id),
                    SiasnCodes.rating(row.number("hasilKinerjaNilai")),
                    SiasnCodes.rating(row.number("perilakuKerjaNilai")),
                    SiasnCodes.predicate(row.number("kuadranKinerjaNilai")),
                    row.text("penilaiNipNrp")));
        }
        return new Lookup.Found<>(List.copyOf(found));
    }

    @Override
    public SubmissionOutcome putPeriodic(PeriodicResult result, @Nullable RegistryRecordId known) {
        var coefficient = SiasnCodes.coefficient(result.post());
        if (coefficient == null) {
            // BKN wants one, and only levels of functional posts have one [E].
            return new Obstacle.Rejected(
                    Obstacle.Refusal.INVALID_VALUES,
                    List.of("KoefisienId"),
                    Diagnosis.local("no-coefficient", "the post has no credit coefficient; not asked"));
        }
        return SiasnRegistry.outcome(
                calls.post("/kinerjaperiodik/save", PeriodicSaveRequest.of(result, coefficient, months, known)));
    }
}
