package id.kinerja.sync.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.testing.NewerPack;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two versions of a pack are there: under the new one the closing of a period sends nothing. */
class ResultVersionTest {

    private static final Regulations REGULATIONS =
            Regulations.withDirectory(NewerPack.directory("\nclosing: { value: ANNUAL", "\nclosing: { value: HELD"));

    @ParameterizedTest
    @CsvSource({"OLD, SEND", "NEW, HOLD", "untold, HOLD"})
    void what_becomes_of_a_result_is_said_by_the_version_its_plan_was_drafted_under(String version, String route) {
        var world = new World(1, REGULATIONS);

        world.decide(numberOf(version));

        assertThat(world.delivery().desired().route()).hasToString(route);
    }

    private static @Nullable Integer numberOf(String version) {
        return switch (version) {
            case "OLD" -> NewerPack.OLD;
            case "NEW" -> NewerPack.NEW;
            default -> null;
        };
    }
}
