package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A built copy of the repository: where its jars are and where what is derived from them goes.
 *
 * @param root the directory that holds the parent pom.xml
 */
public record Installation(Path root) {

    public Installation {
        root = root.toAbsolutePath().normalize();
    }

    /** The installation that the working directory belongs to, or that {@code -Dkinerja.root} names. */
    public static Installation find() {
        var given = System.getProperty("kinerja.root");
        if (given != null) {
            return new Installation(Path.of(given));
        }
        for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            if (Files.exists(dir.resolve("kinerja")) && Files.isDirectory(dir.resolve("local-stack"))) {
                return new Installation(dir);
            }
        }
        throw new IllegalStateException(
                "No Kinerja repository at or above " + Path.of("").toAbsolutePath());
    }

    /** The executable jar of a module. */
    Path applicationJar(String module) throws StackFailure {
        return jar(module, module.equals("ekinerja-simulator") ? "-exec" : "");
    }

    /** The jar of this module, followed by the jars that it needs. */
    List<Path> localStackJars() throws StackFailure {
        var own = jar("local-stack", "");
        try (Stream<Path> lib = Files.list(own.resolveSibling("lib"))) {
            // A fixed order: the start-up cache is valid for exactly one class path.
            return Stream.concat(
                            Stream.of(own),
                            lib.filter(jar -> jar.toString().endsWith(".jar")).sorted())
                    .toList();
        } catch (IOException e) {
            throw notBuilt("local-stack");
        }
    }

    /** A regulation pack that comes with the services. */
    public Path pack(String id) {
        return root.resolve("service-kit/src/main/resources/regulations").resolve(id + ".yaml");
    }

    /** Where unpacked applications and their start-up caches are kept, by content. */
    Path images() {
        return root.resolve(".kinerja").resolve("run");
    }

    private Path jar(String module, String suffix) throws StackFailure {
        var name = module + "-[0-9][0-9A-Za-z.]*(-SNAPSHOT)?" + suffix + "\\.jar";
        try (Stream<Path> target = Files.list(root.resolve(module).resolve("target"))) {
            return target.filter(file -> file.getFileName().toString().matches(name))
                    .max(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .orElseThrow(() -> notBuilt(module));
        } catch (IOException e) {
            throw notBuilt(module);
        }
    }

    private static StackFailure notBuilt(String module) {
        return new StackFailure(
                "%s has not been built; ./kinerja up builds it, or: mvn package -DskipTests".formatted(module));
    }
}
