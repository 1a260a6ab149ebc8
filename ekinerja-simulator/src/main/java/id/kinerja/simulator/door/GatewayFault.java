package id.kinerja.simulator.door;

import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.scenario.Settings.Encoding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The WSO2 gateway's own answers, {@code bkn-contract.md} 6.1: codes [E], their HTTP status partly [I]. */
final class GatewayFault {

    static final String SUSPENDED = "303001";

    private static final String CREDENTIALS_HINT = " Make sure you have provided the correct security credentials";
    private static final DateTimeFormatter NEXT_ACCESS = DateTimeFormatter.ofPattern(
                    "uuuu-MMM-dd HH:mm:ssxx 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private record Known(int status, String message, String description, boolean runtimeError) {}

    private GatewayFault() {}

    /** True for trouble between the gateway and its backend, after which the endpoint is suspended. */
    static boolean suspends(String code) {
        return code.startsWith("1015");
    }

    static boolean throttles(String code) {
        return code.startsWith("9008") && !code.equals("900805");
    }

    /**
     * The answer for a code.
     *
     * @param status null for the usual one
     * @param nextAccess when a throttled caller may come again; only {@link Encoding#WRAPPED} has a field for it
     */
    static Reply of(String code, Encoding encoding, @Nullable Integer status, @Nullable Instant nextAccess) {
        Known known = known(code);
        int httpStatus = status == null ? known.status() : status;
        String description = known.description();
        if (nextAccess != null && encoding == Encoding.FLAT) {
            description = description + " .You can access API after " + NEXT_ACCESS.format(nextAccess);
        }
        return switch (encoding) {
            case FLAT -> Reply.json(httpStatus, code, flat(code, known, description));
            case WRAPPED -> Reply.json(httpStatus, code, wrapped(code, known, nextAccess));
            case MASKED ->
                Reply.json(
                        httpStatus,
                        code,
                        Json.object(
                                "code",
                                code,
                                "type",
                                "Status report",
                                "message",
                                "Runtime Error",
                                "description",
                                known.message()));
            case XML -> Reply.text(httpStatus, "application/xml; charset=UTF-8", code, xml(code, known));
        };
    }

    /** [E] S15: what the gateway says of a route that it does not have. */
    static Reply noSuchResource() {
        return Reply.json(
                404,
                "ABSENT",
                Json.object(
                        "code", "404",
                        "type", "Status report",
                        "message", "Not Found",
                        "description", "The requested resource is not available."));
    }

    private static ObjectNode flat(String code, Known known, String description) {
        return known.runtimeError()
                ? Json.object(
                        "code", code, "type", "Status report", "message", known.message(), "description", description)
                : Json.object("code", code, "message", known.message(), "description", description);
    }

    private static ObjectNode wrapped(String code, Known known, @Nullable Instant nextAccess) {
        ObjectNode fault = Json.object(
                "code", Integer.parseInt(code), "message", known.message(), "description", known.description());
        if (nextAccess != null) {
            fault.put("nextAccessTime", NEXT_ACCESS.format(nextAccess));
        }
        return Json.object("fault", fault);
    }

    private static String xml(String code, Known known) {
        boolean security = code.startsWith("9009");
        String prefix = security ? "ams" : "am";
        String namespace = "http://wso2.org/apimanager" + (security ? "/security" : "");
        String type = known.runtimeError() ? "<%1$s:type>Status report</%1$s:type>".formatted(prefix) : "";
        return ("<%1$s:fault xmlns:%1$s=\"%2$s\"><%1$s:code>%3$s</%1$s:code>%4$s<%1$s:message>%5$s</%1$s:message>"
                        + "<%1$s:description>%6$s</%1$s:description></%1$s:fault>")
                .formatted(prefix, namespace, code, type, known.message(), known.description());
    }

    private static Known known(String code) {
        return switch (code) {
            case "900900" -> new Known(401, "Unclassified Authentication Failure", "Access failure for API", false);
            case "900901" ->
                new Known(
                        401,
                        "Invalid Credentials",
                        "Access failure for API: /apisiasn/1.0, version: 1.0 status: (900901) - Invalid Credentials."
                                + CREDENTIALS_HINT,
                        false);
            case "900902" ->
                new Known(
                        401,
                        "Missing Credentials",
                        "Invalid Credentials. Make sure your API invocation call has a header:"
                                + " 'Authorization : Bearer ACCESS_TOKEN'",
                        false);
            case "900906" ->
                new Known(404, "No matching resource found in the API for the given request", "Not found", false);
            case "900907", "900805" ->
                new Known(403, "The requested API is temporarily blocked", "Access to the API is blocked", false);
            case "900908" ->
                new Known(
                        403,
                        "Resource forbidden ",
                        "User is NOT authorized to access the Resource. API Subscription validation failed.",
                        false);
            case "900909" ->
                new Known(403, "The subscription to the API is inactive", "The subscription is inactive", false);
            case "900910" ->
                new Known(
                        403,
                        "The access token does not allow you to access the requested resource",
                        "User is NOT authorized to access the Resource. Scope validation failed.",
                        false);
            case "700700" -> new Known(503, "API blocked", "This API has been blocked temporarily", false);
            case "900801" -> new Known(429, "API Limit Reached", "API not accepting requests", false);
            case "900800", "900802", "900803", "900804", "900806", "900807" ->
                new Known(429, "Message throttled out", "You have exceeded your quota", false);
            case SUSPENDED ->
                new Known(
                        503,
                        "Runtime Error",
                        "Currently , Address endpoint : [ Name : apisiasn--v1.0_APIproductionEndpoint ]"
                                + " [ State : SUSPENDED ]",
                        true);
            case "101503" -> new Known(503, "Runtime Error", "Error connecting to the back end", true);
            case "101504" -> new Known(504, "Runtime Error", "Connection timed out", true);
            case "101505" -> new Known(500, "Runtime Error", "Connection closed", true);
            case "101508" -> new Known(504, "Runtime Error", "Connection timed out while connecting", true);
            default -> new Known(500, "Runtime Error", "Error in the gateway", true);
        };
    }
}
