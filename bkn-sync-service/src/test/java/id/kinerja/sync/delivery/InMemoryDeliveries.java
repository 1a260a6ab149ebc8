package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.model.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The aggregate store's promises in memory: a change is atomic, and its events are stored with it. */
final class InMemoryDeliveries implements Deliveries {

    private final Map<String, Delivery> states = new TreeMap<>();
    private final Runnable step;
    final List<DomainEvent> events = new ArrayList<>();
    private long version;

    InMemoryDeliveries(Runnable step) {
        this.step = step;
    }

    @Override
    public Optional<Delivery> find(String deliveryId) {
        step.run();
        return Optional.ofNullable(states.get(deliveryId));
    }

    @Override
    public CommandResult<Delivery> create(String deliveryId, Supplier<Decision<Delivery>> decide) {
        step.run();
        return states.containsKey(deliveryId)
                ? new CommandResult.Refused<>(Refusal.conflict("already-exists"))
                : store(deliveryId, decide.get());
    }

    @Override
    public CommandResult<Delivery> change(
            String deliveryId, CommandGuard guard, Function<Delivery, Decision<Delivery>> command) {
        step.run();
        var current = states.get(deliveryId);
        return current == null ? new CommandResult.Absent<>() : store(deliveryId, command.apply(current));
    }

    private CommandResult<Delivery> store(String deliveryId, Decision<Delivery> decision) {
        return switch (decision) {
            case Decision.Refused<Delivery>(var refusal) -> new CommandResult.Refused<>(refusal);
            case Decision.Accepted<Delivery>(var state, var happened) -> {
                states.put(deliveryId, state);
                events.addAll(happened);
                yield new CommandResult.Changed<>(new Stored<>(deliveryId, ++version, events.size(), state), false);
            }
        };
    }

    @Override
    public void forUnreleased(String npsn, String periodId, Consumer<Delivery> action) {
        step.run();
        List.copyOf(states.values()).stream()
                .filter(delivery -> npsn.equals(delivery.npsn())
                        && periodId.equals(delivery.periodId())
                        && (delivery.status() == DeliveryStatus.NOT_RELEASED
                                || delivery.status() == DeliveryStatus.CANCELLED
                                || delivery.status() == DeliveryStatus.PARKED))
                .forEach(action);
    }

    @Override
    public void concerning(String employeeId, Consumer<Delivery> action) {
        step.run();
        List.copyOf(states.values()).stream()
                .filter(delivery -> employeeId.equals(delivery.employeeId()) || waitsFor(delivery, employeeId))
                .forEach(action);
    }

    private static boolean waitsFor(Delivery delivery, String appraiserId) {
        var annual = delivery.desired().values().annual();
        return annual != null
                && appraiserId.equals(annual.appraiserId())
                && (delivery.status() == DeliveryStatus.WAITING || delivery.status() == DeliveryStatus.PARKED);
    }

    /** Without a step: what a test looks at. */
    Delivery now(String deliveryId) {
        var state = states.get(deliveryId);
        if (state == null) {
            throw new AssertionError("there is no delivery " + deliveryId);
        }
        return state;
    }

    Optional<Instant> nextDue() {
        return states.values().stream()
                .flatMap(delivery -> Optional.ofNullable(delivery.dueAt()).stream())
                .min(Instant::compareTo);
    }

    List<String> ids() {
        return List.copyOf(states.keySet());
    }
}
