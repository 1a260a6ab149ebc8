package id.kinerja.system.sync;

import id.kinerja.stack.demo.Person;
import id.kinerja.stack.demo.Person.Role;
import id.kinerja.stack.demo.Person.Status;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One of any number of invented civil servants; everything about the person follows from the number. */
record Official(int number, Person person, @Nullable Official appraiser) {

    /** With the principal, who comes first and appraises the others. */
    static final int PER_SCHOOL = 100;

    private static final int BIRTHDAYS = 10_000;

    static Official of(int number) {
        int school = number / PER_SCHOOL;
        boolean principal = number % PER_SCHOOL == 0;
        var appraiser = principal ? null : of(school * PER_SCHOOL);
        var birth = LocalDate.of(1966, 1, 1).plusDays(number % BIRTHDAYS);
        return new Official(
                number,
                new Person(
                        "orang%06d@guru.sd.belajar.id".formatted(number),
                        "Orang Umpama " + number,
                        birth.format(DateTimeFormatter.BASIC_ISO_DATE)
                                + "2015031%03d".formatted(1 + number / BIRTHDAYS),
                        null,
                        birth,
                        Status.PNS,
                        principal ? Role.PRINCIPAL : Role.TEACHER,
                        "%08d".formatted(60_000_000 + school),
                        principal ? "Kepala Sekolah" : "Guru Kelas Ahli Pertama",
                        "III/b",
                        "SD UMPAMA " + school,
                        appraiser == null ? null : appraiser.person.account()),
                appraiser);
    }

    /** The same person as the roster has them with another number, or with none. */
    Official numbered(@Nullable String nip) {
        return new Official(
                number,
                new Person(
                        person.account(),
                        person.name(),
                        nip,
                        person.nuptk(),
                        person.birthDate(),
                        person.status(),
                        person.role(),
                        person.npsn(),
                        person.position(),
                        person.grade(),
                        person.unit(),
                        person.appraiser()),
                appraiser);
    }

    String employeeId() {
        return UUID.nameUUIDFromBytes(("official " + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    String npsn() {
        return "%08d".formatted(60_000_000 + number / PER_SCHOOL);
    }

    /** Principals are assessed by the first of them, who stands for the office. */
    Official assessor() {
        return appraiser == null ? of(0) : appraiser;
    }
}
