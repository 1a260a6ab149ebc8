package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.demo.Person.Role;
import id.kinerja.stack.demo.Person.Status;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class RosterCsvTest {

    @Test
    void a_school_is_written_as_the_import_reads_it() {
        var school =
                new School("20306578", "SD NEGERI 3 KERTEK", "SD", "NEGERI", "Kertek", "Kab. Wonosobo", "Jawa Tengah");
        assertThat(RosterCsv.schools(List.of(school))).isEqualTo("""
                        npsn,name,level,status,district,regency,province\r
                        20306578,SD NEGERI 3 KERTEK,SD,NEGERI,Kertek,Kab. Wonosobo,Jawa Tengah\r
                        """);
    }

    @Test
    void what_a_person_does_not_have_is_an_empty_field_and_commas_are_quoted() {
        var person = new Person(
                "siti.02@guru.sd.belajar.id",
                "Siti Umpama",
                null,
                "1234567890123456",
                LocalDate.of(1990, 1, 2),
                Status.NON_ASN,
                Role.TEACHER,
                "20306578",
                "Guru Kelas (GTT), kelas I",
                null,
                "SD NEGERI 3 KERTEK",
                "sri.01@guru.sd.belajar.id");
        assertThat(RosterCsv.employees(List.of(person)).lines())
                .containsExactly(
                        "account,name,nip,nuptk,birth_date,employment_status,role,npsn,position,grade,org_unit,"
                                + "appraiser_account",
                        "siti.02@guru.sd.belajar.id,Siti Umpama,,1234567890123456,1990-01-02,NON_ASN,TEACHER,20306578,"
                                + "\"Guru Kelas (GTT), kelas I\",,SD NEGERI 3 KERTEK,sri.01@guru.sd.belajar.id");
    }
}
