package id.kinerja.planning.roster;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the education office has chosen for people whose appraiser's post is vacant or held for the time being. The rules
 * of 2025 know the automatic approval only (domain notes §1.3); here it happens where somebody has chosen it.
 *
 * @param scope {@code default}, {@code regency:<name>} or {@code school:<npsn>}; the narrowest that is written counts
 * @param substituteId employee id; who decides under SUBSTITUTE, and in whose place AUTOMATIC approves where nobody else
 *     is known
 * @param changes every choice so far, the first one first; never changed afterwards
 */
record AppraiserPolicy(
        String scope,
        Way whenVacant,
        Way whenActing,
        @Nullable String substituteId,
        List<Change> changes) {

    static final String DEFAULT = "default";
    static final String OF_REGENCY = "regency:";
    static final String OF_SCHOOL = "school:";

    private static final Pattern SCOPE = Pattern.compile("default|regency:.{1,200}|school:\\d{8}");

    enum Way {
        /** Whoever holds the post for the time being decides like any other. */
        ACTING_DECIDES,
        NEXT_SUPERIOR,
        SUBSTITUTE,
        /** Nobody decides until the post is filled, or the office has chosen otherwise. */
        WAIT,
        /** What is submitted is approved at once, and marked so. */
        AUTOMATIC
    }

    /** @param by account of the office that chose */
    record Change(
            Instant at,
            String by,
            Way whenVacant,
            Way whenActing,
            @Nullable String substituteId) {}

    AppraiserPolicy {
        changes = List.copyOf(changes);
    }

    /** Where nobody has chosen anything. */
    static AppraiserPolicy unchosen() {
        return new AppraiserPolicy(DEFAULT, Way.NEXT_SUPERIOR, Way.NEXT_SUPERIOR, null, List.of());
    }

    static boolean isScope(String scope) {
        return SCOPE.matcher(scope).matches();
    }

    /** The same for a narrower scope, of which nothing has been said yet. */
    AppraiserPolicy asOf(String narrower) {
        return new AppraiserPolicy(narrower, whenVacant, whenActing, substituteId, List.of());
    }

    Decision<AppraiserPolicy> choose(Way vacant, Way acting, @Nullable String substitute, String by, Instant now) {
        var faults = new ArrayList<Fault>();
        if (vacant == Way.ACTING_DECIDES) {
            faults.add(Fault.at("/whenVacant", "nobody-is-acting"));
        }
        if (substitute == null && (vacant == Way.SUBSTITUTE || acting == Way.SUBSTITUTE)) {
            faults.add(Fault.at("/substituteId", "required"));
        }
        if (!faults.isEmpty()) {
            return Decision.refuse(Refusal.invalid("invalid-request", faults));
        }
        var all = new ArrayList<>(changes);
        all.add(new Change(now, by, vacant, acting, substitute));
        return Decision.accept(new AppraiserPolicy(scope, vacant, acting, substitute, all));
    }
}
