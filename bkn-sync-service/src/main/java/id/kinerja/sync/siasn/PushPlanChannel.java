package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.SharedObservation;
import java.net.URI;
import java.util.List;

/**
 * Sends plans and observations to an intake under an ASSUMED contract [U]: no such service of BKN is publicly known.
 *
 * <p>Both kinds go to one address with the application's token and are told apart by {@code jenis}; the intake keeps one
 * of each {@code idRencana} and {@code idSiklus} and answers as the SIMPEG API does.
 */
final class PushPlanChannel implements PlanChannel {

    private final SiasnCalls calls;
    private final URI intake;

    PushPlanChannel(SiasnCalls calls, URI intake) {
        this.calls = calls;
        this.intake = intake;
    }

    private record PlanBody(
            String jenis,
            String nip,
            String periode,
            int tahun,
            String indikator,
            List<String> perilaku,
            String idRencana) {}

    private record ObservationBody(
            String jenis,
            String nip,
            String periode,
            String idRencana,
            String idSiklus,
            String tanggal,
            String indikator,
            List<Behaviour> penilaian,
            List<String> tindakLanjut) {}

    private record Behaviour(String perilaku, String tingkat) {}

    @Override
    public PlanOutcome offer(AgreedPlan plan) {
        return send(new PlanBody(
                "RENCANA",
                plan.employee().value(),
                plan.periodId(),
                plan.year().getValue(),
                plan.indicatorCode(),
                plan.targetBehaviourCodes(),
                plan.planId()));
    }

    @Override
    public PlanOutcome offer(SharedObservation observation) {
        return send(new ObservationBody(
                "OBSERVASI",
                observation.employee().value(),
                observation.periodId(),
                observation.planId(),
                observation.cycleId(),
                observation.observedOn().toString(),
                observation.indicatorCode(),
                observation.behaviours().stream()
                        .map(behaviour -> new Behaviour(
                                behaviour.code(), behaviour.level().name()))
                        .toList(),
                observation.nextStepCodes()));
    }

    private PlanOutcome send(Object body) {
        return SiasnRegistry.outcome(calls.postAsApplication(intake, body));
    }
}
