package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import java.math.BigDecimal;
import java.time.Year;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The registry over SIASN's SIMPEG API. */
final class SiasnRegistry implements NationalPerformanceRegistry {

    private final SiasnCalls calls;
    private final boolean sendKnownRecordId;
    private final int firstYear;
    private final String unitField;

    SiasnRegistry(SiasnCalls calls, BknProperties properties) {
        this.calls = calls;
        this.sendKnownRecordId = properties.sendKnownRecordId();
        this.firstYear = properties.firstYear();
        this.unitField = switch (properties.appraiserUnit()) {
            case UNIT -> "unorNama";
            case PARENT_UNIT -> "unorIndukNama";
        };
    }

    @Override
    public Lookup<RegistryPerson> findPerson(Nip nip) {
        return look(calls.get("/pns/data-utama/{nip}", nip), this::person);
    }

    @Override
    public Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year) {
        if (year.getValue() < firstYear) {
            return new Lookup.Failed<>(new Obstacle.Rejected(
                    Obstacle.Refusal.REFUSED, List.of(), Diagnosis.local("year-not-taken", "not asked")));
        }
        return look(calls.get("/pns/rw-skp22/{nip}", person.nip()), data -> annual(data, year));
    }

    @Override
    public SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known) {
        return outcome(calls.post("/skp22/save", AnnualSaveRequest.of(result, sendKnownRecordId ? known : null)));
    }

    @Override
    public Capability capability(SubmissionKind kind) {
        return switch (kind) {
            case ANNUAL_RESULT, PERIODIC_RESULT -> Capability.SUPPORTED;
            // Plans and observations have no endpoint at BKN; evidence is not sent.
            case EVIDENCE, PLAN, OBSERVATION -> Capability.UNSUPPORTED;
        };
    }

    @Override
    public void credentialsRepaired() {
        calls.credentialsRepaired();
    }

    static <T> Lookup<T> look(Verdict verdict, Function<JsonNode, Lookup<T>> read) {
        return switch (verdict) {
            case Verdict.Data(JsonNode data) -> read.apply(data);
            case Verdict.NoData _, Verdict.CodeZero _ -> new Lookup.Absent<>();
            case Verdict.Stopped(Obstacle obstacle) -> new Lookup.Failed<>(obstacle);
            case Verdict.Saved _ -> unusable("not-an-answer");
            case Verdict.TokenRefused _ -> throw new IllegalStateException("Token refusals are settled by the call");
        };
    }

    /** What became of a save; shared with the plan intake, which is assumed to answer alike. */
    static SubmissionOutcome outcome(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Saved(@Nullable String recordId, String message) ->
                new SubmissionOutcome.Accepted(recordId == null ? null : new RegistryRecordId(recordId), message);
            case Verdict.CodeZero(String text, Diagnosis diagnosis) ->
                new Obstacle.Rejected(Obstacle.Refusal.REFUSED, List.of(Redaction.of(text)), diagnosis);
            case Verdict.Stopped(Obstacle obstacle) -> obstacle;
            case Verdict.NoData(Diagnosis diagnosis) -> new Deferred(Cause.BAD_BODY, null, Delivery.UNKNOWN, diagnosis);
            case Verdict.Data _ ->
                new Deferred(Cause.BAD_BODY, null, Delivery.UNKNOWN, Diagnosis.local("not-a-receipt", ""));
            case Verdict.TokenRefused _ -> throw new IllegalStateException("Token refusals are settled by the call");
        };
    }

    private Lookup<RegistryPerson> person(JsonNode data) {
        List<RegistryPerson> found = new ArrayList<>();
        List<Row> rows = Row.of(data);
        for (Row row : rows) {
            RegistryPerson person = person(row);
            if (person != null) {
                found.add(person);
            }
        }
        if (rows.size() > 1) {
            // Which of them is meant is for a person to clear, however much each of them says.
            return new Lookup.Ambiguous<>(found);
        }
        return found.isEmpty() ? unusable("person-incomplete") : new Lookup.Found<>(found.getFirst());
    }

    /** Null if the row does not say who it is about. */
    private @Nullable RegistryPerson person(Row row) {
        String id = row.text("id");
        String number = row.text("nipBaru");
        String name = row.text("nama");
        if (id == null || number == null || name == null || !number.matches("\\d{18}")) {
            return null;
        }
        return new RegistryPerson(
                new RegistryPersonId(id),
                new Nip(number),
                name,
                row.date("tglLahir"),
                row.text("jabatanNama"),
                row.text("golRuangAkhirId"),
                row.text(unitField));
    }

    private static Lookup<RegisteredResult> annual(JsonNode data, Year year) {
        BigDecimal wanted = BigDecimal.valueOf(year.getValue());
        List<RegisteredResult> found = new ArrayList<>();
        for (Row row : Row.of(data)) {
            BigDecimal rowYear = row.number("tahun");
            if (rowYear == null || rowYear.compareTo(wanted) != 0) {
                continue;
            }
            String id = row.text("id");
            if (id == null) {
                return unusable("record-without-id");
            }
            found.add(new RegisteredResult(
                    new RegistryRecordId(id),
                    year,
                    SiasnCodes.rating(row.number("hasilKinerjaNilai")),
                    SiasnCodes.rating(row.number("perilakuKerjaNilai")),
                    SiasnCodes.predicate(row.number("kuadranKinerjaNilai")),
                    row.text("nipNrpPenilai")));
        }
        return switch (found.size()) {
            case 0 -> new Lookup.Absent<>();
            case 1 -> new Lookup.Found<>(found.getFirst());
            default -> new Lookup.Ambiguous<>(found);
        };
    }

    static <T> Lookup<T> unusable(String code) {
        return new Lookup.Failed<>(
                new Deferred(Cause.BAD_BODY, null, Delivery.NOT_DELIVERED, Diagnosis.local(code, "")));
    }
}
