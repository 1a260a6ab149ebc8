package id.kinerja.planning.deadline;

import id.kinerja.kit.directory.School;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whom an extension is for: one person, one school or one regency.
 *
 * @param employeeId null unless it is for one person
 * @param npsn the school; of a person the school at the time of the grant, null for people of an office
 * @param regency as the roster writes it; null unless it is for a regency
 */
record Scope(
        @Nullable String employeeId,
        @Nullable String npsn,
        @Nullable String regency) {

    enum Kind {
        EMPLOYEE,
        SCHOOL,
        REGENCY
    }

    static Scope ofEmployee(String employeeId, @Nullable String npsn) {
        return new Scope(employeeId, npsn, null);
    }

    static Scope ofSchool(String npsn) {
        return new Scope(null, npsn, null);
    }

    static Scope ofRegency(String regency) {
        return new Scope(null, null, regency);
    }

    Kind kind() {
        return employeeId != null ? Kind.EMPLOYEE : regency != null ? Kind.REGENCY : Kind.SCHOOL;
    }

    /** What extensions are looked up by. */
    String key() {
        return switch (kind()) {
            case EMPLOYEE -> employee(Objects.requireNonNull(employeeId));
            case SCHOOL -> school(Objects.requireNonNull(npsn));
            case REGENCY -> regency(Objects.requireNonNull(regency));
        };
    }

    static String employee(String employeeId) {
        return "employee:" + employeeId;
    }

    static String school(String npsn) {
        return "school:" + npsn;
    }

    static String regency(String regency) {
        return "regency:" + regency;
    }

    /** The regency as events name it, {@code KAB-WONOSOBO}; null unless it is for a regency. */
    @Nullable
    String regencyCode() {
        return regency == null ? null : School.regencyCode(regency);
    }
}
