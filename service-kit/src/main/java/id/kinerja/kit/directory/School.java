package id.kinerja.kit.directory;

import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A school as the roster last said; deadlines are computed in its time zone.
 *
 * @param regency kabupaten or kota as the roster writes it; null where no event has said it, as of a school that was
 *     registered before the directory kept it; likewise the province
 */
public record School(
        String npsn,
        String name,
        String level,
        @Nullable String regency,
        @Nullable String province,
        ZoneId timeZone) {

    /** A regency's name as events write it, who carry codes and no names: {@code KAB-WONOSOBO}. */
    public static String regencyCode(String regency) {
        return Stream.of(regency.toUpperCase(Locale.ROOT).split("[^A-Z0-9]+"))
                .filter(part -> !part.isEmpty())
                .reduce((one, other) -> one + "-" + other)
                .orElse("-");
    }
}
