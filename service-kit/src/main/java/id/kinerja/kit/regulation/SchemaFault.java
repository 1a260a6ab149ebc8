package id.kinerja.kit.regulation;

import com.networknt.schema.Error;
import java.util.stream.Stream;

/** Says what does not fit the schema in our own words, instead of those of whoever checks schemas. */
final class SchemaFault {

    /** Knows on which line the entry stands. */
    interface Places {
        PackFault faultAt(String pointer, String code, Object... args);
    }

    private SchemaFault() {}

    static PackFault of(Error violation, Places places) {
        var at = violation.getInstanceLocation().toString();
        return switch (violation.getKeyword()) {
            case "required" ->
                places.faultAt(at + "/" + violation.getProperty(), "field-missing", violation.getProperty());
            case "additionalProperties" ->
                places.faultAt(at + "/" + violation.getProperty(), "field-unknown", violation.getProperty());
            case "type" -> places.faultAt(at, "not-" + expectedType(violation));
            case "enum" -> places.faultAt(at, "word-unknown", first(violation).replaceAll("[\\[\\]\"]", ""));
            case "format" -> places.faultAt(at, "not-a-day");
            case "pattern" -> places.faultAt(at, form(at));
            case "minimum" -> places.faultAt(at, "too-small", first(violation));
            case "maximum" -> places.faultAt(at, "too-large", first(violation));
            case "minLength" -> places.faultAt(at, "text-empty");
            case "maxLength" -> places.faultAt(at, "text-too-long", first(violation));
            case "minItems" -> places.faultAt(at, "too-few", first(violation));
            case "maxItems" -> places.faultAt(at, "too-many", first(violation));
            case "uniqueItems" -> places.faultAt(at, "named-twice");
            default ->
                throw new IllegalStateException("the schema of the packs asks for what has no words: " + violation);
        };
    }

    /** A text that may be absent is a text. */
    private static String expectedType(Error violation) {
        var expected = String.valueOf(violation.getArguments()[1]);
        return Stream.of("string", "integer", "boolean", "array", "object")
                .filter(expected::contains)
                .findFirst()
                .orElseThrow();
    }

    /** How the texts that follow a pattern are written. */
    private static String form(String at) {
        if (at.endsWith("/id")) {
            return "not-an-id";
        }
        return at.startsWith("/recommendation/rows/") ? "not-a-row" : "not-a-code";
    }

    private static String first(Error violation) {
        return String.valueOf(violation.getArguments()[0]);
    }
}
