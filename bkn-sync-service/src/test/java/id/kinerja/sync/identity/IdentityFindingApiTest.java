package id.kinerja.sync.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.sync.SyncSuite;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

class IdentityFindingApiTest extends SyncSuite {

    private static final String FINDINGS = "/api/v1/identity-findings";
    private static final String NIP = "198001012005012001";

    @Autowired
    private StoredIdentities identities;

    @Autowired
    private Regulations regulations;

    private static List<JsonNode> items(Api api, String query) {
        var answer = api.get(FINDINGS + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body().path("items").valueStream().toList();
    }

    private JsonNode awaitFinding(Person person, String cause) {
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(items(as(person.account()), ""))
                        .singleElement()
                        .satisfies(item -> assertThat(
                                        item.path("remedy").path("cause").asString())
                                .isEqualTo(cause)));
        return items(as(person.account()), "").getFirst();
    }

    private void approve(Person person) {
        tellPlan(person, "id.kinerja.planning.PlanApproved.v1", 1, "approvedAt");
    }

    private static Person with(Person person, String name, String nip) {
        return new Person(
                person.employeeId(),
                person.account(),
                name,
                person.role(),
                person.employmentStatus(),
                person.npsn(),
                nip,
                person.appraiserId());
    }

    /** Notes what it is told; a person as such, or what waited for the person. */
    private static final class Told implements IdentityListener {

        private final List<String> words = new ArrayList<>();

        @Override
        public void identityChanged(String employeeId) {
            words.add("changed " + employeeId);
        }

        @Override
        public void identityTold(String employeeId, List<String> waiting) {
            words.add(employeeId + " for " + waiting);
        }
    }

    @Test
    void only_news_of_somebody_who_is_waited_for_or_known_wakes_anything() {
        var told = new Told();
        var events = new IdentityEvents(identities, List.of(told), regulations, new LaneBell(), Clock.systemUTC());
        var newcomer = UUID.randomUUID().toString();
        var awaited = UUID.randomUUID().toString();

        assigned(events, newcomer, 1, "Contoh Satu");
        assertThat(told.words).isEmpty();
        assertThat(identities.await(awaited, "ANNUAL:1")).isEmpty();
        assertThat(identities.await(awaited, "ANNUAL:1")).isEmpty();
        assertThat(identities.await(awaited, "PLAN:2")).isEmpty();
        assigned(events, awaited, 1, "Contoh Dua");
        assertThat(told.words).containsExactly(awaited + " for [ANNUAL:1, PLAN:2]");
        assertThat(identities.await(awaited, "ANNUAL:3")).isPresent();
        assertThat(identities.waitingFor(awaited)).isEmpty();

        told.words.clear();
        assigned(events, newcomer, 2, "Contoh Satu");
        assertThat(told.words).as("nothing new about the person").isEmpty();
        assigned(events, newcomer, 3, "Contoh Tiga");
        assertThat(told.words).containsExactly("changed " + newcomer);
        assigned(events, newcomer, 3, "Contoh Tiga");
        assertThat(told.words)
                .as("a repetition: the first may have ended early")
                .hasSize(2);
    }

    @Test
    void the_witness_is_who_was_found_last_and_is_still_who_the_roster_says() {
        var events =
                new IdentityEvents(identities, List.of(new Told()), regulations, new LaneBell(), Clock.systemUTC());
        var later = Instant.now().plus(Duration.ofDays(1));
        var earlier = matched(events, "Contoh Lama", "p-early", later);
        var latest = matched(events, "Contoh Baru", "p-late", later.plusSeconds(1));
        matched(events, "Contoh Luar", null, later.plusSeconds(2));
        var renamed = matched(events, "Contoh Dulu", "p-renamed", later.plusSeconds(3));
        assigned(events, renamed, 2, "Contoh Kini", NIP);

        assertThat(identities.latest(Set.of()).orElseThrow().id()).isEqualTo(new RegistryPersonId("p-late"));
        assertThat(identities.latest(Set.of(latest)).orElseThrow().id()).isEqualTo(new RegistryPersonId("p-early"));
        assertThat(identities.latest(Set.of(latest, earlier)).map(RegistryPerson::id))
                .isNotEqualTo(Optional.of(new RegistryPersonId("p-renamed")));
    }

    /** @param personId null of somebody whom the registry does not know */
    private String matched(IdentityEvents events, String name, @Nullable String personId, Instant at) {
        var employeeId = UUID.randomUUID().toString();
        assigned(events, employeeId, 1, name, NIP);
        var identity = identities.find(employeeId).orElseThrow();
        var number = Objects.requireNonNull(identity.number());
        identities.remember(
                identity,
                personId == null ? null : new RegistryPersonId(personId),
                new Appraiser(number, name, null, null, null),
                at);
        return employeeId;
    }

    private static void assigned(IdentityEvents events, String employeeId, long sequence, String name) {
        assigned(events, employeeId, sequence, name, null);
    }

    private static void assigned(
            IdentityEvents events, String employeeId, long sequence, String name, @Nullable String nip) {
        var envelope = new EventEnvelope(
                UUID.randomUUID().toString(),
                Directory.EMPLOYEE_ASSIGNED,
                "/planning/employees/" + employeeId,
                employeeId,
                Instant.now(),
                sequence,
                null);
        events.assigned(
                envelope,
                new IdentityEvents.EmployeeAssigned(
                        employeeId, name, nip, null, EmploymentStatus.PNS, null, null, null, null));
    }

    @Test
    void a_mismatch_is_known_when_the_plan_is_approved_and_shown_to_everybody_concerned() {
        var cast = knownSchool();
        registry.know(nip(cast.sari()), "Orang Lain");
        approve(cast.sari());

        var finding = awaitFinding(cast.sari(), "IDENTITY_MISMATCH");
        assertThat(finding.path("employeeId").asString()).isEqualTo(cast.sari().employeeId());
        assertThat(finding.path("npsn").asString()).isEqualTo(cast.npsn());
        assertThat(finding.path("remedy").path("actor").asString()).isEqualTo("SCHOOL_OPERATOR");
        assertThat(finding.path("remedy").path("nextStep").asString()).contains("SIASN");
        assertThat(finding.path("details").path(0).asString()).isEqualTo("NAME");
        assertThat(finding.path("foundAt").isNull()).isFalse();

        assertThat(items(as(cast.ratna().account()), "?view=school")).containsExactly(finding);
        var office = as("office@dinas.belajar.id", "office");
        assertThat(items(office, "?view=all&npsn=" + cast.npsn())).containsExactly(finding);
        assertThat(items(asOperator(), "?view=all&cause=IDENTITY_MISMATCH&npsn=" + cast.npsn()))
                .containsExactly(finding);
        assertThat(items(asOperator(), "?view=all&cause=NIP_MISSING&npsn=" + cast.npsn()))
                .isEmpty();
        assertThat(items(asOperator(), "?view=all&cause=IDENTITY_MISMATCH&limit=100"))
                .contains(finding);
    }

    @Test
    void nobody_sees_what_is_somebody_elses() {
        var cast = knownSchool();
        var elsewhere = knownSchool();
        registry.know(nip(cast.sari()), "Orang Lain");
        approve(cast.sari());
        awaitFinding(cast.sari(), "IDENTITY_MISMATCH");

        assertThat(items(as(cast.bayu().account()), "")).isEmpty();
        assertThat(items(as(elsewhere.ratna().account()), "?view=school")).isEmpty();
        assertThat(as(cast.sari().account()).get(FINDINGS + "?view=school").status())
                .isEqualTo(403);
        assertThat(as(cast.ratna().account()).get(FINDINGS + "?view=all").status())
                .isEqualTo(403);
        assertThat(as("reader@dinas.belajar.id", "subscriber").get(FINDINGS).status())
                .isEqualTo(403);
        assertThat(as("office@dinas.belajar.id", "office").get(FINDINGS).status())
                .as("an account without a person has nothing of its own")
                .isEqualTo(403);
        assertThat(withoutToken().get(FINDINGS).status()).isEqualTo(401);
    }

    @Test
    void it_is_gone_when_the_roster_is_corrected() {
        var cast = knownSchool();
        registry.know(nip(cast.sari()), "Orang Lain");
        approve(cast.sari());
        awaitFinding(cast.sari(), "IDENTITY_MISMATCH");

        Cast.announce(Events.publisher(), with(cast.sari(), "Orang Lain", nip(cast.sari())), 2);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(items(as(cast.sari().account()), "")).isEmpty());
    }

    @Test
    void another_post_or_unit_is_told_and_holds_nothing_up() {
        var cast = knownSchool();
        registry.know(nip(cast.sari()), cast.sari().name(), "Guru Ahli Pertama", "SDN Contoh");
        approve(cast.sari());

        var finding = awaitFinding(cast.sari(), "POST_OR_UNIT_DIFFERS");
        assertThat(finding.path("details").valueStream().map(JsonNode::asString))
                .as("SDN is SD NEGERI")
                .containsExactly("POST");
        close(cast, cast.sari());
        finalise(cast.sari(), 1, "GOOD");
        awaitStatus(annual(cast.sari()), "DELIVERED");
    }

    @Test
    void an_approver_of_another_institution_is_no_finding_because_results_name_them_all_the_same() {
        var cast = newSchool();
        registry.know(nip(cast.sari()), cast.sari().name());
        approve(cast.sari());
        await().atMost(SOON)
                .until(() -> identities
                        .find(cast.ratna().employeeId())
                        .map(known -> known.appraiserSeenAt() != null)
                        .orElse(false));
        assertThat(items(as(cast.ratna().account()), "")).isEmpty();
    }

    @Test
    void an_approver_under_whose_number_bkn_knows_somebody_else_is_found_as_an_appraiser() {
        var cast = newSchool();
        registry.know(nip(cast.sari()), cast.sari().name());
        registry.know(nip(cast.ratna()), "Orang Lain");
        approve(cast.sari());
        var finding = awaitFinding(cast.ratna(), "APPRAISER_MISMATCH");
        assertThat(finding.path("remedy").path("actor").asString()).isEqualTo("OFFICE");

        approve(cast.ratna());
        awaitFinding(cast.ratna(), "IDENTITY_MISMATCH");
    }

    @Test
    void who_has_no_number_is_found_without_asking() {
        var cast = knownSchool();
        var wulan = new Person(
                UUID.randomUUID().toString(),
                "wulan." + cast.npsn() + "@guru.sd.belajar.id",
                "Wulan Anggraini",
                Role.TEACHER,
                EmploymentStatus.PNS,
                cast.npsn(),
                null,
                cast.ratna().employeeId());
        Cast.announce(Events.publisher(), wulan, 1);
        await().atMost(SOON).until(() -> as(wulan.account()).get(FINDINGS).status() == 200);
        approve(wulan);
        awaitFinding(wulan, "NIP_MISSING");
    }
}
