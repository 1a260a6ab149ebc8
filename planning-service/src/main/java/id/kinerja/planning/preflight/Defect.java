package id.kinerja.planning.preflight;

import static id.kinerja.planning.preflight.Defect.Repairer.APPRAISER;
import static id.kinerja.planning.preflight.Defect.Repairer.EMPLOYEE;
import static id.kinerja.planning.preflight.Defect.Repairer.OFFICE;
import static id.kinerja.planning.preflight.Defect.Repairer.OPERATOR;
import static id.kinerja.planning.preflight.Defect.Repairer.SCHOOL_OPERATOR;
import static id.kinerja.planning.preflight.Defect.Severity.BLOCKING;
import static id.kinerja.planning.preflight.Defect.Severity.WARNING;

/**
 * Everything that is looked for before a period opens, with who must repair it. Cause and next step in words are
 * {@code preflight.<code>} and {@code preflight.<code>.step} in the messages; a code without them fails a test. Who
 * repairs what follows domain.md section 6.2 where it is known there, and is inferred otherwise (I).
 */
enum Defect {
    /** A teacher or principal whom nobody appraises. */
    APPRAISER_VACANT(BLOCKING, OFFICE),
    /** The appraiser is not in the roster. */
    APPRAISER_UNKNOWN(BLOCKING, OFFICE),
    /** The appraiser has retired or left. */
    APPRAISER_LEFT(BLOCKING, OFFICE),
    /** Somebody is among their own superiors. */
    APPRAISER_CYCLE(BLOCKING, OFFICE),
    /** A teacher is appraised at another school although the own one has a principal (I). */
    APPRAISER_ELSEWHERE(WARNING, OFFICE),
    /** The NIP of an appraiser outside of the school is missing, without which no result is recorded. */
    APPRAISER_NIP_MISSING(BLOCKING, OFFICE),
    /** The teachers of one school are divided between principals. */
    TEACHERS_DIVIDED(BLOCKING, OFFICE),
    /** More than one definitive principal. */
    SEVERAL_PRINCIPALS(BLOCKING, OFFICE),
    NO_PRINCIPAL(BLOCKING, OFFICE),
    /** Only an acting principal (Plt.). */
    PRINCIPAL_ACTING(WARNING, OFFICE),
    /** The principal has submitted no plan for the period, and teachers' records fail at e-Kinerja without it. */
    PRINCIPAL_PLAN_MISSING(BLOCKING, EMPLOYEE),
    /** The principal's plan waits for its approval. */
    PRINCIPAL_PLAN_UNDECIDED(BLOCKING, APPRAISER),
    NIP_MISSING(BLOCKING, SCHOOL_OPERATOR),
    /** The NIP of a PNS says something else than the roster; BKN may know it so nevertheless. */
    NIP_ODD(WARNING, SCHOOL_OPERATOR),
    NIP_SHARED(BLOCKING, SCHOOL_OPERATOR),
    /** Jenis PTK in Dapodik does not fit the role. */
    STAFF_TYPE_OTHER(WARNING, SCHOOL_OPERATOR),
    /**
     * The unit (unor) is that of another school by its name, as is left after a move (I). Whether a unit of another name
     * is the school's, and whether it is active, only SIASN knows.
     */
    UNIT_ELSEWHERE(WARNING, OFFICE),
    /** The account is of a mail domain that is not accepted, so nobody can sign in with it. */
    ACCOUNT_NOT_ACCEPTED(BLOCKING, SCHOOL_OPERATOR),
    /** The person's school is not in the roster. */
    SCHOOL_UNKNOWN(BLOCKING, OPERATOR);

    enum Severity {
        /** Planning, or the record at e-Kinerja, fails on it. */
        BLOCKING,
        /** Odd, and may yet be right. */
        WARNING
    }

    /** Who must act. */
    enum Repairer {
        /** The person whom the finding names. */
        EMPLOYEE,
        /** Whoever appraises that person. */
        APPRAISER,
        /** Operator sekolah: Dapodik and Verval PTK. */
        SCHOOL_OPERATOR,
        /** Dinas Pendidikan. */
        OFFICE,
        /** The operator of Kinerja. */
        OPERATOR
    }

    private final Severity severity;
    private final Repairer repairer;

    Defect(Severity severity, Repairer repairer) {
        this.severity = severity;
        this.repairer = repairer;
    }

    Severity severity() {
        return severity;
    }

    Repairer repairer() {
        return repairer;
    }
}
