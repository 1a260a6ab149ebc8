package id.kinerja.sync.delivery;

import id.kinerja.kit.events.EventEnvelope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Closings in memory; the newest of a school and period counts. */
final class InMemoryClosings implements Closings {

    private final Map<String, Closing> closings = new HashMap<>();
    private final Map<String, Long> seen = new HashMap<>();
    private final Runnable step;

    InMemoryClosings(Runnable step) {
        this.step = step;
    }

    @Override
    public void note(EventEnvelope envelope, DeliveryEvents.PeriodClosed event) {
        step.run();
        var id = event.npsn() + ":" + event.periodId();
        if (seen.getOrDefault(id, 0L) < envelope.sequence()) {
            seen.put(id, envelope.sequence());
            closings.put(
                    id,
                    new Closing(
                            event.closedAt(),
                            event.included().stream()
                                    .collect(Collectors.toMap(
                                            DeliveryEvents.PeriodClosed.Included::assessmentId,
                                            DeliveryEvents.PeriodClosed.Included::sequence)),
                            event.leftOut().stream()
                                    .collect(Collectors.toMap(
                                            DeliveryEvents.PeriodClosed.LeftOut::employeeId,
                                            DeliveryEvents.PeriodClosed.LeftOut::reason))));
        }
    }

    @Override
    public Optional<Closing> find(String npsn, String periodId) {
        step.run();
        return Optional.ofNullable(closings.get(npsn + ":" + periodId));
    }
}
