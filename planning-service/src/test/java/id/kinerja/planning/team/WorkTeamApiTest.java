package id.kinerja.planning.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class WorkTeamApiTest extends ServiceSuite {

    @Autowired
    private WorkTeams teams;

    private Cast cast;

    @BeforeEach
    void anotherSchool() {
        cast = newSchool();
    }

    @Test
    void a_team_is_there_from_the_start_and_is_formed_by_who_knows_its_version() {
        var ratna = as(cast.ratna().account());
        var before = ratna.get(pathOf(cast.ratna()));
        assertThat(before.etag()).isEqualTo("\"0\"");
        assertThat(before.body().path("members")).isEmpty();

        assertThat(ratna.put(pathOf(cast.ratna()), members(cast.bayu())).status())
                .isEqualTo(428);
        var formed = ratna.ifMatch(before).put(pathOf(cast.ratna()), members(cast.bayu()));
        assertThat(formed.status()).isEqualTo(200);
        assertThat(formed.etag()).isEqualTo("\"1\"");
        assertThat(formed.body().at("/members/0").asString())
                .isEqualTo(cast.bayu().employeeId());
        assertThat(ratna.ifMatch(before)
                        .put(pathOf(cast.ratna()), members(cast.sari()))
                        .status())
                .isEqualTo(412);
        assertThat(ratna.ifMatch(formed)
                        .put(pathOf(cast.ratna()), members(cast.sari(), cast.bayu()))
                        .status())
                .isEqualTo(200);
        assertThat(teams.leadersOf(cast.sari().employeeId()))
                .containsExactly(cast.ratna().employeeId());
        assertThat(as(cast.sari().account()).get(pathOf(cast.ratna())).body().path("members"))
                .hasSize(2);
        assertThat(ratna.header("If-Match", "*")
                        .put(pathOf(cast.ratna()), members())
                        .status())
                .isEqualTo(200);
        assertThat(teams.leadersOf(cast.sari().employeeId())).isEmpty();
    }

    @Test
    void a_principal_is_helped_by_teachers_of_the_same_school_and_the_head_of_the_office_by_supervisors() {
        var wiji = announced(Role.SUPERVISOR, null);
        var elsewhere = newSchool();
        var ratna = as(cast.ratna().account()).header("If-Match", "*");
        var refused = ratna.put(
                pathOf(cast.ratna()),
                members(cast.ratna(), cast.sari(), wiji, elsewhere.sari(), cast.sari(), cast.hendra()));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(faults(refused))
                .containsExactly(
                        "/members/0 not-for-this-team",
                        "/members/2 not-for-this-team",
                        "/members/3 not-for-this-team",
                        "/members/4 named-twice",
                        "/members/5 not-for-this-team");
        var hendra = as(cast.hendra().account()).header("If-Match", "*");
        assertThat(faults(hendra.put(pathOf(cast.hendra()), members(cast.sari(), cast.ratna()))))
                .containsExactly("/members/0 not-for-this-team", "/members/1 not-for-this-team");
        assertThat(hendra.put(pathOf(cast.hendra()), members(wiji)).status()).isEqualTo(200);
        assertThat(teams.helps(wiji.employeeId(), cast.hendra().employeeId())).isTrue();
        var many = Stream.generate(() -> UUID.randomUUID().toString()).limit(21).toList();
        assertThat(faults(ratna.put(pathOf(cast.ratna()), Map.of("members", many))))
                .containsExactly("/members wrong-size");
    }

    @Test
    void who_moves_to_another_school_helps_nobody_at_the_old_one() {
        as(cast.ratna().account()).header("If-Match", "*").put(pathOf(cast.ratna()), members(cast.bayu()));
        assertThat(teams.helps(cast.bayu().employeeId(), cast.ratna().employeeId()))
                .isTrue();

        var bayu = cast.bayu();
        Cast.announce(
                Events.publisher(),
                new Person(
                        bayu.employeeId(),
                        bayu.account(),
                        bayu.name(),
                        bayu.role(),
                        bayu.employmentStatus(),
                        newSchool().npsn(),
                        bayu.nip(),
                        null),
                2);

        await().atMost(SOON)
                .until(() -> !teams.helps(bayu.employeeId(), cast.ratna().employeeId()));
        assertThat(teams.leadersOf(bayu.employeeId())).isEmpty();
    }

    @Test
    void a_team_is_formed_by_its_leader_and_seen_by_its_members_and_the_office() {
        var outsider = announced(Role.TEACHER, cast.npsn());
        as(cast.ratna().account()).header("If-Match", "*").put(pathOf(cast.ratna()), members(cast.bayu()));
        Map<String, Api> callers = new LinkedHashMap<>();
        callers.put("leader", as(cast.ratna().account()));
        callers.put("member", as(cast.bayu().account()));
        callers.put("colleague", as(outsider.account()));
        callers.put("leaders-appraiser", as(cast.hendra().account()));
        callers.put("other-principal", as(newSchool().ratna().account()));
        callers.put("office", as("office@dinas.belajar.id", "office"));
        callers.put("operator", as("operator@dinas.belajar.id", "operator"));
        callers.put("subscriber", as("feed@dinas.belajar.id", "subscriber"));
        callers.put("stranger", as("stranger.9@guru.sd.belajar.id"));
        callers.put("nobody", withoutToken());

        var table = new StringBuilder("-                 read form\n");
        callers.forEach((caller, api) -> table.append("%-17s %-4s %s%n"
                .formatted(
                        caller,
                        api.get(pathOf(cast.ratna())).status(),
                        api.header("If-Match", "*")
                                .put(pathOf(cast.ratna()), members(cast.bayu()))
                                .status())));

        assertThat(table.toString()).isEqualTo("""
                        -                 read form
                        leader            200  200
                        member            200  403
                        colleague         404  404
                        leaders-appraiser 404  404
                        other-principal   404  404
                        office            200  403
                        operator          403  403
                        subscriber        403  403
                        stranger          403  403
                        nobody            401  401
                        """);
        // Whoever appraises nobody by role has no team, not even an empty one.
        assertThat(callers.get("member").get(pathOf(cast.bayu())).status()).isEqualTo(404);
        assertThat(callers.get("office").get(pathOf(cast.bayu())).status()).isEqualTo(404);
    }

    private Person announced(Role role, @Nullable String npsn) {
        var person = new Person(
                UUID.randomUUID().toString(),
                "wiji." + UUID.randomUUID() + "@belajar.id",
                "Wiji Hartono",
                role,
                EmploymentStatus.PNS,
                npsn,
                Cast.newNip(),
                null);
        Cast.announce(Events.publisher(), person, 1);
        await().atMost(SOON)
                .until(() -> as(person.account())
                        .get("/api/v1/me")
                        .body()
                        .path("employee")
                        .isObject());
        return person;
    }

    private static Map<String, Object> members(Person... people) {
        return Map.of("members", Stream.of(people).map(Person::employeeId).toList());
    }

    private static List<String> faults(Answer answer) {
        return answer.body()
                .path("errors")
                .valueStream()
                .map(fault -> fault.path("pointer").asString() + " "
                        + fault.path("code").asString())
                .toList();
    }

    private static String pathOf(Person leader) {
        return "/api/v1/work-teams/" + leader.employeeId();
    }
}
