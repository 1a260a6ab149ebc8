package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.stack.demo.Person.Role;
import id.kinerja.stack.demo.Person.Status;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;

class DemoPeopleTest {

    private static final School SCHOOL = School.find(School.DEFAULT_NPSN).orElseThrow();

    @Test
    void the_same_school_and_seed_give_the_same_people() {
        assertThat(DemoPeople.of(SCHOOL, 12, 1)).isEqualTo(DemoPeople.of(SCHOOL, 12, 1));
        assertThat(DemoPeople.of(SCHOOL, 12, 1)).isNotEqualTo(DemoPeople.of(SCHOOL, 12, 2));
    }

    @Test
    void a_school_has_pns_and_pppk_and_one_teacher_who_is_no_civil_servant() {
        var cast = DemoPeople.of(SCHOOL, 12, 1);
        assertThat(cast.teachers()).hasSize(12);
        assertThat(cast.teachers())
                .filteredOn(teacher -> teacher.status() == Status.NON_ASN)
                .singleElement()
                .satisfies(teacher -> {
                    assertThat(teacher.nip()).isNull();
                    assertThat(teacher.grade()).isNull();
                    assertThat(teacher.nuptk()).hasSize(16);
                });
        assertThat(cast.teachers()).extracting(Person::status).contains(Status.PNS, Status.PPPK);
        assertThat(cast.principal().status()).isEqualTo(Status.PNS);
    }

    @Test
    void teachers_answer_to_the_principal_and_the_principal_to_the_office() {
        var cast = DemoPeople.of(SCHOOL, 3, 1);
        assertThat(cast.teachers())
                .allSatisfy(teacher -> assertThat(teacher.appraiser())
                        .isEqualTo(cast.principal().account()));
        assertThat(cast.principal().appraiser()).isEqualTo(cast.officeHead().account());
        assertThat(cast.officeHead().appraiser()).isNull();
        assertThat(cast.officeHead().npsn()).isNull();
        assertThat(cast.everybody()).startsWith(cast.officeHead(), cast.principal());
        assertThat(cast.appraised()).doesNotContain(cast.officeHead());
    }

    @Test
    void even_the_largest_school_has_no_two_people_alike() {
        var people = DemoPeople.of(SCHOOL, DemoPeople.MOST_TEACHERS, 1).everybody();
        assertThat(people).extracting(Person::account).doesNotHaveDuplicates();
        assertThat(people).extracting(Person::name).doesNotHaveDuplicates();
        assertThat(people)
                .filteredOn(Person::isCivilServant)
                .extracting(Person::nip)
                .doesNotHaveDuplicates();
        assertThat(people)
                .filteredOn(person -> person.nuptk() != null)
                .extracting(Person::nuptk)
                .doesNotHaveDuplicates();
    }

    @Test
    void every_employee_number_tells_a_plausible_life() {
        var people = DemoPeople.of(SCHOOL, DemoPeople.MOST_TEACHERS, 7).everybody();
        assertThat(people).filteredOn(Person::isCivilServant).allSatisfy(person -> {
            var nip = person.requireNip();
            assertThat(nip).matches("\\d{18}");
            assertThat(LocalDate.parse(nip.substring(0, 8), DateTimeFormatter.BASIC_ISO_DATE))
                    .isEqualTo(person.birthDate());
            var appointed = Integer.parseInt(nip.substring(8, 12));
            assertThat(appointed - person.birthDate().getYear()).isGreaterThanOrEqualTo(20);
            assertThat(appointed).isLessThanOrEqualTo(2024);
            if (person.status() == Status.PNS) {
                assertThat(YearMonth.of(appointed, Integer.parseInt(nip.substring(12, 14))))
                        .isNotNull();
            }
            assertThat(nip.charAt(14)).isIn('1', '2');
        });
    }

    @Test
    void accounts_belong_to_the_level_of_the_school() {
        var school = School.all().stream()
                .filter(candidate -> candidate.level().equals("SMK"))
                .findFirst()
                .orElseThrow();
        var cast = DemoPeople.of(school, 2, 1);
        assertThat(cast.teachers())
                .allSatisfy(teacher -> assertThat(teacher.account()).endsWith("@guru.smk.belajar.id"));
        assertThat(cast.officeHead().account()).endsWith("@dinas.belajar.id");
        assertThat(cast.teachers())
                .allSatisfy(teacher -> assertThat(teacher.role()).isEqualTo(Role.TEACHER));
    }

    @Test
    void a_single_teacher_is_a_civil_servant() {
        assertThat(DemoPeople.of(SCHOOL, 1, 1).teachers())
                .singleElement()
                .satisfies(teacher -> assertThat(teacher.isCivilServant()).isTrue());
    }

    @Test
    void a_school_without_teachers_is_refused() {
        assertThatThrownBy(() -> DemoPeople.of(SCHOOL, 0, 1)).hasMessage("Between 1 and 200 teachers, not 0");
    }
}
