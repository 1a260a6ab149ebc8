package id.kinerja.sync.siasn;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.Obstacle.Rejected;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplyClassifierTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final ReplyClassifier CLASSIFIER = new ReplyClassifier(Duration.ofSeconds(30));

    record Reply(String what, int status, Map<String, String> headers, String body, String meaning) {

        @Override
        public String toString() {
            return what + " (" + status + ")";
        }
    }

    private static Reply reply(String what, int status, String body, String meaning) {
        return new Reply(what, status, Map.of(), body, meaning);
    }

    static Stream<Reply> noUsableBody() {
        String html = "<!DOCTYPE html><html><head><title>Sedang pemeliharaan</title></head><body>&nbsp;</body></html>";
        return Stream.of(
                reply("empty body", 200, "", "deferred UNAVAILABLE UNKNOWN [empty-body]"),
                reply("blank body", 200, " \r\n", "deferred UNAVAILABLE UNKNOWN [empty-body]"),
                reply("the single character 0", 200, "0", "deferred UNAVAILABLE UNKNOWN [zero-body]"),
                reply("maintenance page", 200, html, "deferred BAD_BODY UNKNOWN [web-page] Sedang pemeliharaan"),
                reply("maintenance page", 503, html, "deferred UNAVAILABLE UNKNOWN [web-page] Sedang pemeliharaan"),
                reply("load balancer page", 504, "<html><h1>504</h1>", "deferred UNAVAILABLE UNKNOWN [web-page]"),
                reply("firewall page", 403, html, "blocked ACCESS_REFUSED [web-page] Sedang pemeliharaan"),
                reply("page instead of a token check", 401, "<html></html>", "token APIM [web-page]"),
                reply(
                        "XML that is no fault",
                        200,
                        "<a><code>900901</code></a>",
                        "deferred BAD_BODY UNKNOWN [web-page]"),
                reply(
                        "truncated JSON",
                        200,
                        "{\"code\":1,\"data\":[{\"id\":\"a",
                        "deferred BAD_BODY UNKNOWN [not-json]"),
                reply("two documents", 200, "{\"success\":true} {}", "deferred BAD_BODY UNKNOWN [not-json]"),
                reply("plain text", 200, "OK", "deferred BAD_BODY UNKNOWN [not-json]"),
                reply("JSON list", 200, "[]", "deferred BAD_BODY UNKNOWN [not-an-object]"),
                reply("JSON text", 500, "\"gagal\"", "deferred UNAVAILABLE UNKNOWN [not-an-object]"));
    }

    static Stream<Reply> gatewayFaults() {
        String unreachable =
                "{\"code\":\"%s\",\"type\":\"Status report\",\"message\":\"Runtime Error\",\"description\":\"x\"}";
        return Stream.of(
                reply(
                        "form A, expired token",
                        401,
                        "{\"code\":\"900901\",\"message\":\"Invalid Credentials\",\"description\":\"status: (900901)\"}",
                        "token APIM [900901] Invalid Credentials: status: (900901)"),
                reply(
                        "form A, number for a code",
                        401,
                        "{\"code\":900901,\"message\":\"Invalid Credentials\",\"description\":\"\"}",
                        "token APIM [900901] Invalid Credentials:"),
                reply(
                        "form A, nothing sent",
                        401,
                        "{\"code\":\"900902\",\"message\":\"Missing Credentials\",\"description\":\"\"}",
                        "blocked CONFIGURATION [900902] Missing Credentials:"),
                reply(
                        "form A, key manager away",
                        500,
                        "{\"code\":\"900900\",\"message\":\"Unclassified Authentication Failure\",\"description\":\"\"}",
                        "deferred GATEWAY_AUTH NOT_DELIVERED [900900] Unclassified Authentication Failure:"),
                reply(
                        "form A, no such resource",
                        404,
                        "{\"code\":\"404\",\"type\":\"Status report\",\"message\":\"Not Found\",\"description\":\"The requested resource is not available.\"}",
                        "blocked CONFIGURATION [404] Not Found: The requested resource is not available."),
                reply(
                        "form A, subscription inactive",
                        403,
                        "{\"code\":\"900909\",\"message\":\"Subscription inactive\",\"description\":\"\"}",
                        "blocked ACCESS_REFUSED [900909] Subscription inactive:"),
                reply(
                        "form A, API blocked",
                        503,
                        "{\"code\":\"700700\",\"message\":\"API blocked\",\"description\":\"\"}",
                        "blocked ACCESS_REFUSED [700700] API blocked:"),
                reply(
                        "form A, suspended endpoint",
                        503,
                        "{\"code\":\"303001\",\"type\":\"Status report\",\"message\":\"Runtime Error\",\"description\":\"Currently , Address endpoint : [ Name : x ] [ State : SUSPENDED ]\"}",
                        "deferred SUSPENDED NOT_DELIVERED until 2026-11-23T10:00:30Z [303001]"
                                + " Runtime Error: Currently , Address endpoint : [ Name : x ] [ State : SUSPENDED ]"),
                reply(
                        "suspended endpoint under no known code",
                        500,
                        "{\"message\":\"Runtime Error\",\"description\":\"[ State : SUSPENDED ]\"}",
                        "deferred SUSPENDED NOT_DELIVERED until 2026-11-23T10:00:30Z [gateway]"
                                + " Runtime Error: [ State : SUSPENDED ]"),
                reply(
                        "backend not connected",
                        500,
                        unreachable.formatted("101503"),
                        "deferred UNAVAILABLE NOT_DELIVERED [101503] Runtime Error: x"),
                reply(
                        "backend timed out",
                        504,
                        unreachable.formatted("101504"),
                        "deferred TIMEOUT UNKNOWN [101504] Runtime Error: x"),
                reply(
                        "backend connection closed",
                        500,
                        unreachable.formatted("101505"),
                        "deferred UNAVAILABLE UNKNOWN [101505] Runtime Error: x"),
                reply(
                        "backend connect timeout",
                        500,
                        unreachable.formatted("101508"),
                        "deferred UNAVAILABLE NOT_DELIVERED [101508] Runtime Error: x"),
                reply(
                        "fault of a kind we do not know",
                        200,
                        unreachable.formatted("123456"),
                        "deferred UNAVAILABLE UNKNOWN [123456] Runtime Error: x"),
                reply(
                        "masked throttling",
                        500,
                        "{\"code\":\"900802\",\"type\":\"Status report\",\"message\":\"Runtime Error\",\"description\":\"Message throttled out\"}",
                        "deferred THROTTLED NOT_DELIVERED [900802] Runtime Error: Message throttled out"),
                reply(
                        "form B, throttled with a time",
                        429,
                        "{\"fault\":{\"code\":900802,\"message\":\"Message throttled out\",\"description\":\"You have exceeded your quota\",\"nextAccessTime\":\"2026-Nov-23 10:05:00+0000 UTC\"}}",
                        "deferred THROTTLED NOT_DELIVERED until 2026-11-23T10:05:00Z [900802]"
                                + " Message throttled out: You have exceeded your quota"),
                reply(
                        "form A, throttled with a time in words",
                        429,
                        "{\"code\":\"900802\",\"message\":\"Message throttled out\",\"description\":\"You have exceeded your quota .You can access API after 2026-Nov-23 10:05:00+0000 UTC\"}",
                        "deferred THROTTLED NOT_DELIVERED until 2026-11-23T10:05:00Z [900802] Message throttled out:"
                                + " You have exceeded your quota .You can access API after 2026-Nov-23 10:05:00+0000 UTC"),
                reply(
                        "form B, throttled with a time we cannot read",
                        429,
                        "{\"fault\":{\"code\":900802,\"message\":\"Message throttled out\",\"description\":\"\",\"nextAccessTime\":\"besok\"}}",
                        "deferred THROTTLED NOT_DELIVERED [900802] Message throttled out:"),
                reply(
                        "form C",
                        503,
                        "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>303001</am:code><am:type>Status report</am:type><am:message>Runtime Error</am:message><am:description>ditangguhkan</am:description></am:fault>",
                        "deferred SUSPENDED NOT_DELIVERED until 2026-11-23T10:00:30Z [303001] Runtime Error: ditangguhkan"),
                reply(
                        "form C, authentication",
                        401,
                        "<?xml version=\"1.0\"?><ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>900901</ams:code><ams:message>Invalid Credentials</ams:message></ams:fault>",
                        "token APIM [900901] Invalid Credentials:"),
                reply(
                        "form C behind a document type",
                        500,
                        "<!DOCTYPE fault [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><fault><code>303001</code><message>&x;</message></fault>",
                        "deferred UNAVAILABLE UNKNOWN [web-page]"),
                new Reply(
                        "throttled with Retry-After in seconds",
                        429,
                        Map.of("Retry-After", "90"),
                        "{\"code\":\"900803\",\"message\":\"Throttled\",\"description\":\"\"}",
                        "deferred THROTTLED NOT_DELIVERED until 2026-11-23T10:01:30Z [900803] Throttled:"),
                new Reply(
                        "throttled with Retry-After as a date, without a body",
                        429,
                        Map.of("retry-after", "Mon, 23 Nov 2026 11:00:00 GMT"),
                        "",
                        "deferred THROTTLED NOT_DELIVERED until 2026-11-23T11:00:00Z [empty-body]"));
    }

    static Stream<Reply> serviceBodies() {
        return Stream.of(
                reply(
                        "expired SSO token",
                        401,
                        "{\"message\":\"invalid or expired jwt\"}",
                        "token SSO [service] invalid or expired jwt"),
                reply(
                        "expired SSO token",
                        200,
                        "{\"message\":\"invalid or expired jwt\"}",
                        "token SSO [service] invalid or expired jwt"),
                reply(
                        "no SSO token",
                        400,
                        "{\"message\":\"missing or malformed jwt\"}",
                        "token SSO [service] missing or malformed jwt"),
                reply(
                        "another institution",
                        200,
                        "{\"code\":0,\"data\":\"Token SSO mismatch\"}",
                        "blocked SSO_MISMATCH [service] Token SSO mismatch"),
                reply(
                        "several validation errors",
                        400,
                        "{\"code\":0,\"message\":\"2 errors occurred:\\n\\t* PnsDinilaiId is required\\n\\t* KoefisienId is required\\n\\n\"}",
                        "rejected INVALID_VALUES [PnsDinilaiId is required, KoefisienId is required]"),
                reply(
                        "one validation error, with status 500",
                        500,
                        "{\"success\":false,\"message\":\"1 error occurred:\\n\\t* Tahun is required\\n\\n\"}",
                        "rejected INVALID_VALUES [Tahun is required]"),
                reply(
                        "saved",
                        200,
                        "{\"success\":true,\"mapData\":\"8ae4\",\"message\":\"success\"}",
                        "saved 8ae4 success"),
                reply(
                        "saved, id in an object",
                        200,
                        "{\"success\":true,\"mapData\":{\"rwSkpId\":\"8ae4\"},\"message\":\"success\"}",
                        "saved 8ae4 success"),
                reply("saved, without an id", 201, "{\"success\":true,\"message\":\"success\"}", "saved null success"),
                reply(
                        "success with a failing status",
                        404,
                        "{\"success\":true,\"mapData\":\"8ae4\"}",
                        "deferred BAD_BODY UNKNOWN [service]"),
                reply(
                        "success in a server error",
                        500,
                        "{\"success\":true,\"mapData\":\"8ae4\"}",
                        "deferred UNAVAILABLE UNKNOWN [service]"),
                reply(
                        "business refusal",
                        200,
                        "{\"success\":false,\"message\":\"Data terkunci\"}",
                        "rejected REFUSED [Data terkunci]"),
                reply(
                        "refusal as text",
                        200,
                        "{\"success\":\"false\",\"message\":\"Data terkunci\"}",
                        "rejected REFUSED [Data terkunci]"),
                reply(
                        "refusal naming a person",
                        200,
                        "{\"success\":false,\"message\":\"NIP 198001012005011001 tidak aktif\"}",
                        "rejected REFUSED [NIP <number> tidak aktif]"),
                reply(
                        "Error in capitals",
                        200,
                        "{\"Error\":\"true\",\"Message\":\"Gagal menyimpan\"}",
                        "deferred BAD_BODY UNKNOWN [service] Gagal menyimpan"),
                reply(
                        "Error in capitals, server error",
                        500,
                        "{\"Error\":\"true\",\"Message\":\"Gagal\"}",
                        "deferred UNAVAILABLE UNKNOWN [service] Gagal"),
                reply("data", 200, "{\"code\":1,\"data\":[{\"id\":\"a\"}]}", "data [{\"id\":\"a\"}]"),
                reply("data, code as text", 200, "{\"code\":\"1\",\"data\":{\"id\":\"a\"}}", "data {\"id\":\"a\"}"),
                reply(
                        "not found, form 1",
                        404,
                        "{\"code\":0,\"data\":\"Data tidak ditemukan\"}",
                        "code 0: Data tidak ditemukan"),
                reply("not found, form 2", 200, "{\"code\":0,\"message\":\"kosong\"}", "code 0: kosong"),
                reply("not found, form 3, null", 200, "{\"code\":1,\"data\":null}", "no data"),
                reply("not found, form 3, empty text", 200, "{\"code\":1,\"data\":\"\"}", "no data"),
                reply("not found, form 4", 200, "{\"code\":1,\"data\":\"Data tidak ditemukan\"}", "no data"),
                reply("empty list", 200, "{\"code\":1,\"count\":0,\"data\":[]}", "no data"),
                reply(
                        "code 0 in a server error",
                        500,
                        "{\"code\":0,\"message\":\"sql: no rows\"}",
                        "deferred UNAVAILABLE UNKNOWN [service] sql: no rows"),
                reply("nothing there", 404, "{\"message\":\"Not Found\"}", "rejected NOT_THERE [Not Found]"),
                reply(
                        "server error",
                        500,
                        "{\"message\":\"Internal Server Error\"}",
                        "deferred UNAVAILABLE UNKNOWN [service] Internal Server Error"),
                reply("kept from us", 403, "{\"message\":\"Forbidden\"}", "rejected FORBIDDEN [Forbidden]"),
                reply(
                        "kept from us, without a word of a token",
                        401,
                        "{\"message\":\"Unauthorized\"}",
                        "token SSO perhaps [service] Unauthorized"),
                reply("refused request", 400, "{\"message\":\"Syntax error\"}", "rejected REFUSED [Syntax error]"),
                reply("200 that says nothing", 200, "{}", "deferred BAD_BODY UNKNOWN [service]"),
                reply(
                        "200 that only says success in words",
                        200,
                        "{\"message\":\"success\"}",
                        "deferred BAD_BODY UNKNOWN [service] success"),
                reply("redirect", 302, "{\"message\":\"moved\"}", "deferred BAD_BODY UNKNOWN [service] moved"));
    }

    static Stream<Reply> namedTimes() {
        String throttled = "deferred THROTTLED NOT_DELIVERED";
        String formB =
                "{\"fault\":{\"code\":900802,\"message\":\"Out\",\"description\":\"\",\"nextAccessTime\":\"%s\"}}";
        return Stream.of(
                reply(
                        "a time that is over by our clock",
                        429,
                        formB.formatted("2026-Nov-23 09:59:59+0000 UTC"),
                        throttled + " [900802] Out:"),
                reply(
                        "a time years ahead",
                        429,
                        formB.formatted("2036-Nov-23 10:00:00+0000 UTC"),
                        throttled + " until 2026-11-24T10:00:00Z [900802] Out:"),
                retryAfter("0", throttled + " [empty-body]"),
                retryAfter("Mon, 23 Nov 2026 09:00:00 GMT", throttled + " [empty-body]"),
                retryAfter("Sun, 23 Nov 2036 10:00:00 GMT", throttled + " until 2026-11-24T10:00:00Z [empty-body]"),
                retryAfter("86401", throttled + " until 2026-11-24T10:00:00Z [empty-body]"),
                retryAfter("9223372036854775807", throttled + " until 2026-11-24T10:00:00Z [empty-body]"),
                retryAfter("99999999999999999999", throttled + " [empty-body]"),
                retryAfter("-5", throttled + " [empty-body]"),
                retryAfter("besok", throttled + " [empty-body]"));
    }

    private static Reply retryAfter(String value, String meaning) {
        return new Reply("Retry-After " + value, 429, Map.of("Retry-After", value), "", meaning);
    }

    static Stream<Arguments> faultCodes() {
        String codes = """
                900800 deferred THROTTLED NOT_DELIVERED
                900801 deferred THROTTLED NOT_DELIVERED
                900802 deferred THROTTLED NOT_DELIVERED
                900803 deferred THROTTLED NOT_DELIVERED
                900804 deferred THROTTLED NOT_DELIVERED
                900805 blocked ACCESS_REFUSED
                900806 deferred THROTTLED NOT_DELIVERED
                900807 deferred THROTTLED NOT_DELIVERED
                900900 deferred GATEWAY_AUTH NOT_DELIVERED
                900901 token APIM
                900902 blocked CONFIGURATION
                900903 token APIM
                900904 token APIM
                900905 blocked CONFIGURATION
                900906 blocked CONFIGURATION
                900907 blocked ACCESS_REFUSED
                900908 blocked ACCESS_REFUSED
                900909 blocked ACCESS_REFUSED
                900910 blocked ACCESS_REFUSED
                700700 blocked ACCESS_REFUSED
                101500 deferred UNAVAILABLE UNKNOWN
                101501 deferred UNAVAILABLE UNKNOWN
                101502 deferred UNAVAILABLE UNKNOWN
                101503 deferred UNAVAILABLE NOT_DELIVERED
                101504 deferred TIMEOUT UNKNOWN
                101505 deferred UNAVAILABLE UNKNOWN
                101506 deferred UNAVAILABLE UNKNOWN
                101507 deferred UNAVAILABLE NOT_DELIVERED
                101508 deferred UNAVAILABLE NOT_DELIVERED
                101509 deferred UNAVAILABLE UNKNOWN
                101510 deferred UNAVAILABLE UNKNOWN
                303001 deferred SUSPENDED NOT_DELIVERED until 2026-11-23T10:00:30Z
                """;
        // Neither the encoding nor the status, which is not known for most of them, changes what a code means.
        return codes.lines()
                .map(line -> line.split(" ", 2))
                .flatMap(row -> Stream.of(
                                "{\"code\":\"%s\",\"message\":\"m\",\"description\":\"d\"}",
                                "{\"code\":%s,\"type\":\"Status report\",\"message\":\"m\",\"description\":\"d\"}",
                                "{\"fault\":{\"code\":%s,\"message\":\"m\",\"description\":\"d\"}}",
                                "<am:fault xmlns:am=\"http://wso2.org/apimanager\"><am:code>%s</am:code>"
                                        + "<am:message>m</am:message><am:description>d</am:description></am:fault>")
                        .map(form -> form.formatted(row[0]))
                        .flatMap(body -> Stream.of(200, 401, 403, 429, 500, 503)
                                .map(status -> Arguments.of(row[0], row[1], status, body))));
    }

    @ParameterizedTest(name = "{0} ({2}): {1}")
    @MethodSource("faultCodes")
    void every_known_code_means_the_same_in_every_encoding_and_under_every_status(
            String code, String meaning, int status, String body) {
        HttpHeaders none = HttpHeaders.of(Map.of(), (_, _) -> true);
        Verdict verdict =
                CLASSIFIER.classify(new Exchange.Answered(status, none, body.getBytes(StandardCharsets.UTF_8)), NOW);
        assertThat(describe(verdict)).isEqualTo(meaning + " [" + code + "] m: d");
    }

    @ParameterizedTest
    @MethodSource({"noUsableBody", "gatewayFaults", "serviceBodies", "namedTimes"})
    void every_known_reply_has_its_meaning(Reply reply) {
        HttpHeaders headers = HttpHeaders.of(
                reply.headers().entrySet().stream()
                        .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                (_, _) -> true);

        Verdict verdict = CLASSIFIER.classify(
                new Exchange.Answered(reply.status(), headers, reply.body().getBytes(StandardCharsets.UTF_8)), NOW);

        assertThat(describe(verdict)).isEqualTo(reply.meaning());
    }

    @Test
    void no_reply_keeps_what_the_transport_knows() {
        assertThat(describe(CLASSIFIER.classify(
                        new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.NOT_DELIVERED, "no-connection"), NOW)))
                .isEqualTo("deferred UNAVAILABLE NOT_DELIVERED [no-connection] no reply");
    }

    @Test
    void what_is_kept_of_a_reply_holds_no_tokens_or_accounts() {
        assertThat(Redaction.of(
                        "Bearer eyJhbGciOi.eyJzdWIi.c2ln untuk siti.12@guru.sd.belajar.id 19800101 200501 1 001"))
                .isEqualTo("Bearer <token> untuk <account> <number>");
        assertThat(Redaction.of("x".repeat(1000))).hasSize(301);
    }

    private static String describe(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Data(var data) -> "data " + data;
            case Verdict.NoData _ -> "no data";
            case Verdict.CodeZero(var text, var _) -> "code 0: " + text;
            case Verdict.Saved(var id, var message) -> "saved " + id + " " + message;
            case Verdict.TokenRefused(var identity, var diagnosis, boolean named) ->
                ("token " + identity + (named ? "" : " perhaps") + " [" + diagnosis.code() + "] " + diagnosis.excerpt())
                        .strip();
            case Verdict.Stopped(Obstacle obstacle) -> describe(obstacle).strip();
        };
    }

    private static String describe(Obstacle obstacle) {
        String diagnosis =
                " [" + obstacle.diagnosis().code() + "] " + obstacle.diagnosis().excerpt();
        return switch (obstacle) {
            case Deferred deferred ->
                "deferred " + deferred.cause() + " " + deferred.delivery()
                        + (deferred.notBefore() == null ? "" : " until " + deferred.notBefore()) + diagnosis;
            case Blocked blocked -> "blocked " + blocked.cause() + diagnosis;
            case Rejected rejected -> "rejected " + rejected.refusal() + " " + rejected.reasons();
        };
    }
}
