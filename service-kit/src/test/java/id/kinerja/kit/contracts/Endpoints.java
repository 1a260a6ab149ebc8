package id.kinerja.kit.contracts;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.web.Creating;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Compares the endpoints of a service with its published description: operations, parameters, roles, and names and limits
 * in request bodies. What is answered is compared with each call of the service's suites, see {@link ApiDescription}.
 */
public final class Endpoints {

    private static final String API = "/api/v1/";

    private record Asked(
            String in, boolean required, @Nullable String byDefault, List<String> values) {

        /** A default that a handler fills in by itself may be described although it is not declared. */
        boolean says(Asked declared) {
            return in.equals(declared.in)
                    && required == declared.required
                    && values.equals(declared.values)
                    && (declared.byDefault == null || declared.byDefault.equals(byDefault));
        }
    }

    private Endpoints() {}

    /** Every difference in words that say what to do; empty if there is none. */
    public static List<String> differences(RequestMappingHandlerMapping mappings, ApiDescription... descriptions) {
        var served = served(mappings);
        var differences = new ArrayList<String>();
        for (var description : descriptions) {
            description.operations().forEach((operation, described) -> {
                var methods = served.remove(operation);
                if (methods == null) {
                    differences.add("%s is described in %s, but there is no such endpoint: take it out"
                            .formatted(operation, description.file()));
                } else {
                    differences(operation, methods, described, description, differences);
                }
            });
        }
        served.keySet()
                .forEach(operation -> differences.add(
                        "%s is not described in %s: describe it there, with examples of request, answer and problem"
                                .formatted(operation, descriptions[0].file())));
        return differences;
    }

    private static Map<String, List<HandlerMethod>> served(RequestMappingHandlerMapping mappings) {
        var served = new LinkedHashMap<String, List<HandlerMethod>>();
        mappings.getHandlerMethods()
                .forEach((mapping, method) -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith(API))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(verb -> served.computeIfAbsent(verb + " " + path, key -> new ArrayList<>())
                                        .add(method))));
        return served;
    }

    private static void differences(
            String operation,
            List<HandlerMethod> methods,
            JsonNode described,
            ApiDescription description,
            List<String> differences) {
        var method = methods.getFirst();
        var asked = asked(method);
        var parameters = new LinkedHashMap<String, Asked>();
        described.path("parameters").forEach(node -> {
            var parameter = description.follow(node);
            var schema = description.follow(parameter.path("schema"));
            parameters.put(
                    parameter.path("name").asText(),
                    new Asked(
                            parameter.path("in").asText(),
                            parameter.path("required").asBoolean(),
                            schema.has("default") ? schema.path("default").asText() : null,
                            texts(schema.path("enum"))));
        });
        parameters.remove("Accept-Language");
        compare(operation + " parameters", asked.keySet(), parameters.keySet(), differences);
        asked.forEach((name, ask) -> {
            var told = parameters.get(name);
            if (told != null && !told.says(ask)) {
                differences.add("%s: parameter %s is %s, described as %s".formatted(operation, name, ask, told));
            }
        });
        compare(operation + " roles", roles(method), description.roles(described), differences);
        var body = Arrays.stream(method.getMethod().getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(RequestBody.class))
                .findFirst();
        var schema = described
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("schema");
        if (body.isPresent() && schema.isMissingNode()) {
            differences.add(operation + ": its body is not described");
        } else if (body.isPresent()) {
            compareType(operation + " body", body.get().getAnnotatedType(), schema, description, differences);
        } else if (!schema.isMissingNode()) {
            differences.add(operation + ": a JSON body is described, but none is read");
        }
    }

    private static Map<String, Asked> asked(HandlerMethod method) {
        var asked = new LinkedHashMap<String, Asked>();
        for (var parameter : method.getMethod().getParameters()) {
            var inQuery = parameter.getAnnotation(RequestParam.class);
            if (parameter.getType() == CommandGuard.class) {
                if (!parameter.isAnnotationPresent(Creating.class)) {
                    asked.put("If-Match", new Asked("header", true, null, List.of()));
                }
                asked.put("Idempotency-Key", new Asked("header", false, null, List.of()));
            } else if (parameter.isAnnotationPresent(PathVariable.class)) {
                asked.put(parameter.getName(), new Asked("path", true, null, List.of()));
            } else if (inQuery != null) {
                asked.put(
                        Stream.of(inQuery.name(), inQuery.value(), parameter.getName())
                                .filter(name -> !name.isEmpty())
                                .findFirst()
                                .orElseThrow(),
                        inQuery(parameter, inQuery));
            }
        }
        return asked;
    }

    private static Asked inQuery(Parameter parameter, RequestParam annotation) {
        var values = constants(parameter.getType());
        boolean hasDefault = !annotation.defaultValue().equals(ValueConstants.DEFAULT_NONE);
        boolean required = annotation.required() && !hasDefault && !isNullable(parameter.getAnnotatedType());
        // Enumerations are read in any case; those that are words of an address are written small.
        boolean small = List.of("view", "kind").contains(parameter.getName());
        var byDefault = hasDefault ? annotation.defaultValue() : null;
        return new Asked(
                "query",
                required,
                small && byDefault != null ? byDefault.toLowerCase(Locale.ROOT) : byDefault,
                small
                        ? values.stream()
                                .map(value -> value.toLowerCase(Locale.ROOT))
                                .toList()
                        : values);
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Set<String> roles(HandlerMethod method) {
        var rule = method.getMethodAnnotation(PreAuthorize.class);
        var expression = rule == null ? "" : rule.value();
        return java.util.regex.Pattern.compile("'(\\w+)'")
                .matcher(expression)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(toCollection(TreeSet::new));
    }

    private static void compareType(
            String where, AnnotatedType type, JsonNode node, ApiDescription description, List<String> differences) {
        var schema = description.follow(node);
        if (type instanceof AnnotatedParameterizedType generic && !schema.has("anyOf")) {
            var element = generic.getAnnotatedActualTypeArguments()[0];
            limits(where + "/-", element, schema.path("items"), description, differences);
            compareType(where + "/-", element, schema.path("items"), description, differences);
        } else if (type.getType() instanceof Class<?> plain && plain.isRecord()) {
            compareRecord(where, plain, schema, description, differences);
        } else if (type.getType() instanceof Class<?> plain && plain.isEnum()) {
            compare(where, constants(plain), texts(schema.path("enum")), differences);
        }
    }

    private static void compareRecord(
            String where, Class<?> type, JsonNode schema, ApiDescription description, List<String> differences) {
        var components = new LinkedHashMap<String, RecordComponent>();
        for (var component : type.getRecordComponents()) {
            var named = component.getAccessor().getAnnotation(JsonProperty.class);
            components.put(named == null ? component.getName() : named.value(), component);
        }
        compare(
                where,
                components.keySet(),
                schema.path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .collect(toSet()),
                differences);
        var required = texts(schema.path("required"));
        components.forEach((name, component) -> {
            // What a handler checks by itself may be described as required too.
            if (isRequired(component) && !required.contains(name)) {
                differences.add("%s: %s is required".formatted(where, name));
            }
        });
        if (!schema.path("additionalProperties").isBoolean()) {
            differences.add(where + ": unknown fields are refused, so additionalProperties must be false");
        }
        components.forEach((name, component) -> {
            var property = description.follow(schema.path("properties").path(name));
            var place = where + "/" + name;
            limits(place, component.getAccessor(), property, description, differences);
            compareType(place, component.getAnnotatedType(), notNull(property), description, differences);
        });
    }

    private static boolean isRequired(RecordComponent component) {
        return Stream.of(NotNull.class, NotBlank.class, NotEmpty.class)
                .anyMatch(required -> component.getAccessor().isAnnotationPresent(required)
                        || component.getAnnotatedType().isAnnotationPresent(required));
    }

    /** What there is beside null. */
    private static JsonNode notNull(JsonNode schema) {
        return StreamSupport.stream(schema.path("anyOf").spliterator(), false)
                .filter(choice -> choice.has("$ref"))
                .findFirst()
                .orElse(schema);
    }

    private static void limits(
            String where,
            AnnotatedElement element,
            JsonNode node,
            ApiDescription description,
            List<String> differences) {
        var schema = description.follow(node);
        if (schema.has("anyOf") || schema.isMissingNode()) {
            return;
        }
        boolean isList = schema.path("items").isObject();
        var size = element.getAnnotation(Size.class);
        if (size != null) {
            limit(where, isList ? "maxItems" : "maxLength", size.max(), schema, differences);
        }
        if (element.isAnnotationPresent(NotEmpty.class)) {
            limit(where, isList ? "minItems" : "minLength", 1, schema, differences);
        }
        if (element.isAnnotationPresent(Min.class)) {
            limit(where, "minimum", element.getAnnotation(Min.class).value(), schema, differences);
        }
        if (element.isAnnotationPresent(Max.class)) {
            limit(where, "maximum", element.getAnnotation(Max.class).value(), schema, differences);
        }
        var pattern = element.getAnnotation(Pattern.class);
        if (pattern != null
                && !schema.path("pattern").asText().replaceAll("^\\^|\\$$", "").equals(pattern.regexp())) {
            differences.add("%s: the pattern is ^%s$, described as %s"
                    .formatted(where, pattern.regexp(), schema.path("pattern")));
        }
    }

    private static void limit(String where, String keyword, long value, JsonNode schema, List<String> differences) {
        if (!schema.path(keyword).isNumber() || schema.path(keyword).asLong() != value) {
            differences.add("%s: %s is %d, described as %s".formatted(where, keyword, value, schema.path(keyword)));
        }
    }

    private static List<String> constants(Class<?> type) {
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants()).map(Object::toString).toList()
                : List.of();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void compare(
            String where,
            java.util.Collection<String> served,
            java.util.Collection<String> described,
            List<String> differences) {
        if (!Set.copyOf(served).equals(Set.copyOf(described))) {
            differences.add(
                    "%s: %s, described as %s".formatted(where, new TreeSet<>(served), new TreeSet<>(described)));
        }
    }
}
