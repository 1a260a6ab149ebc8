package id.kinerja.sync.reconciliation;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reconciliation found of one person that is not equal. Nobody is named but by employee id.
 *
 * @param findingId {@code <runId>:<employeeId>}
 * @param npsn school; null for people of the office
 * @param differences field by field; empty where there is nothing to compare with
 * @param cause why it could not be compared; null if it was
 * @param details codes of what exactly, e.g. in what the person differs
 * @param confirmedAt of the result that was compared; null where there is none of ours
 * @param repairs who had it sent again and when, oldest first; never erased
 */
record Finding(
        String findingId,
        String runId,
        int year,
        String employeeId,
        @Nullable String npsn,
        Verdict verdict,
        List<Difference> differences,
        @Nullable Trouble cause,
        List<String> details,
        @Nullable String deliveryId,
        @Nullable Instant confirmedAt,
        Instant comparedAt,
        Status status,
        List<Repair> repairs) {

    enum Status {
        /** As it was found. */
        STANDING,
        /** Somebody has asked for it to be sent again. */
        REPAIR_ASKED,
        /** It is sent again; the delivery says what becomes of it. */
        REPAIRED,
        /** When it was to be sent again, it could not be any more. */
        REPAIR_REFUSED
    }

    /**
     * A value in which both disagree.
     *
     * @param ours null where we have none, and for the appraiser, whose number is not shown
     * @param theirs null where e-Kinerja states none, and for the appraiser
     */
    record Difference(
            RegisteredResult.Field field,
            @Nullable String ours,
            @Nullable String theirs) {}

    /**
     * @param by account of who asked
     * @param endedAt when it was carried out or refused; null while it is under way
     * @param refusal code of why it was not; null if it was
     */
    record Repair(
            String by,
            Instant at,
            @Nullable Instant endedAt,
            @Nullable String refusal) {}

    Finding {
        differences = List.copyOf(differences);
        details = List.copyOf(details);
        repairs = List.copyOf(repairs);
    }

    static String idOf(String runId, String employeeId) {
        return runId + ":" + employeeId;
    }

    /**
     * Somebody asks for the decided result to be sent again. This alone is written first, so that what follows is done
     * and attributed whatever happens.
     *
     * @param standsAgainst why the delivery would refuse it now
     */
    Decision<Finding> askRepair(String by, Optional<Refusal> standsAgainst, Instant now) {
        if (!verdict.repairable()) {
            return Decision.refuse(Refusal.invalid("not-repairable").with("class", verdict.name()));
        }
        if (status == Status.REPAIR_ASKED || status == Status.REPAIRED) {
            return Decision.refuse(Refusal.wrongState(status, "repair"));
        }
        if (standsAgainst.isPresent()) {
            return Decision.refuse(standsAgainst.get());
        }
        var more = new ArrayList<>(repairs);
        more.add(new Repair(by, now, null, null));
        return Decision.accept(with(Status.REPAIR_ASKED, more));
    }

    /** Notes what became of the repair that was asked for at a time. */
    Decision<Finding> noteRepair(Instant at, @Nullable String refusal, Instant now) {
        if (status != Status.REPAIR_ASKED || !openRepair().at().equals(at)) {
            return Decision.refuse(Refusal.wrongState(status, "note-repair"));
        }
        var more = new ArrayList<>(repairs);
        more.set(more.size() - 1, new Repair(openRepair().by(), at, now, refusal));
        return Decision.accept(with(refusal == null ? Status.REPAIRED : Status.REPAIR_REFUSED, more));
    }

    /** The repair that is under way; there must be one. */
    Repair openRepair() {
        return repairs.getLast();
    }

    /** The confirmation that this finding contradicts; there is one if it can be repaired. */
    Instant contradicted() {
        return Objects.requireNonNull(confirmedAt, "what can be repaired had been confirmed");
    }

    private Finding with(Status next, List<Repair> more) {
        return new Finding(
                findingId,
                runId,
                year,
                employeeId,
                npsn,
                verdict,
                differences,
                cause,
                details,
                deliveryId,
                confirmedAt,
                comparedAt,
                next,
                more);
    }
}
