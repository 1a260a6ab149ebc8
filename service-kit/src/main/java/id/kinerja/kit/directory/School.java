package id.kinerja.kit.directory;

import java.time.ZoneId;

/** A school as the roster last said; deadlines are computed in its time zone. */
public record School(String npsn, String name, String level, ZoneId timeZone) {}
