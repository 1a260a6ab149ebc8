package id.kinerja.planning.roster;

import java.util.Locale;
import java.util.Set;

/** Indonesia's three time zones by province. */
final class TimeZones {

    private static final Set<String> CENTRAL = Set.of(
            "bali",
            "nusa tenggara barat",
            "nusa tenggara timur",
            "kalimantan selatan",
            "kalimantan timur",
            "kalimantan utara",
            "sulawesi utara",
            "sulawesi tengah",
            "sulawesi selatan",
            "sulawesi tenggara",
            "sulawesi barat",
            "gorontalo");

    private TimeZones() {}

    static String ofProvince(String province) {
        var name = province.toLowerCase(Locale.ROOT)
                .replaceFirst("^prov(insi|\\.)? ", "")
                .trim();
        if (name.startsWith("papua") || name.startsWith("maluku")) {
            return "Asia/Jayapura";
        }
        return CENTRAL.contains(name) ? "Asia/Makassar" : "Asia/Jakarta";
    }
}
