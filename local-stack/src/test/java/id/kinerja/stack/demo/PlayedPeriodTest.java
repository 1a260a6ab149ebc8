package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.stack.supervisor.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class PlayedPeriodTest {

    @TempDir
    private Path directory;

    @Test
    @SuppressWarnings("unchecked")
    void a_pack_of_its_own_has_its_windows_around_the_day_and_the_rules_of_2025() throws IOException {
        var pack2025 = Installation.find().pack("2025");

        var played = PlayedPeriod.around(LocalDate.of(2027, 3, 10), pack2025, directory.resolve("packs"));

        assertThat(played).isEqualTo(new PlayedPeriod("demo", 2027));
        var written = parsed(directory.resolve("packs/demo.yaml"));
        var original = parsed(pack2025);
        assertThat(written).containsEntry("id", "demo").containsEntry("version", 1);
        assertThat(written.keySet()).isEqualTo(original.keySet());
        assertThat(written.get("indicators")).isEqualTo(original.get("indicators"));
        var period = ((List<Map<String, Object>>) Objects.requireNonNull(written.get("periods"))).getFirst();
        assertThat(period).containsEntry("id", "demo").containsEntry("year", 2027);
        assertThat(Files.readString(directory.resolve("packs/demo.yaml")))
                .contains("{ name: PLANNING, first: 2027-02-08, last: 2027-03-09,");
    }

    private static Map<String, Object> parsed(Path pack) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(pack));
    }
}
