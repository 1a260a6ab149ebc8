package id.kinerja.kit.regulation;

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

    private final String file;
    private final Map<String, Integer> lines = new HashMap<>();
    private final List<PackFault> faults = new ArrayList<>();

    private PackLines(String file) {
        this.file = file;
    }

    static PackLines of(String file, String yaml) {
        var lines = new PackLines(file);
        try {
            var root = new Compose(LoadSettings.builder().setLabel(file).build()).composeString(yaml);
            if (root.isPresent()) {
                lines.walk("", root.get());
            } else {
                lines.faults.add(new PackFault(file, 1, "", "the file is empty"));
            }
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            lines.faults.add(new PackFault(file, line, "", "not YAML: " + e.getProblem()));
        } catch (YamlEngineException e) {
            lines.faults.add(new PackFault(file, 1, "", "not YAML: " + e.getMessage()));
        }
        return lines;
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
                        faults.add(new PackFault(
                                file,
                                lineOf(entry.getKeyNode()),
                                place,
                                "is written twice, first on line %d".formatted(first)));
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

    private static int lineOf(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
