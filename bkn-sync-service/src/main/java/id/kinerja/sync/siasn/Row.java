package id.kinerja.sync.siasn;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One object of a reply, read whatever the case of its names and whether its numbers are text. */
final class Row {

    private static final DateTimeFormatter DAY_FIRST = DateTimeFormatter.ofPattern("dd-MM-uuuu", Locale.ROOT);

    private final Map<String, JsonNode> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private Row(JsonNode object) {
        object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
    }

    /** The rows of {@code data}, which is a list, or a single object. */
    static List<Row> of(JsonNode data) {
        return data.isObject()
                ? List.of(new Row(data))
                : StreamSupport.stream(data.spliterator(), false)
                        .filter(JsonNode::isObject)
                        .map(Row::new)
                        .toList();
    }

    /** The field as text; null when absent, blank or not a plain value. */
    @Nullable
    String text(String name) {
        JsonNode value = fields.get(name);
        String text = value == null ? "" : value.asString("").strip();
        return text.isEmpty() ? null : text;
    }

    @Nullable
    BigDecimal number(String name) {
        String text = text(name);
        try {
            return text == null ? null : new BigDecimal(text);
        } catch (NumberFormatException notANumber) {
            return null;
        }
    }

    @Nullable
    LocalDate date(String name) {
        String text = text(name);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text, text.indexOf('-') == 2 ? DAY_FIRST : DateTimeFormatter.ISO_LOCAL_DATE);
        } catch (DateTimeException unknownForm) {
            return null;
        }
    }
}
