package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.Obstacle.Refusal;
import id.kinerja.sync.registry.Obstacle.Rejected;
import id.kinerja.sync.siasn.Exchange.Answered;
import id.kinerja.sync.siasn.Exchange.Unanswered;
import id.kinerja.sync.siasn.Verdict.Identity;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says what a reply means: a function of the reply and the present moment, and of how long a suspension lasts.
 *
 * <p>Three layers answer in three shapes, so the order of questions matters: was there a reply; is it a JSON object or
 * an XML fault at all; is it the gateway speaking (by its fault code, since it puts throttling under the message
 * "Runtime Error"); what does the service say; and only then the HTTP status. A status of 200 alone is never success.
 */
final class ReplyClassifier {

    /** The longest wait that is believed. */
    private static final Duration LONGEST_NAMED = Duration.ofDays(1);

    private static final Pattern ERROR_LIST = Pattern.compile("^\\s*\\d+ errors? occurred:");
    private static final Pattern TITLE =
            Pattern.compile("<title>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private volatile Duration suspensionPause;

    /** @param suspensionPause how long the gateway keeps a suspended endpoint closed */
    ReplyClassifier(Duration suspensionPause) {
        this.suspensionPause = suspensionPause;
    }

    void restWhenSuspended(Duration pause) {
        suspensionPause = pause;
    }

    Verdict classify(Exchange exchange, Instant now) {
        return switch (exchange) {
            case Unanswered none ->
                new Verdict.Stopped(
                        new Deferred(none.cause(), null, none.delivery(), Diagnosis.local(none.code(), "no reply")));
            case Answered reply -> classify(reply, now);
        };
    }

    private Verdict classify(Answered reply, Instant now) {
        String text = new String(reply.body(), StandardCharsets.UTF_8)
                .replace("\uFEFF", "")
                .strip();
        if (text.isEmpty() || text.equals("0")) {
            // The service is down behind the gateway.
            return unreadable(reply, now, Cause.UNAVAILABLE, text.isEmpty() ? "empty-body" : "zero-body", "");
        }
        if (text.startsWith("<")) {
            WsoFault fault = WsoFault.fromXml(text);
            return fault != null
                    ? gatewayFault(fault, reply, now)
                    : unreadable(reply, now, Cause.BAD_BODY, "web-page", title(text));
        }
        JsonNode root = parse(text);
        if (root == null || !root.isObject()) {
            return unreadable(reply, now, Cause.BAD_BODY, root == null ? "not-json" : "not-an-object", "");
        }
        WsoFault fault = WsoFault.fromJson(root);
        return fault != null ? gatewayFault(fault, reply, now) : serviceBody(root, reply, now);
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static String title(String html) {
        Matcher title = TITLE.matcher(html);
        return title.find() ? title.group(1) : "";
    }

    /** A body that says nothing: the status decides how bad it is. */
    private static Verdict unreadable(Answered reply, Instant now, Cause cause, String code, String excerpt) {
        Diagnosis diagnosis = diagnosis(reply, code, excerpt);
        if (reply.status() == 401) {
            return new Verdict.TokenRefused(Identity.APIM, diagnosis);
        }
        Verdict byStatus = byAlarmingStatus(reply, now, diagnosis);
        return byStatus != null ? byStatus : stopped(new Deferred(cause, null, Delivery.UNKNOWN, diagnosis));
    }

    private Verdict gatewayFault(WsoFault fault, Answered reply, Instant now) {
        Diagnosis diagnosis = diagnosis(reply, fault.code(), fault.message() + ": " + fault.description());
        return switch (fault.code()) {
            case "900800", "900801", "900802", "900803", "900804", "900806", "900807" -> {
                Instant named = fault.nextAccess();
                Instant notBefore = named != null ? within(named, now) : retryAfter(reply, now);
                yield stopped(new Deferred(Cause.THROTTLED, notBefore, Delivery.NOT_DELIVERED, diagnosis));
            }
            case "303001" -> suspended(diagnosis, now);
            // Connection never made, cancelled or timed out between gateway and backend.
            case "101503", "101507", "101508" ->
                stopped(new Deferred(Cause.UNAVAILABLE, null, Delivery.NOT_DELIVERED, diagnosis));
            case "101504" -> stopped(new Deferred(Cause.TIMEOUT, null, Delivery.UNKNOWN, diagnosis));
            case "101500", "101501", "101502", "101505", "101506", "101509", "101510" ->
                stopped(new Deferred(Cause.UNAVAILABLE, null, Delivery.UNKNOWN, diagnosis));
            // The gateway's own key manager is away; nothing is wrong with the credentials.
            case "900900" -> stopped(new Deferred(Cause.GATEWAY_AUTH, null, Delivery.NOT_DELIVERED, diagnosis));
            case "900901", "900903", "900904" -> new Verdict.TokenRefused(Identity.APIM, diagnosis);
            case "900902", "900905", "900906", "404" -> stopped(new Blocked(Cause.CONFIGURATION, diagnosis));
            case "900907", "900908", "900909", "900910", "700700", "900805" ->
                stopped(new Blocked(Cause.ACCESS_REFUSED, diagnosis));
            default -> unknownFault(fault, reply, now, diagnosis);
        };
    }

    private Verdict unknownFault(WsoFault fault, Answered reply, Instant now, Diagnosis diagnosis) {
        if (fault.description().contains("SUSPENDED")) {
            return suspended(diagnosis, now);
        }
        if (reply.status() == 401) {
            return new Verdict.TokenRefused(Identity.APIM, diagnosis);
        }
        Verdict byStatus = byAlarmingStatus(reply, now, diagnosis);
        return byStatus != null
                ? byStatus
                : stopped(new Deferred(Cause.UNAVAILABLE, null, Delivery.UNKNOWN, diagnosis));
    }

    private Verdict suspended(Diagnosis diagnosis, Instant now) {
        return stopped(new Deferred(Cause.SUSPENDED, now.plus(suspensionPause), Delivery.NOT_DELIVERED, diagnosis));
    }

    private static Verdict serviceBody(JsonNode root, Answered reply, Instant now) {
        String message = text(root, "message", "Message");
        String data = text(root, "data");
        String words = message.isEmpty() ? data : message;
        String lower = (message + " " + data).toLowerCase(Locale.ROOT);
        Diagnosis diagnosis = diagnosis(reply, "service", words);

        if (lower.contains("invalid or expired jwt") || lower.contains("missing or malformed jwt")) {
            return new Verdict.TokenRefused(Identity.SSO, diagnosis);
        }
        if (lower.contains("token sso mismatch")) {
            return stopped(new Blocked(Cause.SSO_MISMATCH, diagnosis));
        }
        if (ERROR_LIST.matcher(message).find()) {
            return rejected(Refusal.INVALID_VALUES, errors(message), diagnosis);
        }
        boolean good = reply.status() / 100 == 2;
        if (good && isYes(root.path("success"))) {
            return new Verdict.Saved(recordId(root.path("mapData")), words);
        }
        if (good && root.path("code").asString("").equals("1")) {
            JsonNode found = root.path("data");
            return found.isContainer() && !found.isEmpty() ? new Verdict.Data(found) : new Verdict.NoData(diagnosis);
        }
        boolean codeZero = root.path("code").asString("").equals("0");
        if (codeZero && lower.contains("tidak ditemukan")) {
            return new Verdict.CodeZero(words, diagnosis);
        }
        if (reply.status() == 401) {
            return new Verdict.TokenRefused(Identity.SSO, diagnosis, false);
        }
        if (reply.status() == 403) {
            // The gateway let us through, so this may be about the person alone [U].
            return rejected(Refusal.FORBIDDEN, List.of(words), diagnosis);
        }
        Verdict byStatus = byAlarmingStatus(reply, now, diagnosis);
        if (byStatus != null) {
            return byStatus;
        }
        if (codeZero) {
            return new Verdict.CodeZero(words, diagnosis);
        }
        if (isYes(root.path("success")) || isYes(root.path("Error"))) {
            // Success with a failing status contradicts itself; who says Error in capitals, and why, is unknown [U].
            return stopped(new Deferred(Cause.BAD_BODY, null, Delivery.UNKNOWN, diagnosis));
        }
        if (!root.path("success").isMissingNode()) {
            return rejected(Refusal.REFUSED, List.of(words), diagnosis);
        }
        return switch (reply.status()) {
            case 404 -> rejected(Refusal.NOT_THERE, List.of(words), diagnosis);
            case 400, 409, 413, 415, 422 -> rejected(Refusal.REFUSED, List.of(words), diagnosis);
            default -> stopped(new Deferred(Cause.BAD_BODY, null, Delivery.UNKNOWN, diagnosis));
        };
    }

    /** Statuses that mean the same whatever the body says; null for all others. */
    private static @Nullable Verdict byAlarmingStatus(Answered reply, Instant now, Diagnosis diagnosis) {
        return switch (reply.status()) {
            case 403 -> stopped(new Blocked(Cause.ACCESS_REFUSED, diagnosis));
            case 408 -> stopped(new Deferred(Cause.TIMEOUT, null, Delivery.UNKNOWN, diagnosis));
            case 429 ->
                stopped(new Deferred(Cause.THROTTLED, retryAfter(reply, now), Delivery.NOT_DELIVERED, diagnosis));
            default ->
                reply.status() >= 500
                        ? stopped(new Deferred(Cause.UNAVAILABLE, retryAfter(reply, now), Delivery.UNKNOWN, diagnosis))
                        : null;
        };
    }

    private static Verdict stopped(Obstacle obstacle) {
        return new Verdict.Stopped(obstacle);
    }

    private static Verdict rejected(Refusal refusal, List<String> reasons, Diagnosis diagnosis) {
        return stopped(new Rejected(refusal, reasons.stream().map(Redaction::of).toList(), diagnosis));
    }

    private static Diagnosis diagnosis(Answered reply, String code, String excerpt) {
        return new Diagnosis(reply.status(), code.isEmpty() ? "gateway" : code, Redaction.of(excerpt));
    }

    private static String text(JsonNode root, String... names) {
        return Stream.of(names)
                .map(root::path)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst()
                .orElse("");
    }

    private static boolean isYes(JsonNode node) {
        return node.isBoolean() ? node.asBoolean() : node.asString("").equalsIgnoreCase("true");
    }

    /** A plain id, or an object that names it; which one comes depends on the endpoint [E]. */
    private static @Nullable String recordId(JsonNode mapData) {
        JsonNode id = !mapData.isObject()
                ? mapData
                : mapData.has("rwSkpId") ? mapData.path("rwSkpId") : mapData.path("rwKinerjaPeriodikId");
        String value = id.asString("").strip();
        return value.isEmpty() ? null : value;
    }

    private static List<String> errors(String message) {
        return message.lines()
                .skip(1)
                .map(line -> line.strip().replaceFirst("^\\*\\s*", ""))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /**
     * The time that was named, as far as it can be meant: one that is over by our clock is none, so that the caller's own
     * pauses hold; one that is more than a day away is a slip, and a day is waited.
     */
    private static @Nullable Instant within(Instant named, Instant now) {
        Instant longest = now.plus(LONGEST_NAMED);
        return !named.isAfter(now) ? null : named.isAfter(longest) ? longest : named;
    }

    private static @Nullable Instant retryAfter(Answered reply, Instant now) {
        String value = reply.headers().firstValue("Retry-After").orElse("").strip();
        if (value.isEmpty()) {
            return null;
        }
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? within(now.plusSeconds(Math.min(Long.parseLong(value), LONGEST_NAMED.toSeconds())), now)
                    : within(
                            ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant(),
                            now);
        } catch (DateTimeException | NumberFormatException unknownForm) {
            return null;
        }
    }
}
