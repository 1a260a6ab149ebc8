package id.kinerja.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.regulation.Regulations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The next version of the pack 2025, beside the one that every service brings along. */
public final class NewerPack {

    public static final String ID = "2025";

    /** The version that every service brings along. */
    public static final int OLD =
            Regulations.fromClasspath().find(ID).orElseThrow().version();

    public static final int NEW = OLD + 1;

    private NewerPack() {}

    /**
     * A directory for {@code kinerja.regulations.directory} with the next version.
     *
     * @param entry what the version that is there says, and where
     * @param instead what the next one says
     */
    public static Path directory(String entry, String instead) {
        try (var old = Objects.requireNonNull(Regulations.class.getResourceAsStream("/regulations/2025.yaml"))) {
            var pack = new String(old.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(pack).contains(entry);
            var directory = Files.createTempDirectory("packs");
            Files.writeString(
                    directory.resolve("2025-next.yaml"),
                    pack.replace("\nversion: " + OLD + "\n", "\nversion: " + NEW + "\n")
                            .replace(entry, instead));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
