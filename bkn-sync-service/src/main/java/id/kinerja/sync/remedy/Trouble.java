package id.kinerja.sync.remedy;

import static id.kinerja.sync.remedy.Trouble.Retry.BACKOFF;
import static id.kinerja.sync.remedy.Trouble.Retry.DAILY;
import static id.kinerja.sync.remedy.Trouble.Retry.LANE;
import static id.kinerja.sync.remedy.Trouble.Retry.NOTHING_WAITS;
import static id.kinerja.sync.remedy.Trouble.Retry.ON_COMMAND;
import static id.kinerja.sync.remedy.Trouble.Role.AGENCY_ADMIN;
import static id.kinerja.sync.remedy.Trouble.Role.NOBODY;
import static id.kinerja.sync.remedy.Trouble.Role.OFFICE;
import static id.kinerja.sync.remedy.Trouble.Role.OPERATOR;
import static id.kinerja.sync.remedy.Trouble.Role.SCHOOL_OPERATOR;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Obstacle;

/**
 * Everything that can stand in the way of a delivery, with the role that must repair it and when it goes on. Cause and
 * next step in words are {@code trouble.<code>} and {@code step.<code>} in the messages; a code without them fails a test.
 * Who repairs what follows domain.md section 6.2 where it is known there, and is inferred otherwise.
 */
public enum Trouble {
    /** The roster has not told us of the person yet. */
    ROSTER_PENDING(SCHOOL_OPERATOR, BACKOFF),
    /** A save may or may not have arrived; it is read back after BKN's longest processing time. */
    OUTCOME_UNKNOWN(NOBODY, BACKOFF),
    TIMEOUT(NOBODY, BACKOFF),
    UNAVAILABLE(NOBODY, BACKOFF),
    BAD_BODY(NOBODY, BACKOFF),
    /** A fault of our own program. */
    UNEXPECTED(OPERATOR, BACKOFF),

    THROTTLED(NOBODY, LANE),
    SUSPENDED(NOBODY, LANE),
    CIRCUIT_OPEN(NOBODY, LANE),
    NO_TURN(NOBODY, LANE),
    GATEWAY_AUTH(OPERATOR, LANE),
    SSO_AUTH(OPERATOR, LANE),
    SSO_MISMATCH(OPERATOR, LANE),
    ACCESS_REFUSED(OPERATOR, LANE),
    CONFIGURATION(OPERATOR, LANE),
    /** An operator lets the lane rest. */
    OPERATOR_PAUSE(OPERATOR, LANE),

    NIP_MISSING(SCHOOL_OPERATOR, DAILY),
    NIP_MALFORMED(SCHOOL_OPERATOR, DAILY),
    PERSON_NOT_FOUND(SCHOOL_OPERATOR, DAILY),
    PERSON_AMBIGUOUS(AGENCY_ADMIN, DAILY),
    IDENTITY_MISMATCH(SCHOOL_OPERATOR, DAILY),
    /** Post or unit differ: said when a plan is approved, and in nobody's way. */
    POST_OR_UNIT_DIFFERS(SCHOOL_OPERATOR, NOTHING_WAITS),
    APPRAISER_NIP_MISSING(OFFICE, DAILY),
    APPRAISER_NIP_MALFORMED(OFFICE, DAILY),
    APPRAISER_MISMATCH(OFFICE, DAILY),
    /** BKN holds another result for the year, which we did not write. */
    FOREIGN_RECORD(AGENCY_ADMIN, DAILY),
    /** BKN holds our own result with another predicate than was decided. */
    VALUES_DRIFTED(AGENCY_ADMIN, DAILY),
    /** BKN holds several results for the year. */
    SEVERAL_RECORDS(AGENCY_ADMIN, DAILY),
    /** Tried often, and never a clear answer. */
    NO_CLEAR_ANSWER(OPERATOR, DAILY),

    /** Another result of the same person and year has the one place that e-Kinerja has for them. */
    SECOND_RESULT_OF_YEAR(OFFICE, ON_COMMAND),
    VALUES_REJECTED(OPERATOR, ON_COMMAND),
    RECORD_NOT_THERE(OPERATOR, ON_COMMAND),
    REFUSED(AGENCY_ADMIN, ON_COMMAND),
    /** An operator has decided that it is not sent. */
    CANCELLED(OPERATOR, ON_COMMAND);

    /** Who must act. */
    public enum Role {
        /** It passes by itself. */
        NOBODY,
        /** Operator sekolah: Dapodik and Verval PTK. */
        SCHOOL_OPERATOR,
        /** Dinas Pendidikan. */
        OFFICE,
        /** Admin instansi, usually at the BKD or BKPSDM: SIASN and e-Kinerja. */
        AGENCY_ADMIN,
        /** The operator of Kinerja. */
        OPERATOR
    }

    /** When it goes on. */
    public enum Retry {
        /** By itself, after growing pauses. */
        BACKOFF,
        /** By itself, as soon as its lane is open. */
        LANE,
        /** Looked at again every 24 hours for two weeks, at once when the roster changes, or on command. */
        DAILY,
        /** When it is told to, or when there is a newer value. */
        ON_COMMAND,
        /** It is not held up. */
        NOTHING_WAITS
    }

    private final Role role;
    private final Retry retry;

    Trouble(Role role, Retry retry) {
        this.role = role;
        this.retry = retry;
    }

    public Role role() {
        return role;
    }

    public Retry retry() {
        return retry;
    }

    /** What a refusal of the registry means for who must act. */
    public static Trouble of(Obstacle.Refusal refusal) {
        return switch (refusal) {
            case INVALID_VALUES -> VALUES_REJECTED;
            case NOT_THERE -> RECORD_NOT_THERE;
            case FORBIDDEN, REFUSED -> REFUSED;
        };
    }

    /** A new cause of the registry does not compile until it has its place here. */
    public static Trouble of(Cause cause) {
        return switch (cause) {
            case THROTTLED -> THROTTLED;
            case SUSPENDED -> SUSPENDED;
            case TIMEOUT -> TIMEOUT;
            case UNAVAILABLE -> UNAVAILABLE;
            case BAD_BODY -> BAD_BODY;
            case GATEWAY_AUTH -> GATEWAY_AUTH;
            case SSO_AUTH -> SSO_AUTH;
            case SSO_MISMATCH -> SSO_MISMATCH;
            case ACCESS_REFUSED -> ACCESS_REFUSED;
            case CONFIGURATION -> CONFIGURATION;
            case CIRCUIT_OPEN -> CIRCUIT_OPEN;
            case NO_TURN -> NO_TURN;
        };
    }
}
