package id.kinerja.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.sync.SyncSuite;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

class AuditTest extends SyncSuite {

    private static final String AUDIT = "/api/v1/audit";

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Autowired
    private AuditTrail trail;

    @Autowired
    private MeterRegistry meters;

    private record Endpoint(String method, String pattern) {}

    private List<Endpoint> changing() {
        var endpoints = new ArrayList<Endpoint>();
        mappings.getHandlerMethods().keySet().forEach(mapping -> {
            Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
            for (var pattern : mapping.getPatternValues()) {
                if (pattern.startsWith("/api/")) {
                    assertThat(methods)
                            .as(pattern + " says which methods it takes")
                            .isNotEmpty();
                    methods.stream()
                            .filter(method -> method != RequestMethod.GET)
                            .forEach(method -> endpoints.add(new Endpoint(method.name(), pattern)));
                }
            }
        });
        return endpoints;
    }

    @Test
    void an_outcome_that_is_lost_would_be_counted_from_0() {
        assertThat(meters.get("kinerja.audit.outcomes.lost").counter().count()).isZero();
    }

    @Test
    void no_endpoint_that_changes_something_forgets_the_trail() {
        var endpoints = changing();
        assertThat(endpoints)
                .contains(
                        new Endpoint("POST", "/api/v1/lanes/{id}/pause"),
                        new Endpoint("POST", "/api/v1/operations/bkn-sync/dead-letters/{id}/redrive"))
                .hasSizeGreaterThan(6);
        var office = as("auditor@dinas.belajar.id", "operator", "office").header("If-Match", "*");
        for (var endpoint : endpoints) {
            var id = "nothing-" + UUID.randomUUID();
            var answer = office.send(
                    endpoint.method(), endpoint.pattern().replaceAll("\\{\\w+}", id), "{}", "application/json");
            var requestId = answer.headers().get("request-id");
            assertThat(requestId).as(endpoint + " " + answer.body()).isNotNull();
            var entry = latest(office, "").stream()
                    .filter(row -> row.path("requestId").asString().equals(requestId))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(endpoint + " is not in the trail"));
            assertThat(entry.path("action").asString()).isEqualTo(endpoint.method() + " " + endpoint.pattern());
            assertThat(entry.path("outcome").asString()).isEqualTo(answer.status() + " " + answer.code());
            assertThat(entry.path("account").asString()).isEqualTo("auditor@dinas.belajar.id");
            if (endpoint.pattern().contains("{id}")) {
                assertThat(entry.path("target").asString()).endsWith("/" + id);
            }
        }
    }

    private static List<JsonNode> latest(Api api, String query) {
        return api.get(AUDIT + query).body().path("items").valueStream().toList();
    }

    @Test
    void a_command_is_there_with_its_target_and_outcome_and_a_reading_is_not() {
        var who = "pauser." + UUID.randomUUID().toString().substring(0, 8) + "@dinas.belajar.id";
        var operator = as(who, "operator");
        var lane = "/api/v1/lanes/plan-channel";
        var seen = operator.get(lane);
        Answer paused = operator.ifMatch(seen).post(lane + "/pause", "{\"reason\":\"a test\"}");
        assertThat(paused.status()).isEqualTo(200);
        assertThat(operator.ifMatch(paused).post(lane + "/resume").status()).isEqualTo(200);
        assertThat(operator.ifMatch(seen).post(lane + "/resume").status()).isEqualTo(412);
        assertThat(as("somebody@guru.sd.belajar.id")
                        .header("If-Match", "*")
                        .post(lane + "/resume")
                        .status())
                .isEqualTo(403);

        var entries = latest(operator, "?target=lanes/plan-channel&limit=3");
        assertThat(entries).hasSize(3).allSatisfy(entry -> {
            assertThat(entry.path("account").asString()).isEqualTo(who);
            assertThat(Instant.parse(entry.path("at").asString())).isNotNull();
        });
        assertThat(entries)
                .extracting(entry -> entry.path("action").asString() + " "
                        + entry.path("outcome").asString())
                .containsExactly(
                        "POST /api/v1/lanes/{id}/resume 412 stale-version",
                        "POST /api/v1/lanes/{id}/resume 200",
                        "POST /api/v1/lanes/{id}/pause 200");
    }

    @Test
    void what_the_service_died_over_stays_there_without_an_outcome() {
        var target = "deliveries/" + UUID.randomUUID();
        var at = Instant.parse("2026-12-17T04:00:00Z");
        trail.intend(at, "operator@dinas.belajar.id", "POST /api/v1/deliveries/{id}/retry", target, "r");
        assertThat(latest(asOperator(), "?target=" + target))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("outcome").isNull()).isTrue());
    }

    @Test
    void the_trail_is_read_page_by_page() {
        var target = "deliveries/" + UUID.randomUUID();
        for (int minute = 0; minute < 5; minute++) {
            var at = Instant.parse("2026-12-17T04:0" + minute + ":00Z");
            var id = trail.intend(at, "office@dinas.belajar.id", "POST /x", target, "r" + minute);
            trail.outcome(id, at, "20" + minute);
        }
        var office = as("office@dinas.belajar.id", "office");
        var outcomes = new ArrayList<String>();
        var query = "?limit=2&target=" + target;
        Answer page = office.get(AUDIT + query);
        while (true) {
            page.body()
                    .path("items")
                    .valueStream()
                    .forEach(entry -> outcomes.add(entry.path("outcome").asString()));
            if (page.body().path("nextCursor").isNull()) {
                break;
            }
            page = office.get(
                    AUDIT + query + "&cursor=" + page.body().path("nextCursor").asString());
        }
        assertThat(outcomes).containsExactly("204", "203", "202", "201", "200");
    }
}
