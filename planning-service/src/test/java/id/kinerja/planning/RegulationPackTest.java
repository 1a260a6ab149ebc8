package id.kinerja.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulation.Activity;
import id.kinerja.kit.regulation.Regulation.Agreement;
import id.kinerja.kit.regulation.Regulation.Behaviour;
import id.kinerja.kit.regulation.Regulation.Closing;
import id.kinerja.kit.regulation.Regulation.CoreValue;
import id.kinerja.kit.regulation.Regulation.Guide;
import id.kinerja.kit.regulation.Regulation.Indicator;
import id.kinerja.kit.regulation.Regulation.Late;
import id.kinerja.kit.regulation.Regulation.Need;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.ReportRow;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulation.Stage;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.regulation.Regulation.Strength;
import id.kinerja.kit.regulation.Regulations;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the packs 2024 (Perdirjen GTK 7607) and 2025 (Kepdirjen GTK 4242) say, rule by rule, against what was written down
 * from the sources once more: here, and in {@code packs/} of the test resources.
 */
class RegulationPackTest {

    private static final Regulations REGULATIONS = Regulations.fromClasspath();

    static Stream<Regulation> packs() {
        return Stream.of("2024", "2025").map(RegulationPackTest::pack);
    }

    static Stream<Indicator> indicators() {
        return packs().flatMap(pack -> pack.indicators().stream());
    }

    @Test
    void these_are_the_packs() {
        assertThat(REGULATIONS.newest()).extracting(Regulation::id).containsExactly("2024", "2025");
    }

    @ParameterizedTest
    @CsvSource({"2024, EXPLICIT, HELD", "2025, IMPLIED, ANNUAL"})
    void how_agreement_comes_about_and_what_a_closing_sends(String id, Agreement agreement, Closing closing) {
        assertThat(pack(id).agreement().value()).isEqualTo(agreement);
        assertThat(pack(id).closing().value()).isEqualTo(closing);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-1, 2024, 2024-01-01, 2024-06-30",
        "2024, 2024-2, 2024, 2024-07-01, 2024-12-31",
        "2025, 2025,   2025, 2025-01-01, 2025-12-31",
        "2025, 2026,   2026, 2026-01-01, 2026-12-31"
    })
    void which_periods_it_governs(String id, String periodId, int year, String first, String last) {
        assertThat(REGULATIONS.ofPeriod(periodId)).contains(pack(id));
        var period = pack(id).period(periodId).orElseThrow();
        assertThat(period.year()).isEqualTo(year);
        assertThat(period.first()).hasToString(first);
        assertThat(period.last()).hasToString(last);
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-1, PLANNING,          2024-01-01, 2024-03-31, false, S",
        "2024, 2024-1, PREPARATION,       2024-02-01, 2024-02-29, false, S",
        "2024, 2024-1, OBSERVATION,       2024-03-01, 2024-03-31, false, S",
        "2024, 2024-1, FOLLOW_UP,         2024-04-01, 2024-05-31, false, S",
        "2024, 2024-1, ASSESSMENT,        2024-06-01, 2024-06-30, true,  Oc",
        "2024, 2024-2, PLANNING,          2024-07-01, 2024-07-31, false, S",
        "2024, 2024-2, IMPLEMENTATION,    2024-08-01, 2024-11-30, false, S",
        "2024, 2024-2, PREPARATION,       2024-08-01, 2024-08-31, false, I",
        "2024, 2024-2, OBSERVATION,       2024-09-01, 2024-09-30, false, I",
        "2024, 2024-2, FOLLOW_UP,         2024-10-01, 2024-11-30, false, I",
        "2024, 2024-2, ASSESSMENT,        2024-12-01, 2024-12-31, true,  Oc",
        "2024, 2024-2, ANNUAL_EVALUATION, 2025-01-01, 2025-01-31, true,  Oc",
        "2025, 2025,   PLANNING,          2025-01-01, 2025-01-31, false, I",
        "2025, 2025,   IMPLEMENTATION,    2025-02-01, 2025-12-31, false, I",
        "2025, 2025,   ASSESSMENT,        2025-11-13, 2026-01-31, false, I",
        "2025, 2026,   PLANNING,          2026-01-01, 2026-01-31, false, I",
        "2025, 2026,   IMPLEMENTATION,    2026-02-01, 2026-12-31, false, I",
        "2025, 2026,   ASSESSMENT,        2026-11-13, 2027-01-31, false, I"
    })
    void from_when_until_when_a_stage_runs(
            String id, String period, StageName name, String first, String ends, boolean binding, String source) {
        var stage = stage(pack(id).period(period).orElseThrow(), name);
        assertThat(stage.first()).hasToString(first);
        assertThat(stage.ends()).hasToString(ends);
        assertThat(stage.binding()).isEqualTo(binding);
        assertThat(stage.source()).isEqualTo(source);
    }

    @ParameterizedTest
    @CsvSource({"2024, 2024-1, 5", "2024, 2024-2, 7", "2025, 2025, 3", "2025, 2026, 3"})
    void there_are_no_other_stages(String id, String period, int stages) {
        assertThat(pack(id).period(period).orElseThrow().stages())
                .hasSize(stages)
                .extracting(Stage::name)
                .doesNotHaveDuplicates();
        assertThat(pack(id).periods()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void these_are_the_levels_of_schools(Regulation pack) {
        assertThat(pack.schoolLevels()).containsExactly("TK", "SD", "SMP", "SMA", "SMK", "SLB");
    }

    @ParameterizedTest
    @MethodSource("packs")
    void a_late_plan_is_accepted_because_no_sanction_was_found(Regulation pack) {
        assertThat(pack.periods())
                .allSatisfy(period -> assertThat(Objects.requireNonNull(
                                stage(period, StageName.PLANNING).late()))
                        .satisfies(late -> {
                            assertThat(late.value()).isEqualTo(Late.ACCEPTED);
                            assertThat(late.source()).isEqualTo("I");
                        }));
    }

    @Test
    void planning_of_the_first_semester_of_2024_was_extended_by_letter() {
        var planning = stage(pack("2024").period("2024-1").orElseThrow(), StageName.PLANNING);
        assertThat(planning.last()).hasToString("2024-01-31");
        assertThat(planning.extension()).satisfies(extension -> {
            assertThat(Objects.requireNonNull(extension).last()).hasToString("2024-03-31");
            assertThat(extension.basis()).contains("0559/B.B1/GT.02.00/2024");
            assertThat(extension.source()).isEqualTo("Oc");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2024, TEACHER,   PRACTICE,          MANDATORY",
        "2024, TEACHER,   DEVELOPMENT,       MANDATORY",
        "2024, TEACHER,   ADDITIONAL_DUTIES, OPTIONAL",
        "2024, TEACHER,   WORK_BEHAVIOUR,    MANDATORY",
        "2024, TEACHER,   ALIGNMENT,         OPTIONAL",
        "2024, PRINCIPAL, PRACTICE,          MANDATORY",
        "2024, PRINCIPAL, DEVELOPMENT,       OPTIONAL",
        "2024, PRINCIPAL, ADDITIONAL_DUTIES, NONE",
        "2024, PRINCIPAL, WORK_BEHAVIOUR,    MANDATORY",
        "2024, PRINCIPAL, ALIGNMENT,         OPTIONAL",
        "2025, TEACHER,   PRACTICE,          MANDATORY",
        "2025, TEACHER,   DEVELOPMENT,       OPTIONAL",
        "2025, TEACHER,   ADDITIONAL_DUTIES, OPTIONAL",
        "2025, TEACHER,   WORK_BEHAVIOUR,    MANDATORY",
        "2025, TEACHER,   ALIGNMENT,         OPTIONAL",
        "2025, PRINCIPAL, PRACTICE,          MANDATORY",
        "2025, PRINCIPAL, DEVELOPMENT,       OPTIONAL",
        "2025, PRINCIPAL, ADDITIONAL_DUTIES, NONE",
        "2025, PRINCIPAL, WORK_BEHAVIOUR,    MANDATORY",
        "2025, PRINCIPAL, ALIGNMENT,         OPTIONAL"
    })
    void what_a_plan_consists_of(String id, Role role, Section section, Need need) {
        assertThat(pack(id).need(section, role)).isEqualTo(need);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void teachers_and_principals_choose_among_eight_indicators_each(Regulation pack) {
        assertThat(pack.indicators().stream().filter(of(Role.TEACHER)))
                .extracting(Indicator::code)
                .containsExactly("GURU-1", "GURU-2", "GURU-3", "GURU-4", "GURU-5", "GURU-6", "GURU-7", "GURU-8");
        assertThat(pack.indicators().stream().filter(of(Role.PRINCIPAL)))
                .extracting(Indicator::code)
                .containsExactly("KS-1", "KS-2", "KS-3", "KS-4", "KS-5", "KS-6", "KS-7", "KS-8");
        assertThat(pack.indicators()).hasSize(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GURU-1 | Keteraturan Suasana Kelas | Manajemen kelas",
                "GURU-2 | Penerapan Disiplin Positif | Manajemen kelas",
                "GURU-3 | Umpan Balik Konstruktif | Dukungan psikologis",
                "GURU-4 | Perhatian dan Kepedulian | Dukungan psikologis",
                "GURU-5 | Ekspektasi pada Peserta Didik | Dukungan psikologis",
                "GURU-6 | Aktivitas Interaktif | Metode pembelajaran",
                "GURU-7 | Instruksi Pembelajaran | Metode pembelajaran",
                "GURU-8 | Instruksi yang Adaptif | Metode pembelajaran",
                "KS-1 | Presentasi visi-misi sekolah / satuan pendidikan |",
                "KS-2 | perencanaan program dan anggaran (label kerja, nama tidak ditemukan) |",
                "KS-3 | Menceritakan Praktik Baik Kepemimpinan Pembelajaran |",
                "KS-4 | Presentasi Program Satuan Pendidikan |",
                "KS-5 | Refleksi pengelolaan kurikulum satuan pendidikan |",
                "KS-6 | Aktivasi Kegiatan Komunitas Belajar |",
                "KS-7 | Siklus Penguatan Kualitas Praktik Pembelajaran |",
                "KS-8 | Refleksi Program Pengembangan Kompetensi Guru |"
            })
    void what_an_indicator_is_called_and_which_component_of_the_education_report_it_comes_from(
            String code, String name, @Nullable String component) {
        assertThat(packs().map(pack -> pack.indicator(code).orElseThrow()))
                .hasSize(2)
                .allSatisfy(indicator -> {
                    assertThat(indicator.name()).isEqualTo(name);
                    assertThat(indicator.component()).isEqualTo(component);
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KS-1 | Tingkat upaya mengkomunikasikan visi-misi dan prioritas satuan pendidikan"
                        + " yang berpusat pada peningkatan kualitas pembelajaran.",
                "KS-2 | Tingkat upaya memandu pertemuan perencanaan program dan anggaran sekolah berbasis data"
                        + " yang berpusat pada peningkatan kualitas pembelajaran.",
                "KS-3 |",
                "KS-4 | Tingkat upaya melakukan presentasi persuasif tentang program sekolah berbasis data"
                        + " dan berpusat pada peningkatan kualitas pembelajaran.",
                "KS-5 | Tingkat upaya memandu refleksi pelaksanaan kurikulum satuan pendidikan"
                        + " yang berpusat pada peningkatan kualitas pembelajaran.",
                "KS-6 | Tingkat upaya mengkomunikasikan arahan untuk memotivasi guru aktif terlibat dalam kegiatan"
                        + " komunitas belajar yang berpusat pada peningkatan kualitas pembelajaran.",
                "KS-7 | Tingkat upaya melakukan persiapan observasi kelas, pelaksanaan observasi kelas, diskusi"
                        + " tindak lanjut dan refleksi tindak lanjut untuk peningkatan kualitas pembelajaran"
                        + " yang berpusat pada peserta didik.",
                "KS-8 | Tingkat upaya memandu refleksi pelaksanaan program pengembangan kompetensi guru"
                        + " yang berpusat pada peningkatan kualitas pembelajaran."
            })
    void what_shows_that_an_indicator_of_principals_is_reached(String code, @Nullable String success) {
        assertThat(packs().map(pack -> pack.indicator(code).orElseThrow().success()))
                .hasSize(2)
                .extracting(found -> found == null ? null : found.text())
                .containsOnly(success);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/packs/target-behaviours.csv", delimiter = '|', numLinesToSkip = 1)
    void what_a_target_behaviour_says(String code, @Nullable String text) {
        assertThat(packs().map(pack -> behaviour(pack, code))).hasSize(2).allSatisfy(behaviour -> {
            assertThat(behaviour.text()).isEqualTo(text);
            assertThat(behaviour.source()).isEqualTo(text == null ? "NF" : "S");
        });
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/packs/examples.csv", delimiter = '|', numLinesToSkip = 1)
    void what_shows_a_target_behaviour_and_what_does_not(
            String code, @Nullable String encouraged, @Nullable String discouraged) {
        assertThat(packs().map(pack ->
                        Objects.requireNonNull(behaviour(pack, code).examples())))
                .hasSize(2)
                .allSatisfy(examples -> {
                    assertThat(examples.encouraged()).isEqualTo(listed(encouraged));
                    assertThat(examples.discouraged()).isEqualTo(listed(discouraged));
                });
    }

    @ParameterizedTest
    @MethodSource("packs")
    void of_seventeen_target_behaviours_examples_were_found(Regulation pack) {
        assertThat(pack.indicators().stream()
                        .flatMap(indicator -> indicator.behaviours().stream())
                        .filter(behaviour -> behaviour.examples() != null))
                .hasSize(17);
    }

    @ParameterizedTest
    @MethodSource("packs")
    void what_was_not_found_is_called_incomplete(Regulation pack) {
        assertThat(pack.indicators().stream().filter(indicator -> !indicator.complete()))
                .extracting(Indicator::code)
                .containsExactly("GURU-5", "GURU-7", "GURU-8", "KS-1", "KS-2", "KS-3", "KS-5");
        assertThat(pack.development().complete()).isFalse();
        assertThat(pack.additionalDuties().complete()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("indicators")
    void each_indicator_has_three_target_behaviours_with_three_examples_each_way_where_those_are_complete(
            Indicator indicator) {
        assertThat(indicator.behaviours()).hasSize(3);
        assertThat(indicator.behaviours().stream()
                        .map(Behaviour::examples)
                        .filter(Objects::nonNull)
                        .filter(Regulation.Examples::complete))
                .allSatisfy(examples -> {
                    assertThat(examples.encouraged()).hasSize(3);
                    assertThat(examples.discouraged()).hasSize(3);
                });
        assertThat(indicator.role() == Role.TEACHER && indicator.complete())
                .isEqualTo(indicator.behaviours().stream()
                        .map(Behaviour::examples)
                        .allMatch(examples -> examples != null && examples.complete()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2024 | GURU-1 | Upaya membangun suasana kelas yang kondusif untuk proses belajar, dengan minimal gangguan"
                        + " yang mengalihkan perhatian peserta didik dari aktivitas belajar.",
                "2024 | GURU-2 | Upaya menerapkan prinsip disiplin positif untuk mengelola perilaku dan kebiasaan kelas"
                        + " yang disepakati bersama.",
                "2024 | GURU-3 |",
                "2024 | GURU-4 | Upaya pemberian perhatian dan dukungan sesuai dengan kebutuhan belajar setiap peserta"
                        + " didik untuk menumbuhkan motivasi belajar intrinsik.",
                "2024 | GURU-5 |",
                "2024 | GURU-6 |",
                "2024 | GURU-7 |",
                "2024 | GURU-8 |",
                "2025 | GURU-1 | Praktik pedagogis berupa pembuatan kesepakatan kelas yang direfleksikan agar lingkungan"
                        + " pembelajaran menjadi teratur dan minimal gangguan sehingga murid dapat melakukan pembelajaran"
                        + " mendalam.",
                "2025 | GURU-2 | Penerapan prinsip disiplin positif untuk mengelola perilaku dan kebiasaan kelas yang"
                        + " disepakati bersama agar kualitas lingkungan pembelajaran semakin meningkat.",
                "2025 | GURU-3 | Praktik pedagogis berupa penyampaian kemajuan proses dan capaian murid sehingga murid"
                        + " dapat melakukan perbaikan cara belajar dalam pembelajaran mendalam.",
                "2025 | GURU-4 | Praktik pedagogis berupa pemberian perhatian dan dukungan sesuai dengan kebutuhan belajar"
                        + " setiap murid agar semua murid siap melakukan pembelajaran mendalam.",
                "2025 | GURU-5 |",
                "2025 | GURU-6 |",
                "2025 | GURU-7 | Penjelasan terstruktur yang memandu murid memahami, mengaplikasi dan merefleksikan"
                        + " pembelajaran sebagai implementasi pembelajaran mendalam.",
                "2025 | GURU-8 |"
            })
    void the_words_for_an_indicator_change_with_the_regulation(String id, String code, @Nullable String words) {
        var definition = pack(id).indicator(code).orElseThrow().definition();
        assertThat(definition == null ? null : definition.text()).isEqualTo(words);
    }

    @Test
    void points_in_2024_are_recommended_from_32_to_128() {
        assertThat(pack("2024").development().points()).satisfies(points -> {
            assertThat(Objects.requireNonNull(points).minimum()).isEqualTo(32);
            assertThat(points.maximum()).isEqualTo(128);
            assertThat(points.strength()).isEqualTo(Strength.RECOMMENDATION);
            assertThat(points.source()).isEqualTo("O");
        });
        assertThat(pack("2024").development().evidence())
                .isEqualTo(new Regulation.Evidence(List.of("PDF"), 10, "S", null));
        assertThat(pack("2025").development().points()).isNull();
        assertThat(pack("2025").development().evidence()).isNull();
        assertThat(pack("2025").development().activities()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PELATIHAN-MANDIRI | 8 | O | 1 pelatihan + Aksi Nyata | Sertifikat Topik / dokumen relevan lain",
                "OBSERVASI-SEJAWAT | 8 | O | 1 observasi, bergantian pelaku dan pengamat | Laporan",
                "PENGGERAK-KOMUNITAS-BELAJAR | 36 | O | 3 kegiatan | Sertifikat",
                "NARASUMBER-PRAKTIK-BAIK | 8 | O | 1 kegiatan 2–3 jam | Sertifikat",
                "PESERTA-BERBAGI-PRAKTIK-BAIK | 4 | O | 1 kegiatan 2–3 jam | Sertifikat",
                "PENDIDIKAN-JANGKA-PENDEK-MENENGAH | 128 | S | 1 program, 3–6 bulan |",
                "BIMBINGAN-TEKNIS | 8 | S | 1 kegiatan | Sertifikat"
            })
    void what_an_activity_of_2024_is_worth_what_counts_as_one_and_what_is_handed_in(
            String code, int points, String source, String unit, @Nullable String evidence) {
        var activity = pack("2024").development().activity(code).orElseThrow();
        assertThat(activity.points()).isEqualTo(new Regulation.Rule<>(points, source, null));
        assertThat(activity.roles()).containsExactly(Role.TEACHER);
        assertThat(activity.unit()).isEqualTo(unit);
        assertThat(activity.evidence()).isEqualTo(evidence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PELATIHAN-MANDIRI | Peserta pelatihan mandiri sesuai model kompetensi Guru, Kepala Sekolah, dan/atau"
                        + " pengawas sekolah",
                "OBSERVASI-SEJAWAT | Partisipan observasi praktik pembelajaran bersama rekan sejawat (persiapan,"
                        + " pelaksanaan, diskusi tindak lanjut)",
                "PENGGERAK-KOMUNITAS-BELAJAR | Penggerak komunitas belajar, min. 3 kegiatan berbagi praktik baik",
                "NARASUMBER-PRAKTIK-BAIK | Narasumber berbagi praktik baik terkait implementasi Kurikulum Merdeka dan/atau"
                        + " Perencanaan Berbasis Data",
                "PESERTA-BERBAGI-PRAKTIK-BAIK | Peserta berbagi praktik baik yang diselenggarakan komunitas belajar",
                "PENDIDIKAN-JANGKA-PENDEK-MENENGAH | Peserta program pelatihan dan pendidikan jangka pendek atau menengah"
                        + " (kepemimpinan/teknis), seperti Pendidikan Guru Penggerak",
                "BIMBINGAN-TEKNIS | Peserta kegiatan pelatihan atau bimbingan teknis yang memperoleh sertifikat di bidang"
                        + " pendidikan, kebudayaan, riset dan teknologi"
            })
    void what_an_activity_of_2024_is(String code, String text) {
        assertThat(pack("2024").development().activity(code).orElseThrow().text())
                .isEqualTo(text);
    }

    @Test
    void rows_that_were_not_found_are_not_there() {
        assertThat(pack("2024").development().activities())
                .extracting(Activity::code)
                .hasSize(7);
    }

    @ParameterizedTest
    @CsvSource({
        "WAKIL-KEPALA,              SD, false",
        "WAKIL-KEPALA,              SMP, true",
        "WAKIL-KEPALA,              SMA, true",
        "WAKIL-KEPALA,              SMK, true",
        "KEPALA-PERPUSTAKAAN,       TK, true",
        "KEPALA-PERPUSTAKAAN,       SLB, true",
        "KETUA-PROGRAM-KEAHLIAN,    SMA, false",
        "KETUA-PROGRAM-KEAHLIAN,    SMK, true",
        "KEPALA-LABORATORIUM,       SD, false",
        "KEPALA-LABORATORIUM,       SMP, true",
        "PEMBIMBING-KHUSUS,         SD, true",
        "WALI-KELAS,                SD, true",
        "PEMBINA-OSIS,              SD, false",
        "PEMBINA-OSIS,              SMP, true",
        "KOORDINATOR-BKK,           SMA, false",
        "KOORDINATOR-BKK,           SMK, true",
        "KETUA-LSP-P1,              SMK, true",
        "KETUA-LSP-P1,              SD, false",
        "PEMBINA-EKSTRAKURIKULER,   TK, true",
        "PEMBINA-EKSTRAKURIKULER,   SMK, true",
        "KOORDINATOR-PKB-PKG,       TK, true",
        "KOORDINATOR-PKB-PKG,       SMK, true",
        "GURU-PIKET,                TK, true",
        "GURU-PIKET,                SMK, true",
        "PENGURUS-ORGANISASI-PROFESI, TK, true",
        "PENGURUS-ORGANISASI-PROFESI, SMK, true",
        "TUTOR-PAKET,               TK, true",
        "TUTOR-PAKET,               SMK, true"
    })
    void where_there_is_a_duty(String code, String level, boolean allowed) {
        assertThat(packs().map(pack -> pack.additionalDuties().duty(code).orElseThrow()))
                .allMatch(duty -> duty.allowedAt(level) == allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WAKIL-KEPALA | Wakil Kepala Satuan Pendidikan | 12 | O",
                "KEPALA-PERPUSTAKAAN | Kepala Perpustakaan | 12 | O",
                "KETUA-PROGRAM-KEAHLIAN | Ketua Program Keahlian | 12 | O",
                "KEPALA-LABORATORIUM | Kepala laboratorium, bengkel, unit produksi/teaching factory | 12 | O",
                "PEMBIMBING-KHUSUS | Pembimbing khusus pada satuan pendidikan (inklusif/terpadu) | 6 | O",
                "WALI-KELAS | Wali Kelas | 2 | S",
                "PEMBINA-OSIS | Pembina OSIS | 2 | I",
                "PEMBINA-EKSTRAKURIKULER | Pembina Ekstrakurikuler | 2 | S",
                "KOORDINATOR-PKB-PKG | Koordinator PKB/PKG | | S",
                "KOORDINATOR-BKK | Koordinator BKK | | S",
                "GURU-PIKET | Guru Piket | 2 | S",
                "KETUA-LSP-P1 | Ketua LSP-P1 | | S",
                "PENGURUS-ORGANISASI-PROFESI | Pengurus organisasi/asosiasi profesi | | S",
                "TUTOR-PAKET | Tutor paket A/B/C | | S"
            })
    void what_a_duty_is_called_and_how_many_teaching_hours_a_week_it_counts_as(
            String code, String name, @Nullable Integer hours, String source) {
        assertThat(packs().map(pack -> pack.additionalDuties().duty(code).orElseThrow()))
                .hasSize(2)
                .allSatisfy(duty -> {
                    assertThat(duty.name()).isEqualTo(name);
                    assertThat(duty.weeklyHours())
                            .isEqualTo(hours == null ? null : new Regulation.Rule<>(hours, "S", null));
                });
        assertThat(pack("2024").additionalDuties().duty(code).orElseThrow().source())
                .isEqualTo(source);
        assertThat(pack("2025").additionalDuties().duty(code).orElseThrow().source())
                .as("taken over from 2024")
                .isEqualTo("I");
    }

    @ParameterizedTest
    @MethodSource("packs")
    void there_are_no_other_duties(Regulation pack) {
        assertThat(pack.additionalDuties().duties()).hasSize(14);
    }

    @ParameterizedTest
    @CsvSource({
        "D.1.1, TEACHER,   Manajemen kelas,     I",
        "D.1.2, TEACHER,   Dukungan psikologis, I",
        "D.1.3, TEACHER,   Metode pembelajaran, I",
        "D.3,   PRINCIPAL, ,                    S"
    })
    void which_row_of_the_education_report_suggests_what(
            String code, Role role, @Nullable String component, String source) {
        assertThat(packs().map(pack -> Objects.requireNonNull(pack.recommendation())))
                .hasSize(2)
                .allSatisfy(recommendation -> {
                    assertThat(recommendation.source()).isEqualTo("I");
                    assertThat(recommendation.rows())
                            .hasSize(4)
                            .filteredOn(row -> row.code().equals(code))
                            .extracting(ReportRow::role, ReportRow::component, ReportRow::source)
                            .containsExactly(tuple(role, component, source));
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERVICE | Berorientasi Pelayanan | memahami dan memenuhi kebutuhan masyarakat"
                        + " · ramah, cekatan, solutif, dan dapat diandalkan"
                        + " · melakukan perbaikan tiada henti",
                "ACCOUNTABLE | Akuntabel | jujur, bertanggung jawab, cermat, disiplin, berintegritas tinggi"
                        + " · menggunakan kekayaan dan BMN secara bertanggung jawab, efektif, efisien"
                        + " · tidak menyalahgunakan kewenangan jabatan",
                "COMPETENT | Kompeten | meningkatkan kompetensi diri untuk menjawab tantangan yang selalu berubah"
                        + " · membantu orang lain belajar"
                        + " · melaksanakan tugas dengan kualitas terbaik",
                "HARMONIOUS | Harmonis | menghargai setiap orang apapun latar belakangnya"
                        + " · suka menolong orang lain"
                        + " · membangun lingkungan kerja yang kondusif",
                "LOYAL | Loyal | memegang teguh Pancasila, UUD 1945, setia pada NKRI dan pemerintahan yang sah"
                        + " · menjaga nama baik sesama ASN, pimpinan, instansi, negara"
                        + " · menjaga rahasia jabatan dan negara",
                "ADAPTIVE | Adaptif | cepat menyesuaikan diri menghadapi perubahan"
                        + " · terus berinovasi dan mengembangkan kreativitas"
                        + " · bertindak proaktif",
                "COLLABORATIVE | Kolaboratif | memberi kesempatan berbagai pihak berkontribusi"
                        + " · terbuka bekerja sama untuk nilai tambah"
                        + " · menggerakkan pemanfaatan berbagai sumber daya untuk tujuan bersama"
            })
    void what_a_core_value_guides_to(String code, String name, String behaviours) {
        assertThat(packs().map(pack -> pack.workBehaviour().coreValue(code).orElseThrow()))
                .hasSize(2)
                .allSatisfy(value -> {
                    assertThat(value.name()).isEqualTo(name);
                    assertThat(value.behaviours()).extracting(Guide::text).isEqualTo(listed(behaviours));
                });
    }

    @ParameterizedTest
    @MethodSource("packs")
    void the_seven_core_values_have_three_guiding_behaviours_each(Regulation pack) {
        assertThat(pack.workBehaviour().coreValues())
                .extracting(CoreValue::code, value -> value.behaviours().size())
                .containsExactly(
                        tuple("SERVICE", 3),
                        tuple("ACCOUNTABLE", 3),
                        tuple("COMPETENT", 3),
                        tuple("HARMONIOUS", 3),
                        tuple("LOYAL", 3),
                        tuple("ADAPTIVE", 3),
                        tuple("COLLABORATIVE", 3));
        assertThat(pack.workBehaviour().coreValues())
                .allSatisfy(value -> assertThat(value.behaviours())
                        .extracting(Guide::code)
                        .allMatch(code -> code.startsWith(value.code() + "-")));
        assertThat(pack.workBehaviour().behavioursPerValue().value()).isZero();
        assertThat(pack.workBehaviour().leaderExpectation().value()).isEqualTo(Need.OPTIONAL);
    }

    private static Regulation pack(String id) {
        return REGULATIONS.find(id).orElseThrow();
    }

    private static Behaviour behaviour(Regulation pack, String code) {
        return pack.indicators().stream()
                .flatMap(indicator -> indicator.behaviours().stream())
                .filter(behaviour -> behaviour.code().equals(code))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> listed(@Nullable String texts) {
        return texts == null ? List.of() : List.of(texts.split(" · "));
    }

    private static Stage stage(Period period, StageName name) {
        return period.stages().stream()
                .filter(stage -> stage.name() == name)
                .findFirst()
                .orElseThrow();
    }

    private static Predicate<Indicator> of(Role role) {
        return indicator -> indicator.role() == role;
    }
}
