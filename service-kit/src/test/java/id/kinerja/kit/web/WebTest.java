package id.kinerja.kit.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.Infrastructure;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a caller of any service can rely on, good requests and bad ones. */
class WebTest extends ServiceSuite {

    private Cast school;
    private final String noteId = "note-" + UUID.randomUUID();

    @BeforeEach
    void people() {
        school = newSchool();
    }

    private Answer newNote() {
        return as(school.sari().account()).post("/api/v1/notes", Map.of("noteId", noteId));
    }

    private String note() {
        return "/api/v1/notes/" + noteId;
    }

    @Test
    void a_created_thing_has_a_location_and_an_etag() {
        var created = newNote();

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers()).containsEntry("location", note());
        assertThat(created.etag()).isEqualTo("\"1\"");
        assertThat(as(school.sari().account()).get(note()).etag()).isEqualTo("\"1\"");
    }

    @Test
    void a_change_names_the_version_it_was_made_from() {
        var created = newNote();
        var sari = as(school.sari().account());

        assertThat(sari.post(note() + "/lines", Map.of("text", "one")).status()).isEqualTo(428);
        var changed = sari.ifMatch(created).post(note() + "/lines", Map.of("text", "one"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.etag()).isEqualTo("\"2\"");
        var stale = sari.ifMatch(created).post(note() + "/lines", Map.of("text", "two"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale-version");
        assertThat(stale.body().path("title").asString()).contains("\"2\"");
    }

    @Test
    void a_request_sent_again_with_its_key_is_done_once_and_answered_again() {
        var created = newNote();
        var sari = as(school.sari().account()).idempotencyKey("key-" + noteId).ifMatch(created);

        var first = sari.post(note() + "/lines", Map.of("text", "one"));
        var again = sari.post(note() + "/lines", Map.of("text", "one"));
        var other = sari.post(note() + "/lines", Map.of("text", "something else"));

        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void what_somebody_else_holds_under_the_same_key_is_not_touched() {
        var created = newNote();
        as(school.sari().account())
                .idempotencyKey("shared-key")
                .ifMatch(created)
                .post(note() + "/lines", Map.of("text", "one"));

        var answer = as(school.bayu().account())
                .idempotencyKey("shared-key")
                .header("If-Match", "*")
                .post(note() + "/lines", Map.of("text", "one"));

        assertThat(answer.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(answer.body().path("lines").size()).isEqualTo(2);
    }

    @Test
    void a_refusal_tells_the_state_and_the_command() {
        var created = newNote();
        as(school.ratna().account()).ifMatch(created).post(note() + "/closing");

        var refused = as(school.sari().account()).header("If-Match", "*").post(note() + "/lines", Map.of("text", "x"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asString()).isEqualTo("urn:kinerja:problem:wrong-state");
        assertThat(refused.body().path("currentState").asString()).isEqualTo("CLOSED");
        assertThat(refused.body().path("command").asString()).isEqualTo("write");
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of(
                        "unknown field",
                        "{\"text\":\"x\",\"shade\":1}",
                        400,
                        "invalid-request",
                        "/shade",
                        "unknown-field"),
                Arguments.of(
                        "wrong type",
                        "{\"text\":\"x\",\"priority\":\"high\"}",
                        400,
                        "invalid-request",
                        "/priority",
                        "wrong-type"),
                Arguments.of("object for text", "{\"text\":{\"a\":1}}", 400, "invalid-request", "/text", "wrong-type"),
                Arguments.of("missing", "{}", 400, "invalid-request", "/text", "required"),
                Arguments.of("null", "{\"text\":null}", 400, "invalid-request", "/text", "required"),
                Arguments.of(
                        "too long",
                        "{\"text\":\"" + "x".repeat(201) + "\"}",
                        400,
                        "invalid-request",
                        "/text",
                        "wrong-size"),
                Arguments.of(
                        "far too long", "{\"text\":\"" + "x".repeat(70_000) + "\"}", 413, "value-too-long", null, null),
                Arguments.of(
                        "1 MB", "{\"text\":\"" + "x".repeat(1 << 20) + "\"}", 413, "request-too-large", null, null),
                Arguments.of("not JSON", "{\"text\":", 400, "malformed-json", null, null),
                Arguments.of("nothing", "", 400, "malformed-json", null, null),
                Arguments.of("an array", "[]", 400, "invalid-request", "", "wrong-type"),
                Arguments.of(
                        "deep nesting", "[".repeat(200) + "]".repeat(200), 400, "invalid-request", "", "wrong-type"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badBodies")
    void a_bad_body_is_answered_by_a_problem_that_names_the_place(
            String name, String body, int status, String code, String pointer, String fault) {
        var created = newNote();

        var answer = as(school.sari().account()).ifMatch(created).post(note() + "/lines", body);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        if (pointer != null) {
            assertThat(answer.body().path("errors").path(0).path("pointer").asString())
                    .isEqualTo(pointer);
            assertThat(answer.body().path("errors").path(0).path("code").asString())
                    .isEqualTo(fault);
        }
        assertThat(as(school.sari().account()).get(note()).etag()).isEqualTo("\"1\"");
    }

    @Test
    void other_bad_requests_are_problems_too() {
        newNote();
        var sari = as(school.sari().account());

        assertThat(sari.header("If-Match", "abc")
                        .post(note() + "/lines", Map.of("text", "x"))
                        .code())
                .isEqualTo("if-match-malformed");
        assertThat(sari.header("If-Match", "*")
                        .idempotencyKey("short")
                        .post(note() + "/lines", Map.of("text", "x"))
                        .code())
                .isEqualTo("idempotency-key-malformed");
        assertThat(sari.send("DELETE", note(), null, "").code()).isEqualTo("method-not-allowed");
        assertThat(sari.send("POST", "/api/v1/notes", "x", "text/plain").code()).isEqualTo("unsupported-media-type");
        assertThat(sari.get("/api/v1/nowhere").code()).isEqualTo("no-such-resource");
        assertThat(sari.get("/api/v1/notes?limit=1000").code()).isEqualTo("invalid-request");
        assertThat(sari.get("/api/v1/notes?limit=many").status()).isEqualTo(400);
        assertThat(sari.get("/api/v1/notes?cursor=%25%25").code()).isEqualTo("invalid-request");
        assertThat(newNote().code()).isEqualTo("already-exists");
    }

    @Test
    void texts_are_indonesian_unless_english_is_asked_for() {
        var indonesian =
                as(school.sari().account()).header("Accept-Language", "id").get(note());
        var french = as(school.sari().account()).header("Accept-Language", "fr").get(note());

        assertThat(indonesian.body().path("title").asString()).startsWith("Tidak ada apa pun");
        assertThat(french.body().path("title").asString()).startsWith("Tidak ada apa pun");
        assertThat(as(school.sari().account()).get(note()).body().path("title").asString())
                .startsWith("There is nothing");
    }

    @Test
    void a_list_is_read_page_by_page_without_gaps() {
        var sari = as(school.sari().account());
        var ids = IntStream.range(0, 5).mapToObj(i -> noteId + "-" + i).toList();
        ids.forEach(id -> sari.post("/api/v1/notes", Map.of("noteId", id)));

        var first = sari.get("/api/v1/notes?limit=3");
        var second = sari.get("/api/v1/notes?limit=3&cursor="
                + first.body().path("nextCursor").asString());

        assertThat(Stream.concat(
                                first.body().path("items").valueStream(),
                                second.body().path("items").valueStream())
                        .map(note -> note.path("noteId").asString()))
                .containsExactlyElementsOf(ids);
        assertThat(second.body().path("nextCursor").isNull()).isTrue();
    }

    static Stream<Arguments> badTokens() {
        var issuer = Infrastructure.issuer();
        var account = "sari.1@guru.sd.belajar.id";
        return Stream.of(
                Arguments.of("garbage", "abc"),
                Arguments.of(
                        "another audience",
                        issuer.tokenFor(account).audience("other").sign()),
                Arguments.of(
                        "another issuer",
                        issuer.tokenFor(account).issuer("http://127.0.0.1:1").sign()),
                Arguments.of("expired", issuer.tokenFor(account).expired().sign()),
                Arguments.of(
                        "signed by a stranger",
                        issuer.tokenFor(account).signedByStranger().sign()),
                Arguments.of(
                        "the public key as a secret",
                        issuer.tokenFor(account).algorithm(JWSAlgorithm.HS256).sign()),
                Arguments.of("a foreign mail domain", issuer.token("sari@example.org")),
                Arguments.of("a mail domain that only ends alike", issuer.token("sari@notbelajar.id")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void a_token_that_is_not_ours_is_refused(String name, String token) {
        var answer = withToken(token).get(note());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("not-authenticated");
        assertThat(answer.headers()).containsKey("www-authenticate");
    }

    @Test
    void what_is_not_allowed_by_name_is_denied() {
        newNote();

        assertThat(withoutToken().get(note()).status()).isEqualTo(401);
        assertThat(as("stranger.1@guru.sd.belajar.id").get(note()).status()).isEqualTo(403);
        assertThat(as(school.sari().account())
                        .header("If-Match", "*")
                        .post(note() + "/closing")
                        .code())
                .isEqualTo("not-allowed");
        assertThat(as(school.sari().account()).get("/anything").status()).isIn(401, 403);
        assertThat(withoutToken().get("/actuator/env").status()).isIn(401, 403, 404);
        assertThat(withoutToken().get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(as(school.sari().account())
                        .get("/api/v1/operations/sample/dead-letters")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void an_event_carries_the_trace_of_the_request_that_caused_it() {
        var created = newNote();
        var traceId = UUID.randomUUID().toString().replace("-", "");

        as(school.sari().account())
                .ifMatch(created)
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .post(note() + "/lines", Map.of("text", "one"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Events.about(
                                "kinerja.sync.events", school.sari().employeeId()))
                        .singleElement()
                        .satisfies(event -> {
                            assertThat(event.type()).isEqualTo("id.kinerja.sample.LineWritten.v1");
                            assertThat(event.headers().get("traceparent")).contains(traceId);
                            assertThat(event.headers()).containsEntry("ce_source", "/sample/notes/" + noteId);
                            assertThat(event.sequence()).isEqualTo(1);
                        }));
    }
}
