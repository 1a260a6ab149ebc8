package id.kinerja.planning.roster;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a PNS's NIP says about its owner: birth date (8 digits), year and month of the appointment as CPNS (6), sex, 1 or
 * 2, and a sequence from 001 (3) (domain notes §10, S). A number that does not add up may still be the one that BKN
 * holds, so these are warnings. The number of a PPPK is built otherwise, in widths that no source confirms: it is not
 * judged.
 */
final class NipSanity {

    private static final int YOUNGEST = 16;

    private NipSanity() {}

    /**
     * @param nip 18 digits
     * @return codes of what does not add up
     */
    static List<String> oddities(String nip, @Nullable LocalDate birthDate, LocalDate today) {
        var odd = new ArrayList<String>();
        var born = date(nip.substring(0, 8));
        if (born == null || (birthDate != null && !born.equals(birthDate))) {
            odd.add("nip-birth-date");
        }
        var appointed = date(nip.substring(8, 14) + "01");
        if (appointed == null
                || appointed.isAfter(today)
                || (born != null && appointed.isBefore(born.plusYears(YOUNGEST)))) {
            odd.add("nip-appointment");
        }
        if (nip.charAt(14) != '1' && nip.charAt(14) != '2') {
            odd.add("nip-sex");
        }
        if (nip.endsWith("000")) {
            odd.add("nip-sequence");
        }
        return odd;
    }

    private static @Nullable LocalDate date(String digits) {
        try {
            return LocalDate.of(
                    Integer.parseInt(digits.substring(0, 4)),
                    Integer.parseInt(digits.substring(4, 6)),
                    Integer.parseInt(digits.substring(6, 8)));
        } catch (DateTimeException e) {
            // No such day: that is what is asked.
            return null;
        }
    }
}
