package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.LeasedJobs;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One command for many deliveries, on its way through them in the order of their ids. Those that are taken up next are
 * written down before the first of them is touched, and each remembers this job, so whoever finds it without a living
 * worker goes on with what was in hand, and counts every delivery once.
 *
 * @param reason in words; null unless given
 * @param inHand deliveries taken up and not yet known to be done
 * @param cursor the last delivery that is done; null at the beginning
 * @param changed deliveries that accepted the command
 * @param refused how many refused it, by code
 * @param acceptedAt jobs are worked on in this order
 * @param leaseUntil until when the worker that has it is believed to live
 */
record DeliveryBulk(
        String bulkId,
        Command command,
        Filter filter,
        @Nullable String reason,
        Status status,
        List<String> inHand,
        @Nullable String cursor,
        int changed,
        Map<String, Integer> refused,
        String requestedBy,
        Instant acceptedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant leaseUntil)
        implements LeasedJobs.Job<DeliveryBulk> {

    enum Status {
        RUNNING,
        COMPLETED
    }

    enum Command {
        /** What is cancelled is meant only if that is said. */
        RETRY(EnumSet.of(DeliveryStatus.PARKED, DeliveryStatus.WAITING, DeliveryStatus.HELD)),
        CANCEL(EnumSet.of(
                DeliveryStatus.NOT_RELEASED,
                DeliveryStatus.PENDING,
                DeliveryStatus.WAITING,
                DeliveryStatus.PARKED,
                DeliveryStatus.HELD)),
        /** What waits for a time, a closing or a channel. */
        RELEASE(EnumSet.of(DeliveryStatus.NOT_RELEASED, DeliveryStatus.WAITING, DeliveryStatus.HELD));

        private final Set<DeliveryStatus> meant;

        Command(Set<DeliveryStatus> meant) {
            this.meant = meant;
        }
    }

    /**
     * Which deliveries are meant: those for which everything holds that is said here.
     *
     * @param trouble what stands in the way
     * @param npsn of the school
     * @param status without it, every status that the command can change; of what is cancelled only a cancelling
     * @param lane {@code siasn} or {@code plan-channel}
     */
    record Filter(
            @Nullable Trouble trouble,
            @Nullable String npsn,
            @Nullable DeliveryStatus status,
            @Nullable String lane) {

        boolean saysNothing() {
            return trouble == null && npsn == null && status == null && lane == null;
        }
    }

    DeliveryBulk {
        inHand = List.copyOf(inHand);
        refused = Map.copyOf(refused);
    }

    static DeliveryBulk of(
            String bulkId, Command command, Filter filter, @Nullable String reason, String by, Instant now) {
        return new DeliveryBulk(
                bulkId, command, filter, reason, Status.RUNNING, List.of(), null, 0, Map.of(), by, now, null, null);
    }

    Set<DeliveryStatus> statuses() {
        if (filter.status() != null) {
            return EnumSet.of(filter.status());
        }
        return filter.trouble() == Trouble.CANCELLED ? EnumSet.of(DeliveryStatus.CANCELLED) : command.meant;
    }

    private boolean means(Delivery delivery) {
        var obstruction = delivery.obstruction();
        return statuses().contains(delivery.status())
                && (filter.trouble() == null || (obstruction != null && obstruction.trouble() == filter.trouble()))
                && (filter.npsn() == null || filter.npsn().equals(delivery.npsn()))
                && (filter.lane() == null || filter.lane().equals(delivery.lane()));
    }

    /** What the command does to one delivery; it may have changed since it was found. */
    Decision<Delivery> apply(Delivery delivery, Instant now) {
        if (!means(delivery)) {
            return Decision.refuse(Refusal.conflict("no-longer-meant"));
        }
        return switch (command) {
            case RETRY -> delivery.retry(now);
            case CANCEL -> delivery.cancel(reason == null ? "" : reason, now);
            case RELEASE -> delivery.releaseByHand(reason == null ? "" : reason, now);
        };
    }

    @Override
    public DeliveryBulk leased(Instant until) {
        return with(status, inHand, cursor, changed, refused, finishedAt, until);
    }

    DeliveryBulk takenUp(List<String> ids, Instant leasedUntil) {
        return with(status, ids, cursor, changed, refused, finishedAt, leasedUntil);
    }

    /** What was in hand is done. */
    DeliveryBulk applied(int changedOfThem, Map<String, Integer> refusedOfThem, Instant leasedUntil) {
        var all = new TreeMap<>(refused);
        refusedOfThem.forEach((code, number) -> all.merge(code, number, Integer::sum));
        return with(status, List.of(), inHand.getLast(), changed + changedOfThem, all, finishedAt, leasedUntil);
    }

    DeliveryBulk completed(Instant now) {
        return with(Status.COMPLETED, List.of(), cursor, changed, refused, now, null);
    }

    private DeliveryBulk with(
            Status newStatus,
            List<String> newInHand,
            @Nullable String newCursor,
            int newChanged,
            Map<String, Integer> newRefused,
            @Nullable Instant newFinishedAt,
            @Nullable Instant newLeaseUntil) {
        return new DeliveryBulk(
                bulkId,
                command,
                filter,
                reason,
                newStatus,
                newInHand,
                newCursor,
                newChanged,
                newRefused,
                requestedBy,
                acceptedAt,
                newFinishedAt,
                newLeaseUntil);
    }
}
