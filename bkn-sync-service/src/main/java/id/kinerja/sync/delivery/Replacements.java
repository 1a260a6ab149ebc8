package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;

/**
 * Sends one result of a year instead of another. That is two writes, and the first takes the place away from the one that
 * has it: whatever comes between them, never do both have it. If nothing follows the first, none of them is sent until
 * the command is given again, which goes on where it ended.
 */
final class Replacements {

    private static final Refusal GOES_ON = Refusal.conflict("goes-on");

    private final Deliveries deliveries;
    private final Clock clock;

    Replacements(Deliveries deliveries, Clock clock) {
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /** @param guard of the delivery that is to be sent */
    CommandResult<Delivery> replace(String deliveryId, CommandGuard guard, String reason) {
        // Version and key are judged before the other one is touched.
        var judged = deliveries.change(
                deliveryId,
                guard,
                delivery -> Decision.refuse(delivery.mayReplace() ? GOES_ON : delivery.notReplacing()));
        if (!judged.equals(new CommandResult.Refused<Delivery>(GOES_ON))) {
            return judged;
        }
        var replacing = deliveries.find(deliveryId).orElseThrow();
        var seen = new HashSet<>(Set.of(deliveryId));
        var next = replacing.yieldsTo();
        while (next != null && seen.add(next)) {
            var other = deliveries.find(next).orElseThrow();
            if (other.yieldsTo() == null) {
                var yielded = deliveries.change(next, current -> current.yieldTo(deliveryId, reason, clock.instant()));
                if (!(yielded instanceof CommandResult.Changed<Delivery>(var after, var replayed))) {
                    return yielded;
                }
                other = after.state();
            }
            if (other.hasYieldedTo(replacing)) {
                var yielded = other;
                return deliveries.change(
                        deliveryId, guard, current -> current.replace(yielded, reason, clock.instant()));
            }
            next = other.yieldsTo();
        }
        return new CommandResult.Refused<>(Refusal.conflict(Delivery.REPLACEMENT_UNDER_WAY));
    }
}
