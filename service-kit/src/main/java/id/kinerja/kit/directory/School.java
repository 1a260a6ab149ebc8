package id.kinerja.kit.directory;

import java.time.ZoneId;
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
        ZoneId timeZone) {}
