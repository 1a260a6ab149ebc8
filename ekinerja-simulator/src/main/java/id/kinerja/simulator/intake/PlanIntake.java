package id.kinerja.simulator.intake;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.ObservationRecord;
import id.kinerja.simulator.record.Stored.ObservedBehaviour;
import id.kinerja.simulator.record.Stored.PlanRecord;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.SimulatorClock;
import id.kinerja.simulator.siasn.Replies;
import id.kinerja.simulator.siasn.SaveBody;
import id.kinerja.simulator.siasn.SaveBody.FieldType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * [U] An ASSUMED contract: no public source knows any BKN endpoint for plans or observations.
 *
 * <p>It exists so that the push channel can be exercised; the real API answers such a route with 404 (S15). Upsert by
 * {@code idRencana}, an observation by {@code idSiklus} and, where that is absent, by {@code idRencana}.
 */
@Component
public class PlanIntake {

    private static final Map<String, FieldType> FIELDS = Map.ofEntries(
            Map.entry("jenis", FieldType.TEXT),
            Map.entry("nip", FieldType.TEXT),
            Map.entry("periode", FieldType.TEXT),
            Map.entry("tahun", FieldType.TEXT_OR_INTEGER),
            Map.entry("indikator", FieldType.TEXT),
            Map.entry("perilaku", FieldType.LIST),
            Map.entry("idRencana", FieldType.TEXT),
            Map.entry("idSiklus", FieldType.TEXT),
            Map.entry("tanggal", FieldType.TEXT),
            Map.entry("penilaian", FieldType.LIST),
            Map.entry("tindakLanjut", FieldType.LIST));

    private final Records records;
    private final CurrentSettings settings;
    private final SimulatorClock clock;

    PlanIntake(Records records, CurrentSettings settings, SimulatorClock clock) {
        this.records = records;
        this.settings = settings;
        this.clock = clock;
    }

    public Reply receive(Call call) {
        SaveBody body = SaveBody.read(call.body(), FIELDS);
        if (body.refusal() != null) {
            return body.refusal();
        }
        boolean observation = body.text("jenis").equals("OBSERVASI");
        Reply missing = body.missing(
                observation
                        ? List.of("Jenis", "Nip", "Periode", "IdRencana", "Indikator", "Tanggal", "Penilaian")
                        : List.of("Jenis", "Nip", "Periode", "IdRencana", "Indikator", "Tahun"),
                settings.get().validationStatus());
        if (missing != null) {
            return missing;
        }
        if (!observation && !body.text("jenis").equals("RENCANA")) {
            return Replies.refused("Jenis harus RENCANA atau OBSERVASI");
        }
        if (records.person(body.text("nip")).isEmpty()) {
            return Replies.notFound(settings.get().personNotFound(), false);
        }
        return observation ? observation(body) : plan(body);
    }

    private Reply plan(SaveBody body) {
        return records.change(change -> {
            Optional<PlanRecord> old = change.now().plan(body.text("idRencana"));
            PlanRecord plan = new PlanRecord(
                    old.map(PlanRecord::recordId)
                            .orElseGet(() -> UUID.randomUUID().toString()),
                    body.text("nip"),
                    body.text("periode"),
                    body.integer("tahun"),
                    body.text("idRencana"),
                    body.text("indikator"),
                    texts(body.list("perilaku")),
                    old.map(PlanRecord::saves).orElse(0) + 1,
                    clock.instant());
            change.put(plan);
            return Replies.accepted(plan.recordId(), null);
        });
    }

    private Reply observation(SaveBody body) {
        String cycleId = body.text("idSiklus").isEmpty() ? body.text("idRencana") : body.text("idSiklus");
        return records.change(change -> {
            Optional<ObservationRecord> old = change.now().observation(cycleId);
            ObservationRecord observation = new ObservationRecord(
                    old.map(ObservationRecord::recordId)
                            .orElseGet(() -> UUID.randomUUID().toString()),
                    body.text("nip"),
                    body.text("periode"),
                    body.text("idRencana"),
                    cycleId,
                    body.text("tanggal"),
                    body.text("indikator"),
                    body.list("penilaian").stream()
                            .map(one -> new ObservedBehaviour(
                                    one.path("perilaku").asString(""),
                                    one.path("tingkat").asString("")))
                            .toList(),
                    texts(body.list("tindakLanjut")),
                    old.map(ObservationRecord::saves).orElse(0) + 1,
                    clock.instant());
            change.put(observation);
            return Replies.accepted(observation.recordId(), null);
        });
    }

    private static List<String> texts(List<JsonNode> nodes) {
        return nodes.stream().map(node -> node.asString("")).toList();
    }
}
