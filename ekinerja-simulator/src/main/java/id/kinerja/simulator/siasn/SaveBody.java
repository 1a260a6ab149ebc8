package id.kinerja.simulator.siasn;

import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Stored.Document;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;

/**
 * A save's JSON, read as the Go service behind BKN would read it.
 *
 * <p>[I] names match in any case; an integer must be a JSON integer and a text a JSON string; null and absent are the
 * zero value; the first wrong type is answered with the default text of the Echo framework.
 */
public final class SaveBody {

    /** The type a field must have. */
    public enum FieldType {
        TEXT("string"),
        INTEGER("int"),
        /** Either of the two, for fields on whose type the sources disagree. */
        TEXT_OR_INTEGER("string"),
        LIST("[]");

        private final String goName;

        FieldType(String goName) {
            this.goName = goName;
        }
    }

    private final Map<String, JsonNode> values = new LinkedHashMap<>();
    private @Nullable Reply refusal;

    private SaveBody() {}

    /** Reads the body; {@link #refusal} tells when it could not be. */
    public static SaveBody read(byte[] bytes, Map<String, FieldType> fields) {
        SaveBody body = new SaveBody();
        if (bytes.length == 0) {
            return body;
        }
        Map<String, String> names = new LinkedHashMap<>();
        fields.keySet().forEach(name -> names.put(name.toLowerCase(Locale.ROOT), name));
        try (JsonParser parser = Json.MAPPER.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                body.refuse("Unmarshal type error: expected=object, got=" + goName(parser) + ", field=, offset=1");
                return body;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = names.get(parser.currentName().toLowerCase(Locale.ROOT));
                parser.nextToken();
                String got = goName(parser);
                JsonNode value = parser.readValueAsTree();
                if (name == null || value.isNull()) {
                    continue;
                }
                FieldType type = fields.getOrDefault(name, FieldType.TEXT);
                if (fits(type, value)) {
                    body.values.put(name, value);
                } else {
                    body.refuse("Unmarshal type error: expected=%s, got=%s, field=%s, offset=%d"
                            .formatted(
                                    type.goName,
                                    got,
                                    name,
                                    parser.currentLocation().getByteOffset()));
                }
            }
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
            body.refuse("Syntax error: offset=%d, error=invalid JSON".formatted(offset));
        }
        return body;
    }

    public @Nullable Reply refusal() {
        return refusal;
    }

    /** The text, or the empty text that stands for "not given". */
    public String text(String name) {
        JsonNode value = values.get(name);
        return value == null ? "" : value.asString("");
    }

    /** The number, or the zero that stands for "not given". */
    public int integer(String name) {
        JsonNode value = values.get(name);
        return value == null ? 0 : value.asInt(0);
    }

    /** The elements of a list; empty when not given. */
    public List<JsonNode> list(String name) {
        JsonNode value = values.get(name);
        return value == null ? List.of() : List.copyOf(value.values());
    }

    /** [E] Documents named in {@code path}; [I] keyed by their type as the read-back shows them. */
    public Map<String, Document> documents() {
        Map<String, Document> documents = new LinkedHashMap<>();
        for (JsonNode one : list("path")) {
            if (one.isObject()) {
                Document document = Json.MAPPER.treeToValue(one, Document.class);
                documents.put(document.dok_id(), document);
            }
        }
        return documents;
    }

    /**
     * [E] One message that names every missing field; [I] zero and the empty text count as missing.
     *
     * @param goNames the fields in the order of the service's own checks, named as it names them
     */
    public @Nullable Reply missing(List<String> goNames, int status) {
        List<String> errors = new ArrayList<>();
        for (String goName : goNames) {
            String field = Character.toLowerCase(goName.charAt(0)) + goName.substring(1);
            JsonNode value = values.get(field);
            if (value == null
                    || (value.asString("").isEmpty() && !value.isArray())
                    || (value.isNumber() && value.asInt(0) == 0)) {
                errors.add(goName + " is required");
            }
        }
        if (errors.isEmpty()) {
            return null;
        }
        // The layout of hashicorp/go-multierror, whitespace included [I].
        String message = (errors.size() == 1 ? "1 error" : errors.size() + " errors") + " occurred:\n\t* "
                + String.join("\n\t* ", errors) + "\n\n";
        return Reply.json(status, "VALIDATION", Json.object("code", 0, "message", message));
    }

    private void refuse(String message) {
        if (refusal == null) {
            refusal = Reply.json(400, "BAD_TYPE", Json.object("message", message));
        }
    }

    private static boolean fits(FieldType type, JsonNode value) {
        return switch (type) {
            case TEXT -> value.isString();
            case INTEGER -> value.isIntegralNumber() && value.canConvertToInt();
            case TEXT_OR_INTEGER -> value.isString() || value.isIntegralNumber();
            case LIST -> value.isArray();
        };
    }

    private static String goName(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            return "nothing";
        }
        return switch (token) {
            case VALUE_STRING -> "string";
            case VALUE_NUMBER_INT -> "number";
            case VALUE_NUMBER_FLOAT -> "number " + parser.getString();
            case VALUE_TRUE, VALUE_FALSE -> "bool";
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            default -> "null";
        };
    }
}
