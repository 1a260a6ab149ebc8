package id.kinerja.stack.demo;

import id.kinerja.stack.demo.Person.Role;
import id.kinerja.stack.demo.Person.Status;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Invents the people of a school: the same people for the same school and seed, with names that nobody bears.
 *
 * <p>Of the teachers about half are PNS and half PPPK; from two teachers on, the last one is no civil servant.
 */
public final class DemoPeople {

    /** The most teachers that are invented for one school. */
    public static final int MOST_TEACHERS = 200;

    private static final List<String> WOMEN = List.of(
            "Siti", "Dewi", "Sri", "Rina", "Wulan", "Ayu", "Ratna", "Endang", "Fitri", "Nur", "Lestari", "Indah",
            "Yuni", "Tri", "Maya");
    private static final List<String> MEN = List.of(
            "Budi", "Agus", "Joko", "Slamet", "Bambang", "Eko", "Hendra", "Wahyu", "Dedi", "Rudi", "Arif", "Yusuf",
            "Teguh", "Imam", "Anton");
    /** Words for "example", "suppose" and "as if": no real surname, visible at first sight. */
    private static final List<String> SURNAMES = List.of(
            "Umpama",
            "Misalkan",
            "Seandainya",
            "Contoh",
            "Rekaan",
            "Ibarat",
            "Khayali",
            "Andaian",
            "Seumpama",
            "Perumpamaan",
            "Barangkali",
            "Sekiranya");

    private static final List<String> PERMANENT_GRADES = List.of("III/a", "III/b", "III/c", "III/d", "IV/a");

    private final Random random;
    private final Nip nips;
    private final Set<String> names = new HashSet<>();
    private final Set<String> nuptks;
    private final School school;

    private DemoPeople(School school, long seed, Nip nips, Set<String> nuptks) {
        this.school = school;
        this.random = new Random(seed ^ Long.parseLong(school.npsn()));
        this.nips = nips;
        this.nuptks = nuptks;
    }

    /** The people of a school with that many teachers, from 1 to {@value #MOST_TEACHERS}. */
    public static Cast of(School school, int teachers, long seed) {
        if (teachers < 1 || teachers > MOST_TEACHERS) {
            throw new IllegalArgumentException("Between 1 and %d teachers, not %d".formatted(MOST_TEACHERS, teachers));
        }
        return new DemoPeople(school, seed, new Nip(), new HashSet<>()).cast(teachers);
    }

    /**
     * The people of many schools, no two with the same number; each school has its principal and its office head, the
     * teachers are spread evenly.
     *
     * @param people how many in all, at least three for each school
     */
    public static List<Cast> of(List<School> schools, int people, long seed) {
        var nips = new Nip();
        var nuptks = new HashSet<String>();
        var teachers = people - 2L * schools.size();
        var casts = new ArrayList<Cast>();
        for (int n = 0; n < schools.size(); n++) {
            var here = (int) (teachers * (n + 1) / schools.size() - teachers * n / schools.size());
            casts.add(new DemoPeople(schools.get(n), seed, nips, nuptks).cast(here));
        }
        return casts;
    }

    private Cast cast(int count) {
        var officeHead = officeHead();
        var principal = principal(officeHead);
        var teachers = new ArrayList<Person>();
        for (int number = 1; number <= count; number++) {
            teachers.add(teacher(principal, statusOf(number, count), number));
        }
        return new Cast(school, officeHead, principal, teachers);
    }

    private static Status statusOf(int number, int count) {
        if (number == count && count > 1) {
            return Status.NON_ASN;
        }
        return number % 2 == 1 ? Status.PNS : Status.PPPK;
    }

    private Person officeHead() {
        var female = random.nextBoolean();
        var birth = birth(50, 58);
        var name = name(female);
        return new Person(
                account(name, "dinas.belajar.id", 1),
                name,
                nips.permanent(birth, appointed(birth), female),
                null,
                birth,
                Status.PNS,
                Role.OFFICE_HEAD,
                null,
                "Kepala Dinas Pendidikan",
                "IV/c",
                "Dinas Pendidikan " + school.regency(),
                null);
    }

    private Person principal(Person officeHead) {
        var female = random.nextBoolean();
        var birth = birth(42, 57);
        var name = name(female);
        return new Person(
                account(name, schoolHost(), 1),
                name,
                nips.permanent(birth, appointed(birth), female),
                nuptk(),
                birth,
                Status.PNS,
                Role.PRINCIPAL,
                school.npsn(),
                "Kepala Sekolah",
                "IV/a",
                school.name(),
                officeHead.account());
    }

    private Person teacher(Person principal, Status status, int number) {
        var female = random.nextInt(3) > 0;
        var birth = status == Status.PNS ? birth(28, 57) : birth(26, 45);
        var name = name(female);
        return new Person(
                account(name, schoolHost(), number + 1),
                name,
                nip(status, birth, female),
                nuptk(),
                birth,
                status,
                Role.TEACHER,
                school.npsn(),
                position(status, number),
                grade(status, birth),
                school.name(),
                principal.account());
    }

    private @Nullable String nip(Status status, LocalDate birth, boolean female) {
        return switch (status) {
            case PNS -> nips.permanent(birth, appointed(birth), female);
            case PPPK -> nips.contract(birth, 2021 + random.nextInt(4), female);
            case NON_ASN -> null;
        };
    }

    private static @Nullable String grade(Status status, LocalDate birth) {
        return switch (status) {
            case PNS -> PERMANENT_GRADES.get(Math.clamp((1998 - birth.getYear()) / 6, 0, PERMANENT_GRADES.size() - 1));
            case PPPK -> "IX";
            case NON_ASN -> null;
        };
    }

    private String position(Status status, int number) {
        var subject = school.level().equals("SD") && number <= 6 ? "Guru Kelas" : "Guru Mata Pelajaran";
        return status == Status.NON_ASN ? subject + " (GTT)" : subject + " Ahli Pertama";
    }

    private LocalDate birth(int youngest, int oldest) {
        var age = youngest + random.nextInt(oldest - youngest + 1);
        return LocalDate.of(2026 - age, 1, 1).plusDays(random.nextInt(365));
    }

    /** Between 23 and 27 years of age, and not after 2024. */
    private YearMonth appointed(LocalDate birth) {
        var year = Math.min(2024, birth.getYear() + 23 + random.nextInt(5));
        return YearMonth.of(year, 1 + random.nextInt(12));
    }

    private String name(boolean female) {
        var given = female ? WOMEN : MEN;
        for (int attempt = 0; ; attempt++) {
            var name = pick(given) + " " + pick(SURNAMES) + (attempt < 50 ? "" : " " + pick(SURNAMES));
            if (names.add(name)) {
                return name;
            }
        }
    }

    private String nuptk() {
        while (true) {
            var digits = new StringBuilder().append(1 + random.nextInt(9));
            while (digits.length() < 16) {
                digits.append(random.nextInt(10));
            }
            if (nuptks.add(digits.toString())) {
                return digits.toString();
            }
        }
    }

    private String account(String name, String host, int number) {
        // The end of the NPSN keeps people of different schools apart.
        return "%s.%s%02d@%s"
                .formatted(
                        name.substring(0, name.indexOf(' ')).toLowerCase(Locale.ROOT),
                        school.npsn().substring(3),
                        number,
                        host);
    }

    private String schoolHost() {
        return "guru.%s.belajar.id".formatted(school.level().toLowerCase(Locale.ROOT));
    }

    private String pick(List<String> words) {
        return words.get(random.nextInt(words.size()));
    }
}
