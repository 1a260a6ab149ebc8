package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DemoTest {

    private final Cast cast = DemoPeople.of(School.find(School.DEFAULT_NPSN).orElseThrow(), 2, 1);
    private final FakePlatform platform = new FakePlatform();
    private final SchoolPeriod period = new SchoolPeriod(
            cast,
            new ApiClient(platform.url(), new Tokens(platform.url()), Duration.ofSeconds(5)),
            new Simulator(platform.url()),
            Duration.ofSeconds(2));
    private final List<String> progress = new ArrayList<>();

    DemoTest() throws IOException {}

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void a_whole_period_is_played_and_e_kinerja_holds_what_was_decided() {
        platform.ledger(this::everythingDecided);

        var outcome = new Demo(period, progress::add).run();

        assertThat(outcome.report())
                .containsExactly("demo: 3 plans approved, 3 observations recorded, 2 results at e-Kinerja,"
                        + " 0 missing, 0 unexpected");
        assertThat(outcome.succeeded()).isTrue();
        assertThat(progress)
                .hasSize(16)
                .first()
                .asString()
                .matches(" +0\\.\\d s  importing SD NEGERI 3 KERTEK \\(20306578\\) and 4 people");
        var teacher = cast.teachers().getFirst();
        var plan = "/plans/" + teacher.account().substring(0, teacher.account().indexOf('@')) + ":2026";
        var principal = cast.principal().account();
        assertThat(platform.commands())
                .extracting(FakePlatform.Request::line)
                .containsSubsequence(
                        "POST /roster-imports?kind=schools by operator@dinas.belajar.id",
                        "POST /roster-imports?kind=employees by operator@dinas.belajar.id",
                        "POST /deadline-extensions by office@dinas.belajar.id",
                        "POST /plans by " + teacher.account(),
                        "PUT %s/practice by %s".formatted(plan, teacher.account()),
                        "POST %s/submission by %s".formatted(plan, teacher.account()),
                        "POST %s/return by %s".formatted(plan, principal),
                        "PUT %s/alignment by %s".formatted(plan, teacher.account()),
                        "POST %s/submission by %s".formatted(plan, teacher.account()),
                        "POST %s/approval by %s".formatted(plan, principal),
                        "POST /coaching-cycles by " + teacher.account(),
                        "POST /school-periods/%s:2026/closing by %s".formatted(School.DEFAULT_NPSN, principal));
    }

    @Test
    void what_has_not_arrived_is_listed_before_the_last_line() {
        platform.ledger(() -> {
            var ledger = new HashMap<>(everythingDecided());
            ledger.put("annual", List.of());
            return ledger;
        });

        var outcome = new Demo(period, progress::add).run();

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.report().getFirst()).contains("Not within 2 s: e-Kinerja holds every decision");
        assertThat(outcome.report())
                .filteredOn(line -> line.startsWith("missing: annual result 2026 of"))
                .hasSize(2);
        assertThat(outcome.report().getLast()).endsWith("0 results at e-Kinerja, 2 missing, 0 unexpected");
    }

    @Test
    void a_refused_step_ends_the_period_but_not_the_report() {
        platform.ledger(this::everythingDecided);
        platform.failNext(403);

        var outcome = new Demo(period, progress::add).run();

        assertThat(outcome.succeeded()).isFalse();
        assertThat(outcome.report())
                .hasSize(2)
                .last()
                .isEqualTo("demo: 0 plans approved, 0 observations recorded, 0 results at e-Kinerja,"
                        + " 0 missing, 0 unexpected");
    }

    private Map<String, Object> everythingDecided() {
        var decisions = period.decisions();
        return Map.of(
                "annual",
                decisions.results().stream()
                        .filter(result -> result.person().isCivilServant())
                        .map(result -> Map.of(
                                "nip", result.person().requireNip(),
                                "year", result.year(),
                                "workResult", result.workResult().code(),
                                "workBehaviour", result.workBehaviour().code(),
                                "quadrant", Rating.predicateCode(result.workResult(), result.workBehaviour()),
                                "assessorNip", result.assessor().requireNip(),
                                "assessorName", result.assessor().name(),
                                "saves", 1))
                        .toList(),
                "plans",
                decisions.plans().stream()
                        .filter(plan -> plan.person().isCivilServant())
                        .map(plan -> Map.of(
                                "nip", plan.person().requireNip(),
                                "planId", plan.planId(),
                                "periodId", plan.periodId(),
                                "year", plan.year(),
                                "indicator", plan.indicator(),
                                "behaviours", plan.behaviours(),
                                "saves", 1))
                        .toList(),
                "observations",
                decisions.observations().stream()
                        .filter(observation -> observation.person().isCivilServant())
                        .map(observation -> Map.of(
                                "nip", observation.person().requireNip(),
                                "cycleId", observation.cycleId(),
                                "planId", observation.planId(),
                                "periodId", observation.periodId(),
                                "observedOn", observation.date().toString(),
                                "indicator", observation.indicator(),
                                "behaviours",
                                        observation.levels().entrySet().stream()
                                                .map(level -> Map.of("code", level.getKey(), "level", level.getValue()))
                                                .toList(),
                                "nextSteps", observation.nextSteps(),
                                "saves", 1))
                        .toList());
    }
}
