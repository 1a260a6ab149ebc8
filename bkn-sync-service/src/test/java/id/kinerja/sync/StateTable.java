package id.kinerja.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** A table of states and commands in words: the first line names the commands, each further one a state and its answers. */
public final class StateTable {

    private StateTable() {}

    /** State, command and answer of each cell. */
    public static Stream<Arguments> cells(String table) {
        var commands = words(table.lines().findFirst().orElseThrow());
        return table.lines().skip(1).map(StateTable::words).flatMap(cells -> {
            assertThat(cells).hasSameSizeAs(commands);
            return Stream.iterate(1, column -> column < cells.length, column -> column + 1)
                    .map(column -> Arguments.of(cells[0], commands[column], cells[column]));
        });
    }

    public static List<String> commands(String table) {
        return Arrays.stream(words(table.lines().findFirst().orElseThrow()))
                .skip(1)
                .toList();
    }

    private static String[] words(String line) {
        return line.strip().split("\\s+");
    }
}
