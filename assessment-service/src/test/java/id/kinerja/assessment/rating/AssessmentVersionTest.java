package id.kinerja.assessment.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.assessment.AssessmentSuite;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.NewerPack;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Two versions of a pack are there: under the new one BKN books the period on another year. */
class AssessmentVersionTest extends AssessmentSuite {

    @DynamicPropertySource
    static void aNewerPack(DynamicPropertyRegistry registry) {
        registry.add(
                "kinerja.regulations.directory",
                () -> NewerPack.directory("    year: 2026\n", "    year: 2027\n")
                        .toString());
    }

    @Test
    void an_assessment_goes_by_the_version_its_plan_was_drafted_under_and_by_the_newest_where_nobody_told_it() {
        var cast = newSchool();
        tellAgreed(cast.sari(), 1, "regulationVersion", NewerPack.OLD);
        tellAgreed(cast.bayu(), 1, "regulationVersion", NewerPack.NEW);
        tellAgreed(cast.ratna(), 1);

        assertThat(yearAndVersion(cast.sari())).isEqualTo("2026 under " + NewerPack.OLD);
        assertThat(yearAndVersion(cast.bayu())).isEqualTo("2027 under " + NewerPack.NEW);
        assertThat(yearAndVersion(cast.ratna())).isEqualTo("2027 under null");

        assertThat(rate(cast.ratna(), cast.sari(), RATINGS).status()).isEqualTo(200);
        assertThat(makeFinal(cast.ratna(), cast.sari()).status()).isEqualTo(200);
        var result = await().atMost(SOON)
                .until(() -> Events.about(RESULTS, cast.sari().employeeId()), told -> told.size() == 1)
                .getFirst();
        assertThat(result.data().path("year").asInt()).isEqualTo(2026);
        assertThat(result.data().path("regulationVersion").asInt()).isEqualTo(NewerPack.OLD);
    }

    @Test
    void an_agreement_under_a_version_that_is_not_there_waits_among_the_dead_letters() {
        var cast = newSchool();
        tellAgreed(cast.sari(), 1, "regulationVersion", 99);

        var operator = as("operator@dinas.belajar.id", "operator");
        await().atMost(SOON)
                .until(() -> operator.get("/api/v1/operations/assessment/dead-letters?limit=100")
                        .body()
                        .toString()
                        .contains("unknown-period"));
        assertThat(asOffice().get(pathOf(cast.sari())).status()).isEqualTo(404);
    }

    private String yearAndVersion(Person person) {
        var seen = await().atMost(SOON)
                .until(() -> asOffice().get(pathOf(person)), answer -> answer.status() == 200)
                .body();
        var version = seen.path("regulationVersion");
        return seen.path("year").asInt() + " under " + (version.isNull() ? "null" : version.asInt());
    }
}
