package id.kinerja.kit.testing;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The people of one invented school, the same in every suite: Sari teaches, Bayu teaches without being a civil servant,
 * Ratna is the principal and appraises both, Hendra heads the education office and appraises Ratna. Dewi is a teacher of
 * another school.
 */
public record Cast(String npsn, Person sari, Person bayu, Person ratna, Person hendra, Person dewi) {

    private static final AtomicInteger PEOPLE = new AtomicInteger();

    public record Person(
            String employeeId,
            String account,
            String name,
            Role role,
            EmploymentStatus employmentStatus,
            @Nullable String npsn,
            @Nullable String nip,
            @Nullable String appraiserId) {

        /** The same person with another appraiser. */
        public Person appraisedBy(Person appraiser) {
            return new Person(employeeId, account, name, role, employmentStatus, npsn, nip, appraiser.employeeId());
        }

        /** The same person in another role, or at another school. */
        public Person as(Role otherRole, @Nullable String otherNpsn) {
            return new Person(employeeId, account, name, otherRole, employmentStatus, otherNpsn, nip, appraiserId);
        }
    }

    static Cast invent() {
        var npsn = number(8);
        var hendra = person("hendra", "Hendra Wibisono", Role.OFFICE_HEAD, EmploymentStatus.PNS, null, null);
        var ratna =
                person("ratna", "Ratna Kusumawardani", Role.PRINCIPAL, EmploymentStatus.PNS, npsn, hendra.employeeId());
        return new Cast(
                npsn,
                person("sari", "Sari Puspita", Role.TEACHER, EmploymentStatus.PNS, npsn, ratna.employeeId()),
                person("bayu", "Bayu Anggoro", Role.TEACHER, EmploymentStatus.NON_ASN, npsn, ratna.employeeId()),
                ratna,
                hendra,
                person("dewi", "Dewi Lestari", Role.TEACHER, EmploymentStatus.PPPK, number(8), null));
    }

    public List<Person> people() {
        return List.of(sari, bayu, ratna, hendra, dewi);
    }

    /** Tells the roster of these people, as planning-service does. */
    void announce(Events.Publisher publisher) {
        announceSchool(publisher, npsn, "Kab. Contoh", "Asia/Jakarta", 1);
        people().forEach(person -> announce(publisher, person, 1));
    }

    /** Tells the roster of one school, with the sequence number of that school's events. */
    public static void announceSchool(
            Events.Publisher publisher, String npsn, String regency, String timeZone, long sequence) {
        publisher.publish(
                "kinerja.roster.events",
                Directory.SCHOOL_REGISTERED,
                "/planning/schools/" + npsn,
                npsn,
                sequence,
                fields(
                        "npsn", npsn,
                        "name", "SD NEGERI CONTOH",
                        "level", "SD",
                        "status", "NEGERI",
                        "district", "Contoh",
                        "regency", regency,
                        "province", "Jawa Tengah",
                        "timeZone", timeZone));
    }

    /** Tells the roster of one person, with the sequence number of that person's events. */
    public static void announce(Events.Publisher publisher, Person person, long sequence) {
        announce(publisher, person, sequence, Map.of());
    }

    /** As {@link #announce(Events.Publisher, Person, long)}, with fields that are there or different besides. */
    public static void announce(Events.Publisher publisher, Person person, long sequence, Map<String, ?> more) {
        var data = fields(
                "employeeId", person.employeeId(),
                "account", person.account(),
                "name", person.name(),
                "nip", person.nip(),
                "nuptk", null,
                "birthDate", person.nip() == null ? null : "1980-01-01",
                "employmentStatus", person.employmentStatus().name(),
                "role", person.role().name(),
                "npsn", person.npsn(),
                "position", "Guru Ahli Muda",
                "grade", "III/c",
                "orgUnit", "SD NEGERI CONTOH",
                "appraiserId", person.appraiserId(),
                "effectiveFrom", LocalDate.of(2026, 1, 1).toString());
        data.putAll(more);
        publisher.publish(
                "kinerja.roster.events",
                Directory.EMPLOYEE_ASSIGNED,
                "/planning/employees/" + person.employeeId(),
                person.employeeId(),
                sequence,
                data);
    }

    /** Tells the roster that somebody leaves, with the sequence number of that person's events. */
    public static void announceLeft(Events.Publisher publisher, Person person, LocalDate lastDay, long sequence) {
        publisher.publish(
                "kinerja.roster.events",
                Directory.EMPLOYEE_LEFT,
                "/planning/employees/" + person.employeeId(),
                person.employeeId(),
                sequence,
                fields(
                        "employeeId", person.employeeId(),
                        "reason", "RETIRED",
                        "lastDay", lastDay.toString()));
    }

    private static LinkedHashMap<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    private static Person person(
            String who,
            String name,
            Role role,
            EmploymentStatus status,
            @Nullable String npsn,
            @Nullable String appraiserId) {
        var host = role == Role.OFFICE_HEAD ? "dinas.belajar.id" : "guru.sd.belajar.id";
        return new Person(
                UUID.randomUUID().toString(),
                who + "." + number(9) + "@" + host,
                name,
                role,
                status,
                npsn,
                status.isCivilServant() ? newNip() : null,
                appraiserId);
    }

    /**
     * A number that nobody else has in this run: 18 digits, of somebody born on 1 January 1980. Two people of different
     * schools under one number would be taken for one by whatever asks by number.
     */
    public static String newNip() {
        int ordinal = PEOPLE.getAndIncrement();
        return "19800101%04d%02d1%03d".formatted(2000 + ordinal / 999 / 12, ordinal / 999 % 12 + 1, ordinal % 999 + 1);
    }

    private static String number(int digits) {
        var text = new StringBuilder();
        for (int i = 0; i < digits; i++) {
            text.append(ThreadLocalRandom.current().nextInt(1, 10));
        }
        return text.toString();
    }
}
