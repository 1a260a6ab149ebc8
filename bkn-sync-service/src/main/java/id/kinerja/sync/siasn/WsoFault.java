package id.kinerja.sync.siasn;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fault of the WSO2 gateway in any of its three encodings: A, JSON at the top level; B, wrapped in {@code fault};
 * C, XML.
 *
 * @param code digits as text, whether the gateway wrote a number or a string; empty where it gave none
 * @param nextAccess when a throttled caller may come back; in a field of its own or in the words of the description
 */
record WsoFault(
        String code,
        String message,
        String description,
        @Nullable Instant nextAccess) {

    private static final Pattern GATEWAY_CODE = Pattern.compile("\\d{6}");
    private static final Pattern ACCESS_AFTER = Pattern.compile("access API after (.+? UTC)");
    private static final DateTimeFormatter NEXT_ACCESS =
            DateTimeFormatter.ofPattern("yyyy-MMM-dd HH:mm:ssxx 'UTC'", Locale.ENGLISH);

    static @Nullable WsoFault fromJson(JsonNode root) {
        JsonNode wrapped = root.path("fault");
        if (wrapped.isObject()) {
            return of(wrapped);
        }
        WsoFault fault = of(root);
        boolean gateways = GATEWAY_CODE.matcher(fault.code).matches()
                || root.path("type").asString("").equals("Status report")
                || fault.message.equals("Runtime Error");
        return gateways ? fault : null;
    }

    private static WsoFault of(JsonNode node) {
        return of(
                node.path("code").asString(""),
                node.path("message").asString(""),
                node.path("description").asString(""),
                node.path("nextAccessTime").asString(""));
    }

    private static WsoFault of(String code, String message, String description, String nextAccessTime) {
        Matcher inWords = ACCESS_AFTER.matcher(description);
        String next = nextAccessTime.isBlank() && inWords.find() ? inWords.group(1) : nextAccessTime;
        return new WsoFault(code.strip(), message, description, instant(next));
    }

    /** Reads an XML fault by local names; anything else in angle brackets, and any document type, is none. */
    static @Nullable WsoFault fromXml(String text) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        String code = "";
        String message = "";
        String description = "";
        String nextAccess = "";
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
            boolean inFault = false;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    return null;
                }
                if (event != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                String name = xml.getLocalName();
                if (!inFault) {
                    if (!name.equals("fault")) {
                        return null;
                    }
                    inFault = true;
                    continue;
                }
                switch (name) {
                    case "code" -> code = xml.getElementText();
                    case "message" -> message = xml.getElementText();
                    case "description" -> description = xml.getElementText();
                    case "nextAccessTime" -> nextAccess = xml.getElementText();
                    default -> {
                        // Other elements say nothing that decides.
                    }
                }
            }
        } catch (XMLStreamException notXml) {
            return null;
        }
        return of(code, message, description, nextAccess);
    }

    private static @Nullable Instant instant(String text) {
        try {
            return text.isBlank()
                    ? null
                    : OffsetDateTime.parse(text.strip(), NEXT_ACCESS).toInstant();
        } catch (DateTimeException unknownForm) {
            return null;
        }
    }
}
