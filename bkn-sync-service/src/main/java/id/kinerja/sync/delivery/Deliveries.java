package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.model.Decision;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The deliveries as those see them who make them and carry them out. */
interface Deliveries {

    Optional<Delivery> find(String deliveryId);

    CommandResult<Delivery> create(String deliveryId, Supplier<Decision<Delivery>> decide);

    /** Decides on the current state and stores what was decided. */
    default CommandResult<Delivery> change(String deliveryId, Function<Delivery, Decision<Delivery>> command) {
        return change(deliveryId, CommandGuard.none(), command);
    }

    /** The same for somebody who has seen a version, or whose request may come again. */
    CommandResult<Delivery> change(
            String deliveryId, CommandGuard guard, Function<Delivery, Decision<Delivery>> command);

    /**
     * Those of a school and period that may not be released yet, as they are when they are come to: one that is cancelled,
     * or parked beside another result of the year, does not show whether it is, and may be asked for later.
     */
    void forUnreleased(String npsn, String periodId, Consumer<Delivery> action);

    /** Those of a person, and those of others that wait for this person as their appraiser. */
    void concerning(String employeeId, Consumer<Delivery> action);
}
