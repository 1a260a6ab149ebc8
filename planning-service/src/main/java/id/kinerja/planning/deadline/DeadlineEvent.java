package id.kinerja.planning.deadline;

import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.regulation.Regulation.StageName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What planning tells the world about extensions; the schemas are in {@code contracts/}. The subject is whom it is for:
 * the person, the school, or for a regency, which has no key of its own, the extension itself.
 */
sealed interface DeadlineEvent extends DomainEvent {

    String extensionId();

    Scope.Kind scope();

    @Nullable
    String employeeId();

    /** Of a person the school at the time of the grant. */
    @Nullable
    String npsn();

    @Override
    default String subject() {
        return switch (scope()) {
            case EMPLOYEE -> Objects.requireNonNull(employeeId());
            case SCHOOL -> Objects.requireNonNull(npsn());
            case REGENCY -> extensionId();
        };
    }

    /**
     * @param regencyCode the regency's name as a code, {@code KAB-WONOSOBO}
     * @param lastDay date without time, in the school's time zone
     * @param grantedBy employee id; null for an account of the office that is not in the roster
     */
    record DeadlineExtended(
            String extensionId,
            Scope.Kind scope,
            @Nullable String employeeId,
            @Nullable String npsn,
            @Nullable String regencyCode,
            String periodId,
            StageName stage,
            LocalDate lastDay,
            @Nullable Instant validUntil,
            @Nullable String grantedBy,
            Instant grantedAt)
            implements DeadlineEvent {}

    record DeadlineExtensionWithdrawn(
            String extensionId,
            Scope.Kind scope,
            @Nullable String employeeId,
            @Nullable String npsn,
            @Nullable String regencyCode,
            String periodId,
            StageName stage,
            @Nullable String withdrawnBy,
            Instant withdrawnAt)
            implements DeadlineEvent {}
}
