package id.kinerja.planning.roster;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who decides on somebody, and in what capacity.
 *
 * @param employeeId null while nobody does
 */
record Deciding(@Nullable String employeeId, AppraiserCapacity capacity) {

    /** Who could decide if the policy says so; null for nobody. */
    record Others(@Nullable String nextSuperior, @Nullable String substitute) {}

    /** As the roster has it, as long as no policy has been asked. */
    static Deciding nominally(@Nullable String appraiserId) {
        return new Deciding(appraiserId, AppraiserCapacity.of(appraiserId));
    }

    /** @param appraiser who is there; null if nobody is named, or who is named has left */
    static Deciding under(AppraiserPolicy policy, @Nullable Employee appraiser, Others others) {
        if (appraiser == null) {
            return by(policy.whenVacant(), null, others);
        }
        return appraiser.appointment() == Appointment.DEFINITIVE
                ? nominally(appraiser.employeeId())
                : by(policy.whenActing(), appraiser.employeeId(), others);
    }

    private static Deciding by(AppraiserPolicy.Way way, @Nullable String acting, Others others) {
        return switch (way) {
            case ACTING_DECIDES -> named(acting, AppraiserCapacity.ACTING);
            case NEXT_SUPERIOR -> named(others.nextSuperior(), AppraiserCapacity.NEXT_SUPERIOR);
            case SUBSTITUTE -> named(others.substitute(), AppraiserCapacity.SUBSTITUTE);
            case WAIT -> named(null, AppraiserCapacity.NOBODY);
            // In the place of whoever is nearest.
            case AUTOMATIC ->
                named(
                        Stream.of(
                                        Optional.ofNullable(acting),
                                        Optional.ofNullable(others.nextSuperior()),
                                        Optional.ofNullable(others.substitute()))
                                .flatMap(Optional::stream)
                                .findFirst()
                                .orElse(null),
                        AppraiserCapacity.AUTOMATIC);
        };
    }

    private static Deciding named(@Nullable String employeeId, AppraiserCapacity capacity) {
        return new Deciding(employeeId, employeeId == null ? AppraiserCapacity.NOBODY : capacity);
    }
}
