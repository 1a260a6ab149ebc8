package id.kinerja.kit.regulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** On which line of a pack an entry stands. */
final class PackLines {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String file;
    private final String text;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<PackFault> faults = new ArrayList<>();

    private PackLines(String file, String text) {
        this.file = file;
        this.text = text;
    }

    static PackLines of(String file, byte[] content) {
        var bytes = ByteBuffer.wrap(content);
        var characters = CharBuffer.allocate(content.length);
        boolean readable = !UTF_8.newDecoder().decode(bytes, characters, true).isError();
        var text = characters.flip().toString();
        var lines = new PackLines(file, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        if (readable) {
            lines.compose();
        } else {
            // Decoding stopped at the first byte that is none of UTF-8.
            lines.fault((int) text.chars().filter(c -> c == '\n').count() + 1, "", "not-utf-8");
        }
        return lines;
    }

    private void compose() {
        try {
            var root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            if (root.isPresent()) {
                walk("", root.get());
            } else {
                fault(1, "", "file-empty");
            }
        } catch (MarkedYamlEngineException e) {
            fault(e.getProblemMark().map(Mark::getLine).orElse(0) + 1, "", "not-yaml", e.getProblem());
        } catch (YamlEngineException e) {
            fault(1, "", "not-yaml", e);
        }
    }

    /** The file as it was read. */
    String text() {
        return text;
    }

    /** What keeps the file from being read at all. */
    List<PackFault> faults() {
        return faults;
    }

    /** The line of the entry, or of the nearest one around it. */
    int lineOf(String pointer) {
        var place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return lines.getOrDefault(place, 1);
    }

    private void walk(String pointer, Node node) {
        lines.putIfAbsent(pointer, lineOf(node));
        switch (node) {
            case MappingNode mapping ->
                mapping.getValue().forEach(entry -> {
                    var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                    var place = pointer + "/" + key;
                    var first = lines.putIfAbsent(place, lineOf(entry.getKeyNode()));
                    if (first != null) {
                        fault(lineOf(entry.getKeyNode()), place, "written-twice", first);
                    }
                    walk(place, entry.getValueNode());
                });
            case SequenceNode sequence -> {
                for (int i = 0; i < sequence.getValue().size(); i++) {
                    walk(pointer + "/" + i, sequence.getValue().get(i));
                }
            }
            default -> {}
        }
    }

    private void fault(int line, String pointer, String code, Object... args) {
        faults.add(PackFault.at(file, line, pointer, code, args));
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
