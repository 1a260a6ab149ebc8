package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;
import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import id.kinerja.sync.registry.SharedObservation;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Year;
import java.util.UUID;

/**
 * Offers a plan or an observation to the plan channel. There is nothing to read back: after an unknown outcome the same is
 * offered again, which replaces it.
 */
final class PlanSender implements Sender {

    private final PlanChannel channel;
    private final boolean sends;
    private final PersonMatcher matcher;
    private final Identities identities;
    private final Deliveries deliveries;
    private final Outcomes outcomes;
    private final SendLease lease;
    private final Clock clock;

    /** @param sends false where the installation keeps everything here, for which nobody at BKN has to be asked */
    PlanSender(
            PlanChannel channel,
            boolean sends,
            PersonMatcher matcher,
            Identities identities,
            Deliveries deliveries,
            Outcomes outcomes,
            SendLease lease,
            Clock clock) {
        this.channel = channel;
        this.sends = sends;
        this.matcher = matcher;
        this.identities = identities;
        this.deliveries = deliveries;
        this.outcomes = outcomes;
        this.lease = lease;
        this.clock = clock;
    }

    @Override
    public LaneSignal attempt(Delivery delivery, LaneWork.Gate gate) {
        var turn = Turn.unclaimed(delivery);
        var employee = identities.await(delivery.employeeId(), delivery.deliveryId());
        if (employee.isEmpty()) {
            return outcomes.postponed(delivery, turn, Trouble.ROSTER_PENDING);
        }
        if (!employee.get().employmentStatus().isCivilServant()) {
            return outcomes.dismissed(delivery, turn);
        }
        if (!sends) {
            return outcomes.held(delivery, turn);
        }
        return outcomes.matched(
                delivery,
                turn,
                employee.get(),
                matcher.match(employee.get()),
                person -> offer(delivery, person.nip(), gate));
    }

    private LaneSignal offer(Delivery delivery, Nip employee, LaneWork.Gate gate) {
        if (!gate.open()) {
            return LaneSignal.goOn();
        }
        var now = clock.instant();
        var token = UUID.randomUUID().toString();
        var turn = Turn.claimed(delivery.desired().sequence(), token);
        var held = delivery.unconfirmed() == null ? delivery.confirmed() : null;
        var claimed =
                deliveries.change(delivery.deliveryId(), current -> current.claim(delivery, token, lease, held, now));
        if (!(claimed instanceof CommandResult.Changed)) {
            return LaneSignal.goOn();
        }
        if (!lease.mayStart(now, clock.instant())) {
            outcomes.giveBack(delivery, turn);
            return LaneSignal.goOn();
        }
        return switch (offer(delivery, employee)) {
            case PlanOutcome.Held _ -> outcomes.held(delivery, turn);
            case SubmissionOutcome.Accepted(var recordId, var words) ->
                outcomes.confirmed(delivery, turn, recordId, AnnualSender.SAVED);
            case Obstacle obstacle -> outcomes.obstructed(delivery, turn, obstacle);
        };
    }

    private PlanOutcome offer(Delivery delivery, Nip employee) {
        var desired = delivery.desired();
        var plan = desired.values().plan();
        var observation = desired.values().observation();
        if (plan != null) {
            return channel.offer(new AgreedPlan(
                    desired.sourceId(),
                    employee,
                    delivery.periodId(),
                    Year.of(plan.year()),
                    plan.indicatorCode(),
                    plan.targetBehaviourCodes()));
        }
        if (observation != null) {
            return channel.offer(new SharedObservation(
                    desired.sourceId(),
                    observation.planId(),
                    employee,
                    delivery.periodId(),
                    observation.observedOn(),
                    observation.indicatorCode(),
                    observation.behaviours(),
                    observation.nextStepCodes()));
        }
        throw new IllegalStateException("annual results do not go to the plan channel");
    }
}
