package id.kinerja.planning.roster;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A school or a person as a line of a file has it, by the names of its columns; a single edit has the same, so that both
 * go the same way into the roster.
 *
 * @param columns what is empty may be absent
 */
record RosterRow(Map<String, String> columns) {

    private static final List<String> ACCOUNTS = List.of("account", "appraiser_account", "superior_account");

    /** A row whose accounts are compared in lower case, whatever was written. */
    static RosterRow of(Map<String, String> columns) {
        var row = new HashMap<>(columns);
        RosterRules.lowerCaseAccounts(row);
        return new RosterRow(row);
    }

    /** As the roster has somebody. */
    static RosterRow of(Employee person, @Nullable String appraiserAccount, @Nullable String superiorAccount) {
        var row = new HashMap<String, String>();
        put(row, "account", person.account());
        put(row, "name", person.name());
        put(row, "nip", person.nip());
        put(row, "nuptk", person.nuptk());
        put(row, "birth_date", person.birthDate());
        put(row, "employment_status", person.employmentStatus());
        put(row, "role", person.role());
        put(row, "npsn", person.npsn());
        put(row, "position", person.position());
        put(row, "grade", person.grade());
        put(row, "org_unit", person.orgUnit());
        put(row, "appraiser_account", appraiserAccount);
        put(row, "superior_account", superiorAccount);
        put(row, "appointment", person.appointment());
        put(row, "staff_type", person.staffType());
        put(row, "functional_level", person.functionalLevel());
        return new RosterRow(row);
    }

    /** What is null is absent. */
    static void put(Map<String, String> row, String column, @Nullable Object value) {
        if (value != null) {
            row.put(column, value.toString().strip());
        }
    }

    RosterRow with(String column, String value) {
        var row = new HashMap<>(columns);
        row.put(column, value);
        return new RosterRow(row);
    }

    /** The accounts of whoever is meant and of those above. */
    Stream<String> accounts() {
        return ACCOUNTS.stream().map(this::value).flatMap(Stream::ofNullable);
    }

    /** Whether it says on which day the assignment begins. */
    boolean isDated() {
        return value("effective_from") != null;
    }

    /**
     * @param ids employee id by account, of everybody whom the row names
     * @param today first day of the assignment where the row says none
     */
    Employee employee(Map<String, String> ids, LocalDate today) {
        var from = value("effective_from");
        var birthDate = value("birth_date");
        var appraiser = value("appraiser_account");
        var superior = value("superior_account");
        var appointment = value("appointment");
        var staffType = value("staff_type");
        var level = value("functional_level");
        return Employee.described(
                Objects.requireNonNull(ids.get(present("account"))),
                present("account"),
                present("name"),
                value("nip"),
                value("nuptk"),
                birthDate == null ? null : LocalDate.parse(birthDate),
                EmploymentStatus.valueOf(present("employment_status")),
                Role.valueOf(present("role")),
                value("npsn"),
                present("position"),
                value("grade"),
                present("org_unit"),
                appraiser == null ? null : ids.get(appraiser),
                superior == null ? null : ids.get(superior),
                appointment == null ? Appointment.DEFINITIVE : Appointment.valueOf(appointment),
                staffType == null ? null : StaffType.named(staffType).orElseThrow(),
                level == null ? null : FunctionalLevel.valueOf(level),
                from == null ? today : LocalDate.parse(from),
                null);
    }

    School school() {
        return new School(
                present("npsn"),
                present("name"),
                present("level"),
                present("status"),
                present("district"),
                present("regency"),
                present("province"),
                TimeZones.ofProvince(present("province")));
    }

    private @Nullable String value(String column) {
        var value = columns.get(column);
        return value == null || value.isEmpty() ? null : value;
    }

    private String present(String column) {
        return Objects.requireNonNull(columns.get(column), column);
    }
}
