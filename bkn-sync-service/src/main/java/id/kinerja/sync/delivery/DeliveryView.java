package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.Stored;
import id.kinerja.sync.delivery.Delivery.Attempt;
import id.kinerja.sync.remedy.Remedies;
import id.kinerja.sync.remedy.Remedies.Remedy;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it: from this alone a reader can say what happens next and who must act.
 *
 * @param statusText the status in words
 * @param sourceId the assessment, plan or coaching cycle
 * @param approvalMode of a plan: {@code DECIDED}, or {@code AUTOMATIC} where the office's policy approved it and nobody
 *     decided; null, as {@code approverCapacity}, where planning has not said so, and for everything else
 * @param sequence number of the decision that is to be delivered
 * @param confirmedSequence number of the decision that e-Kinerja was last known to hold; null if none
 * @param nextAttemptAt when it is looked at next by itself; null when it is not
 * @param remedy what stands in the way, who must act and how; null if nothing does
 * @param details codes of what exactly stands in the way; of SECOND_RESULT_OF_YEAR, the other delivery
 * @param attempts the latest attempts, oldest first; for operator and office only
 */
record DeliveryView(
        String deliveryId,
        long version,
        DeliveryKind kind,
        DeliveryStatus status,
        String statusText,
        String employeeId,
        @Nullable String npsn,
        String periodId,
        String sourceId,
        @Nullable String approvalMode,
        @Nullable String approverCapacity,
        long sequence,
        @Nullable Long confirmedSequence,
        @Nullable Instant confirmedAt,
        @Nullable Instant nextAttemptAt,
        @Nullable Remedy remedy,
        List<String> details,
        List<Attempt> attempts) {

    /** @param laneTrouble what stands in the way of everything on its lane, or null */
    static DeliveryView of(
            Stored<Delivery> stored, @Nullable Trouble laneTrouble, boolean withAttempts, Remedies remedies) {
        var delivery = stored.state();
        var known = delivery.confirmed();
        var confirmed = known == null || known.contradictedAt() != null || known.sequence() == 0 ? null : known;
        var plan = delivery.desired().values().plan();
        var trouble = trouble(delivery, laneTrouble);
        return new DeliveryView(
                delivery.deliveryId(),
                stored.version(),
                delivery.kind(),
                delivery.status(),
                remedies.text("delivery", delivery.status()),
                delivery.employeeId(),
                delivery.npsn(),
                delivery.periodId(),
                delivery.desired().sourceId(),
                plan == null ? null : plan.approvalMode(),
                plan == null ? null : plan.approverCapacity(),
                delivery.desired().sequence(),
                confirmed == null ? null : confirmed.sequence(),
                confirmed == null ? null : confirmed.at(),
                delivery.dueAt(),
                trouble == null ? null : remedies.of(trouble),
                delivery.obstruction() == null
                        ? List.of()
                        : delivery.obstruction().details(),
                withAttempts ? delivery.attempts() : List.of());
    }

    private static @Nullable Trouble trouble(Delivery delivery, @Nullable Trouble laneTrouble) {
        var obstruction = delivery.obstruction();
        return switch (delivery.status()) {
            case PARKED, CANCELLED -> obstruction == null ? null : obstruction.trouble();
            case WAITING -> obstruction == null ? Trouble.OUTCOME_UNKNOWN : obstruction.trouble();
            case PENDING, SENDING -> laneTrouble;
            case NOT_RELEASED, DELIVERED, HELD, NOT_REQUIRED -> null;
        };
    }
}
