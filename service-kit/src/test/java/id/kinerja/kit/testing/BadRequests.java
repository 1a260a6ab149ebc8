package id.kinerja.kit.testing;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests that no honest client sends, to every endpoint that a service has: broken and foreign JSON, values beyond all
 * bounds, odd ids, headers and parameters. Each must be answered with less than 500, and what is
 * refused with a problem document that shows nothing of the inside.
 */
final class BadRequests {

    private static final JsonMapper JSON = new JsonMapper();

    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[]",
            "null",
            "42",
            "{} {}",
            "{\"nobodyKnowsThis\":1}",
            "[".repeat(2000),
            "\"" + "x".repeat(300_000) + "\"");

    private static final List<String> IDS = List.of("nobody", "a:b:c", "%F0%9F%98%80", "%25", "-1", "x".repeat(2000));

    private static final List<String> PARAMETERS =
            List.of("", "-1", "99999999999999999999", "%F0%9F%98%80", "%00", "nobody", "x".repeat(2000));

    private static final List<String> VERSIONS =
            List.of("", "\"0\"", "\"99999999999999999999\"", "W/\"1\"", "*", "soon");

    private BadRequests() {}

    /** What went wrong, one line each; empty if nothing did. */
    static List<String> failures(RequestMappingHandlerMapping handlers, List<Api> callers) {
        var failures = new ArrayList<String>();
        handlers.getHandlerMethods().forEach((mapping, handler) -> {
            var methods = mapping.getMethodsCondition().getMethods();
            for (var pattern : mapping.getPatternValues()) {
                if (pattern.startsWith("/api/")) {
                    for (var method : methods) {
                        for (var caller : callers) {
                            tryAll(method, pattern, handler, caller, failures);
                        }
                    }
                }
            }
        });
        return failures.stream().distinct().toList();
    }

    private static void tryAll(
            RequestMethod method, String pattern, HandlerMethod handler, Api caller, List<String> failures) {
        var path = at(pattern, "nobody");
        for (var id : pattern.contains("{") ? IDS : List.of("nobody")) {
            send(method, at(pattern, id), "{}", caller.header("If-Match", "\"1\""), failures);
        }
        for (var version : VERSIONS) {
            send(method, path, "{}", caller.header("If-Match", version).header("Idempotency-Key", version), failures);
        }
        for (var name : queryOf(handler)) {
            for (var value : PARAMETERS) {
                send(method, path + "?" + name + "=" + value, "{}", caller.header("If-Match", "\"1\""), failures);
            }
        }
        for (var body : Stream.concat(BODIES.stream(), extremes(handler)).toList()) {
            send(method, path, body, caller.header("If-Match", "\"1\""), failures);
        }
    }

    private static String at(String pattern, String id) {
        return pattern.replaceAll("\\{[^}]*}", id.replace("$", "\\$"));
    }

    private static void send(RequestMethod method, String path, String body, Api caller, List<String> failures) {
        var hasBody = method != RequestMethod.GET && !body.isEmpty();
        var answer = caller.send(method.name(), path, hasBody ? body : null, "application/json");
        var problem = answer.status() >= 400;
        var told = answer.text().contains("at id.kinerja") || answer.text().contains("Exception");
        var isProblem = answer.headers().getOrDefault("content-type", "").startsWith("application/problem+json");
        if (answer.status() >= 500 || told || problem && !isProblem) {
            failures.add("%s %s with %s: %d %s"
                    .formatted(method, shortened(path), shortened(body), answer.status(), shortened(answer.text())));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static List<String> queryOf(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                .map(parameter -> {
                    var annotation = parameter.getParameterAnnotation(RequestParam.class);
                    var named = annotation == null ? "" : annotation.name();
                    return named.isEmpty() ? parameter.getParameter().getName() : named;
                })
                .toList();
    }

    /** Bodies of the right shape whose values lie beyond all bounds. */
    private static Stream<String> extremes(HandlerMethod handler) {
        return Arrays.stream(handler.getMethodParameters())
                .filter(parameter -> parameter.hasParameterAnnotation(RequestBody.class))
                .map(MethodParameter::getGenericParameterType)
                .flatMap(type -> Stream.of(0, 1, 2, 3).map(round -> JSON.writeValueAsString(value(type, round, 0))));
    }

    private static @Nullable Object value(Type type, int round, int depth) {
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            var one = value(of.getActualTypeArguments()[0], round, depth + 1);
            return switch (round) {
                case 0 -> List.of();
                case 1 -> Arrays.asList(one, null);
                default -> Arrays.asList(one, one);
            };
        }
        if (!(type instanceof Class<?> raw)) {
            return Map.of();
        }
        if (raw.isRecord() && depth < 5) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            for (RecordComponent component : raw.getRecordComponents()) {
                fields.put(component.getName(), value(component.getGenericType(), round, depth + 1));
            }
            return fields;
        }
        if (raw.isEnum()) {
            return round == 3 ? "NOBODY" : raw.getEnumConstants()[0].toString();
        }
        if (raw == Instant.class) {
            return List.of(
                            "+1000000000-12-31T23:59:59Z",
                            "-1000000000-01-01T00:00:00Z",
                            "+292278995-01-01T00:00:00Z",
                            "yesterday")
                    .get(round);
        }
        if (raw == LocalDate.class) {
            return List.of("+999999999-12-31", "-999999999-01-01", "0000-01-01", "2026-02-30")
                    .get(round);
        }
        if (raw == BigDecimal.class) {
            return List.of(
                            new BigDecimal("1e-7000"),
                            new BigDecimal("50." + "3".repeat(40)),
                            new BigDecimal("1e400"),
                            "many")
                    .get(round);
        }
        if (raw == boolean.class || raw == Boolean.class) {
            return round == 3 ? "perhaps" : round == 0;
        }
        if (Number.class.isAssignableFrom(raw) || raw.isPrimitive()) {
            return List.of(Integer.MAX_VALUE, Integer.MIN_VALUE, new BigDecimal("1e400"), "many")
                    .get(round);
        }
        return List.of("x", "\u0000\uD83D\uDE00", "x".repeat(50_000), "$where").get(round);
    }
}
