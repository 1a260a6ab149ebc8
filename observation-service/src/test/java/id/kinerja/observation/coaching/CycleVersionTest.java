package id.kinerja.observation.coaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.NewerPack;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.node.ObjectNode;

/** Two versions of a pack are there: under the new one the period ends in June already. */
class CycleVersionTest extends ServiceSuite {

    private static final String CYCLES = "/api/v1/coaching-cycles";
    private static final String AUGUST = "2026-08-25";

    private Cast cast;

    @DynamicPropertySource
    static void aNewerPack(DynamicPropertyRegistry registry) {
        registry.add(
                "kinerja.regulations.directory",
                () -> NewerPack.directory("    last: 2026-12-31\n    source", "    last: 2026-06-30\n    source")
                        .toString());
    }

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_cycle_goes_by_the_version_its_plan_was_drafted_under_and_by_the_newest_where_nobody_told_it() {
        agree(cast.sari(), NewerPack.OLD);
        agree(cast.bayu(), NewerPack.NEW);
        agree(cast.ratna(), null);

        var prepared = prepare(cast.sari());
        assertThat(prepared.status()).as(prepared.text()).isEqualTo(201);
        assertThat(prepared.body().path("regulation").asString()).isEqualTo(NewerPack.ID);
        assertThat(prepared.body().path("regulationVersion").asInt()).isEqualTo(NewerPack.OLD);
        var moved = as(cast.sari().account())
                .ifMatch(prepared)
                .put(CYCLES + "/" + planId(cast.sari()) + ":1/schedule", Map.of("scheduledOn", "2026-09-01"));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        assertThat(moved.body().path("regulationVersion").asInt()).isEqualTo(NewerPack.OLD);

        assertThat(List.of(prepare(cast.bayu()), prepare(cast.ratna()))).allSatisfy(refused -> {
            assertThat(refused.status()).as(refused.text()).isEqualTo(422);
            assertThat(refused.body().at("/errors/0/code").asString()).isEqualTo("out-of-range");
        });
    }

    @Test
    void a_version_that_was_taken_away_is_named() {
        agree(cast.sari(), 99);

        var answer = prepare(cast.sari());
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("regulation-not-loaded");
        assertThat(answer.body().path("regulationVersion").asInt()).isEqualTo(99);
    }

    /** Sends the preparation until the agreement of the plan has arrived, as a client would. */
    private Answer prepare(Person person) {
        var preparation = Map.of(
                "planId",
                planId(person),
                "targetBehaviourCodes",
                List.of("GURU-1-A"),
                "learningEffort",
                "Membaca rubrik.",
                "scheduledOn",
                AUGUST);
        var answers = new ArrayList<Answer>();
        await().atMost(SOON).until(() -> {
            answers.add(as(person.account()).post(CYCLES, preparation));
            return !answers.getLast().code().equals("plan-not-agreed");
        });
        return answers.getLast();
    }

    /** @param version null as agreements were told before they said it */
    private static void agree(Person person, @Nullable Integer version) {
        var plan = (ObjectNode) GoldenCycle.JSON.readTree(
                ContractFiles.golden(AgreedPlans.PLAN_AGREED).dataJson());
        plan.put("planId", planId(person))
                .put("employeeId", person.employeeId())
                .put("npsn", person.npsn())
                .put("regulationVersion", version);
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        AgreedPlans.PLAN_AGREED,
                        "/planning/plans/" + planId(person),
                        person.employeeId(),
                        9,
                        plan.toString());
    }

    private static String planId(Person person) {
        return person.employeeId() + ":2026";
    }
}
