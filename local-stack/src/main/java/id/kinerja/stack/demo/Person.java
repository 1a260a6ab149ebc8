package id.kinerja.stack.demo;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * An invented employee, with what the roster and e-Kinerja know of the person.
 *
 * @param account the belajar.id account
 * @param nip eighteen digits; none for somebody who is no civil servant
 * @param grade pay grade, III/a to IV/e for PNS, IX and so on for PPPK; none for non-ASN
 * @param npsn the school; none for people of the education office
 * @param appraiser account of the appraiser; none for the head of the office
 */
public record Person(
        String account,
        String name,
        @Nullable String nip,
        @Nullable String nuptk,
        LocalDate birthDate,
        Status status,
        Role role,
        @Nullable String npsn,
        String position,
        @Nullable String grade,
        String unit,
        @Nullable String appraiser) {

    /** Employment status. */
    public enum Status {
        /** Permanent civil servant. */
        PNS,
        /** Civil servant on contract. */
        PPPK,
        /** No civil servant; e-Kinerja does not know the person. */
        NON_ASN
    }

    /** Post in the performance process. */
    public enum Role {
        TEACHER,
        PRINCIPAL,
        OFFICE_HEAD
    }

    /** Whether e-Kinerja knows the person. */
    public boolean isCivilServant() {
        return nip != null;
    }

    /** The number under which e-Kinerja knows the person. */
    public String requireNip() {
        if (nip == null) {
            throw new IllegalStateException(account + " is no civil servant");
        }
        return nip;
    }
}
