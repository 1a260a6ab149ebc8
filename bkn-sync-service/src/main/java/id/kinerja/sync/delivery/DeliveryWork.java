package id.kinerja.sync.delivery;

import com.mongodb.MongoException;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;
import id.kinerja.sync.remedy.Trouble;
import io.micrometer.tracing.Span;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/** The deliveries of one lane as work that can be taken up piece by piece. */
final class DeliveryWork implements LaneWork {

    private static final Logger log = LoggerFactory.getLogger(DeliveryWork.class);

    /** Finds what is due on a lane, oldest first. */
    interface Due {
        List<String> on(String lane, Instant now, int limit);
    }

    private final String lane;
    private final Sender sender;
    private final Deliveries deliveries;
    private final Due due;
    private final Outcomes outcomes;
    private final DeliveryProperties properties;
    private final TraceContexts traces;
    private final Clock clock;

    DeliveryWork(
            String lane,
            Sender sender,
            Deliveries deliveries,
            Due due,
            Outcomes outcomes,
            DeliveryProperties properties,
            TraceContexts traces,
            Clock clock) {
        this.lane = lane;
        this.sender = sender;
        this.deliveries = deliveries;
        this.due = due;
        this.outcomes = outcomes;
        this.properties = properties;
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public String lane() {
        return lane;
    }

    @Override
    public List<String> due(Instant now, int limit) {
        return due.on(lane, now, limit);
    }

    @Override
    public LaneSignal perform(String deliveryId, Gate gate) {
        var found = deliveries.find(deliveryId);
        if (found.isEmpty()) {
            return LaneSignal.goOn();
        }
        var delivery = found.get();
        var now = clock.instant();
        if (delivery.abandoned(now)) {
            deliveries.change(deliveryId, current -> current.abandon(properties.longestProcessing(), clock.instant()));
            return LaneSignal.goOn();
        }
        return delivery.ready(now) ? attempt(delivery, gate) : LaneSignal.goOn();
    }

    private LaneSignal attempt(Delivery delivery, Gate gate) {
        var signals = new ArrayList<LaneSignal>();
        try {
            traces.continuing(
                    delivery.desired().traceparent(),
                    "deliver " + delivery.kind(),
                    Span.Kind.PRODUCER,
                    () -> signals.add(sender.attempt(delivery, gate)));
        } catch (MongoException | DataAccessException storageAway) {
            throw storageAway;
        } catch (RuntimeException e) {
            // A fault of ours must not keep others waiting; a save that was under way is read back after its lease.
            log.error("attempt of {} failed", delivery.kind(), e);
            outcomes.postponed(delivery, Turn.unclaimed(delivery), Trouble.UNEXPECTED);
        }
        return signals.isEmpty() ? LaneSignal.goOn() : signals.getFirst();
    }
}
