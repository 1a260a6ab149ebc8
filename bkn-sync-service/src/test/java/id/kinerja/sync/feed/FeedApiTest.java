package id.kinerja.sync.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.sync.SyncSuite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The feed over HTTP: who may read it, what it answers, and that its published description says the same. */
@TestPropertySource(properties = "kinerja.feed.settle=100ms")
class FeedApiTest extends SyncSuite {

    private static final String FEED = "/api/v1/feed";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonMapper EVENTS = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @SuppressWarnings("NullAway.Init")
    private static Map<String, Object> openApi;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @BeforeAll
    static void description() throws IOException {
        try (var file = FeedApiTest.class.getResourceAsStream("/contracts/openapi/bkn-sync-feed.yaml")) {
            openApi = new Yaml().load(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Api registry() {
        return as("registry@bkn.go.id", "registry");
    }

    /** Fails with every violation unless the answer is as the description says. */
    private static void assertDescribed(String schema, Answer answer) throws IOException {
        var document = Map.of(
                "$ref",
                "#/components/schemas/" + schema,
                "components",
                Objects.requireNonNull(openApi.get("components")));
        var violations = SCHEMAS.getSchema(JSON.writeValueAsString(document), InputFormat.JSON)
                .validate(answer.body().toString(), InputFormat.JSON);
        assertThat(violations).as("%s in %s", schema, answer.body()).isEmpty();
    }

    @Test
    void what_was_agreed_and_shared_is_read_page_by_page_and_by_person() throws IOException {
        var sari = knownSchool().sari();
        var before = registry().get(FEED + "/plans?limit=200");
        assertThat(before.status()).isEqualTo(200);
        var cursor = before.body().path("cursor").asString();

        tellPlan(sari, "id.kinerja.planning.PlanAgreed.v1", 5, "agreedAt");
        tellPlan(sari, sari.employeeId() + ":2026.2", "id.kinerja.planning.PlanAgreed.v1", 2, "agreedAt", null);
        tellObservation(sari);

        await().atMost(SOON)
                .until(() -> registry()
                        .get(FEED + "/plans?cursor=" + cursor)
                        .body()
                        .path("items")
                        .valueStream()
                        .anyMatch(item -> item.path("nip").asString().equals(nip(sari))));
        assertDescribed("PlanPage", registry().get(FEED + "/plans?cursor=" + cursor));
        var question = Map.of("nip", nip(sari));
        await().atMost(SOON)
                .until(() -> registry()
                                .post(FEED + "/people", question)
                                .body()
                                .path("observations")
                                .size()
                        == 1);
        await().atMost(SOON)
                .until(() -> registry()
                                .post(FEED + "/people", question)
                                .body()
                                .path("plans")
                                .size()
                        == 2);
        var person = registry().post(FEED + "/people", question);
        assertDescribed("PersonItems", person);
        assertThat(person.body()
                        .path("plans")
                        .valueStream()
                        .map(item -> item.path("id").asString()))
                .as("who changes school within the period has a plan for each")
                .containsExactlyInAnyOrder(plan(sari), plan(sari) + ".2");
        assertThat(person.body().path("plans").path(0).path("indicatorCode").asString())
                .isEqualTo("GURU-1");
        assertDescribed("ObservationPage", registry().get(FEED + "/observations"));
        var readers = asOperator().get(FEED + "/readers");
        assertDescribed("ReaderPage", readers);
        assertThat(readers.body().path("items").path(0).path("client").asString())
                .isEqualTo("registry@bkn.go.id");
    }

    @Test
    void a_plan_that_nobody_decided_on_is_marked_in_the_feed_and_in_its_delivery() throws IOException {
        var cast = knownSchool();
        tellAgreed(cast.sari(), plan -> plan.put("approvalMode", "AUTOMATIC").put("approverCapacity", "AUTOMATIC"));
        // As agreements were told before they said it.
        tellAgreed(cast.ratna(), plan -> plan.without(List.of("approvalMode", "approverCapacity")));

        assertMarked(cast.sari(), "AUTOMATIC AUTOMATIC");
        assertMarked(cast.ratna(), "untold untold");
        finalise(cast.sari(), 1, "GOOD");
        assertThat(marksOf(awaitStatus(annual(cast.sari()), "NOT_RELEASED").body()))
                .isEqualTo("untold untold");
    }

    private void assertMarked(Person person, String marks) throws IOException {
        assertThat(marksOf(awaitStatus(plan(person), "DELIVERED").body())).isEqualTo(marks);
        var question = Map.of("nip", nip(person));
        var told = await().atMost(SOON)
                .until(
                        () -> registry().post(FEED + "/people", question),
                        answer -> answer.body().path("plans").size() == 1);
        assertDescribed("PersonItems", told);
        assertThat(marksOf(told.body().at("/plans/0"))).isEqualTo(marks);
    }

    private static String marksOf(JsonNode seen) {
        return seen.path("approvalMode").asString("untold") + " "
                + seen.path("approverCapacity").asString("untold");
    }

    /** Publishes the golden example of an agreement as if it were about this person. */
    private static void tellAgreed(Person person, UnaryOperator<ObjectNode> changes) {
        var golden = (ObjectNode)
                EVENTS.readTree(ContractFiles.golden(FeedEvents.PLAN_AGREED).dataJson());
        var planId = person.employeeId() + ":2026";
        golden.put("planId", planId).put("employeeId", person.employeeId()).put("npsn", person.npsn());
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        FeedEvents.PLAN_AGREED,
                        "/planning/plans/" + planId,
                        person.employeeId(),
                        10,
                        changes.apply(golden).toString());
    }

    @Test
    void what_cannot_be_answered_is_a_problem_that_names_its_cause() throws IOException {
        var unknown = registry().post(FEED + "/people", Map.of("nip", "199912312026011999"));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.code()).isEqualTo("no-such-person");
        assertDescribed("Problem", unknown);
        var malformed = registry().post(FEED + "/people", Map.of("nip", "12"));
        assertThat(malformed.status()).isEqualTo(422);
        assertThat(malformed.body().at("/errors/0/pointer").asString()).isEqualTo("/nip");
        assertDescribed("Problem", malformed);
        assertThat(registry().get(FEED + "/plans?limit=201").status()).isEqualTo(422);
        assertThat(registry().get(FEED + "/plans?cursor=nonsense").status()).isEqualTo(422);
        assertThat(registry().get(FEED + "/plans?since=yesterday").status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "plans, registry, 200",
        "plans, operator, 403",
        "plans, office, 403",
        "observations, registry, 200",
        "observations, operator, 403",
        "observations, office, 403",
        "readers, registry, 403",
        "readers, operator, 200",
        "readers, office, 403"
    })
    void only_the_registry_reads_and_only_operators_see_who_does(String resource, String role, int status) {
        assertThat(as(role + "@bkn.go.id", role).get(FEED + "/" + resource).status())
                .isEqualTo(status);
    }

    @Test
    void nobody_else_may_ask_about_a_person() {
        var cast = knownSchool();
        var question = Map.of("nip", nip(cast.sari()));
        for (var other : new Api[] {
            asOperator(),
            as("office@dinas.belajar.id", "office"),
            as(cast.sari().account()),
            as(cast.ratna().account())
        }) {
            assertThat(other.post(FEED + "/people", question).status()).isEqualTo(403);
            assertThat(other.get(FEED + "/plans").status()).isEqualTo(403);
        }
        assertThat(new Api(asOperator().baseUrl(), null)
                        .post(FEED + "/people", question)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void the_description_names_every_endpoint_and_no_other() {
        var described = new HashSet<String>();
        ((Map<?, ?>) Objects.requireNonNull(openApi.get("paths")))
                .forEach((path, item) -> ((Map<?, ?>) item)
                        .keySet()
                        .forEach(method -> described.add(method.toString().toUpperCase(Locale.ROOT) + " " + path)));
        var served = new HashSet<String>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith(FEED))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method + " " + path))));

        assertThat(described).isEqualTo(served);
    }
}
