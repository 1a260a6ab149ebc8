package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.SharedObservation;

/** Sends nothing and says why: there is no channel, or e-Kinerja comes and pulls. */
record HoldingPlanChannel(PlanOutcome.Reason reason) implements PlanChannel {

    @Override
    public PlanOutcome offer(AgreedPlan plan) {
        return new PlanOutcome.Held(reason);
    }

    @Override
    public PlanOutcome offer(SharedObservation observation) {
        return new PlanOutcome.Held(reason);
    }
}
