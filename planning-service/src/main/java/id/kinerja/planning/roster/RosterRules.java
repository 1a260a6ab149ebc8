package id.kinerja.planning.roster;

import static java.util.stream.Collectors.toSet;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a school or a person must be like to be in the roster, whether it comes as a line of a file or alone. Formats are
 * those of domain notes §10.
 */
final class RosterRules {

    /** Where it is said what is wrong. */
    interface Sink {
        void add(String column, String code, Object... args);
    }

    private static final int MAX_TEXT = 200;
    /** {@code YYYY-MM-DD}. */
    private static final int DAY_LENGTH = 10;

    private static final Pattern NPSN = Pattern.compile("\\d{8}");
    private static final Pattern NIP = Pattern.compile("\\d{18}");
    private static final Pattern NUPTK = Pattern.compile("\\d{16}");
    /** Golongan of a PNS (III/a) or of a PPPK (IX). */
    private static final Pattern GRADE = Pattern.compile("(I|II|III|IV)/[a-e]|[IVX]{1,5}");

    private static final Pattern ACCOUNT =
            Pattern.compile("(?=.{3,254}$)[a-z0-9_%+-]+(\\.[a-z0-9_%+-]+)*@[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private final Map<String, String> row;
    private final Sink faults;
    private final Sink warnings;

    private RosterRules(Map<String, String> row, Sink faults, Sink warnings) {
        this.row = row;
        this.faults = faults;
        this.warnings = warnings;
    }

    static void school(Map<String, String> row, Sink faults, Sink warnings) {
        new RosterRules(row, faults, warnings).school();
    }

    /** Accounts are compared in lower case, whatever the file has. */
    static void employee(Map<String, String> row, RosterDays days, Sink faults, Sink warnings) {
        new RosterRules(row, faults, warnings).employee(days);
    }

    private void school() {
        matches("npsn", NPSN, "npsn-format");
        text("name");
        text("district");
        text("regency");
        text("province");
        oneOf("level", Set.of("TK", "SD", "SMP", "SMA", "SMK", "SLB"));
        oneOf("status", Set.of("NEGERI", "SWASTA"));
    }

    private void employee(RosterDays days) {
        lowerCaseAccounts(row);
        matches("account", ACCOUNT, "account-format");
        text("name");
        text("position");
        text("org_unit");
        oneOf("employment_status", names(EmploymentStatus.values()));
        oneOf("role", names(Role.values()));
        boolean civilServant = !value("employment_status").equals(EmploymentStatus.NON_ASN.name());
        if (civilServant) {
            matches("nip", NIP, "nip-format");
        } else if (!value("nip").isEmpty()) {
            faults.add("nip", "nip-of-non-asn");
        }
        matchesIfPresent("nuptk", NUPTK, "nuptk-format");
        matchesIfPresent("grade", GRADE, "grade-format");
        var birthDate = date("birth_date", civilServant);
        if (value("employment_status").equals(EmploymentStatus.PNS.name())
                && NIP.matcher(value("nip")).matches()) {
            NipSanity.oddities(value("nip"), birthDate, days.today()).forEach(code -> warnings.add("nip", code));
        }
        if (Set.of("TEACHER", "PRINCIPAL").contains(value("role"))
                && value("npsn").isEmpty()) {
            faults.add("npsn", "required");
        } else {
            matchesIfPresent("npsn", NPSN, "npsn-format");
        }
        superiors();
        post();
        firstDay(days);
    }

    private void firstDay(RosterDays days) {
        var day = date("effective_from", false);
        if (day != null && day.isBefore(days.first())) {
            faults.add("effective_from", "effective-from-too-early", days.first());
        } else if (day != null && day.isAfter(days.last())) {
            faults.add("effective_from", "effective-from-too-late", days.last());
        }
    }

    private void superiors() {
        var appraiser = value("appraiser_account");
        var superior = value("superior_account");
        if (!appraiser.isEmpty() && appraiser.equals(value("account"))) {
            faults.add("appraiser_account", "own-appraiser");
        }
        if (!superior.isEmpty() && superior.equals(value("account"))) {
            faults.add("superior_account", "own-superior");
        } else if (!superior.isEmpty() && superior.equals(appraiser)) {
            // Objections against the appraiser would be decided by the appraiser.
            faults.add("superior_account", "superior-is-appraiser");
        }
    }

    private void post() {
        if (!value("appointment").isEmpty()) {
            oneOf("appointment", names(Appointment.values()));
        }
        var appointment =
                value("appointment").equals(Appointment.ACTING.name()) ? Appointment.ACTING : Appointment.DEFINITIVE;
        if (!value("staff_type").isEmpty()) {
            StaffType.named(value("staff_type"))
                    .ifPresentOrElse(
                            type -> {
                                if (names(Role.values()).contains(value("role"))
                                        && !type.fits(Role.valueOf(value("role")), appointment)) {
                                    warnings.add("staff_type", "staff-type-of-other-role", type.official());
                                }
                            },
                            () -> oneOf(
                                    "staff_type",
                                    Arrays.stream(StaffType.values())
                                            .map(StaffType::official)
                                            .collect(toSet())));
        }
        if (!value("functional_level").isEmpty()) {
            oneOf("functional_level", names(FunctionalLevel.values()));
            if (names(FunctionalLevel.values()).contains(value("functional_level"))
                    && GRADE.matcher(value("grade")).matches()
                    && !FunctionalLevel.valueOf(value("functional_level")).fits(value("grade"))) {
                warnings.add("functional_level", "functional-level-of-other-grade", value("grade"));
            }
        }
    }

    static void lowerCaseAccounts(Map<String, String> row) {
        for (var column : List.of("account", "appraiser_account", "superior_account")) {
            row.computeIfPresent(column, (name, account) -> account.toLowerCase(Locale.ROOT));
        }
    }

    static boolean isNpsn(String npsn) {
        return NPSN.matcher(npsn).matches();
    }

    static boolean isNip(String nip) {
        return NIP.matcher(nip).matches();
    }

    private String value(String column) {
        return row.getOrDefault(column, "");
    }

    private void text(String column) {
        if (value(column).isEmpty()) {
            faults.add(column, "required");
        } else if (value(column).length() > MAX_TEXT) {
            faults.add(column, "wrong-size");
        }
    }

    private void matches(String column, Pattern pattern, String code) {
        if (!pattern.matcher(value(column)).matches()) {
            faults.add(column, value(column).isEmpty() ? "required" : code);
        }
    }

    private void matchesIfPresent(String column, Pattern pattern, String code) {
        if (!value(column).isEmpty()) {
            matches(column, pattern, code);
        }
    }

    private void oneOf(String column, Set<String> allowed) {
        if (!allowed.contains(value(column))) {
            faults.add(
                    column,
                    "not-one-of",
                    String.join(", ", allowed.stream().sorted().toList()));
        }
    }

    private @Nullable LocalDate date(String column, boolean required) {
        if (value(column).isEmpty()) {
            if (required) {
                faults.add(column, "required");
            }
            return null;
        }
        try {
            if (value(column).length() == DAY_LENGTH) {
                return LocalDate.parse(value(column));
            }
            // A sign and more digits would be a day as well, of which no database knows.
            faults.add(column, "date-format");
            return null;
        } catch (DateTimeException e) {
            faults.add(column, "date-format");
            return null;
        }
    }

    static Set<String> names(Enum<?>[] values) {
        return Set.of(Arrays.stream(values).map(Enum::name).toArray(String[]::new));
    }
}
