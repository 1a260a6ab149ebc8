package id.kinerja.kit.regulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The packs in force, read at start from {@code classpath:regulations/*.yaml} and, where one is named, from a directory;
 * a broken pack keeps the service down. Several versions of a pack may be there: what was begun under one goes on under
 * it, what is begun now is begun under the newest.
 */
public final class Regulations {

    private final List<Regulation> packs;

    private Regulations(List<Regulation> packs) {
        this.packs = List.copyOf(packs);
    }

    public static Regulations fromClasspath() {
        return of(packsOfClasspath());
    }

    /** The packs that came with the service and those of a directory, {@code *.yaml}. */
    public static Regulations withDirectory(Path directory) {
        try {
            return besidesThoseOfTheService(packsOf(directory));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory of regulation packs cannot be read", e);
        }
    }

    /**
     * @param added content by name
     * @throws BrokenPackException with every fault of every file
     */
    static Regulations besidesThoseOfTheService(Map<String, byte[]> added) {
        // Those of the service first: whatever does not go with them is a fault of what was added.
        var files = new LinkedHashMap<>(packsOfClasspath());
        files.putAll(new TreeMap<>(added));
        return of(files);
    }

    /** The files {@code *.yaml} of a directory, by name. */
    static Map<String, byte[]> packsOf(Path directory) throws IOException {
        var files = new TreeMap<String, byte[]>();
        try (var packs = Files.newDirectoryStream(directory, "*.yaml")) {
            for (var file : packs) {
                files.put(file.toString(), Files.readAllBytes(file));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return files;
    }

    /**
     * @param files content by name
     * @throws BrokenPackException with every fault of every file
     */
    static Regulations of(Map<String, byte[]> files) {
        if (files.isEmpty()) {
            throw new IllegalStateException("no regulation pack found");
        }
        var read = files.entrySet().stream()
                .map(file -> PackFile.read(file.getKey(), file.getValue()))
                .toList();
        var faults = new ArrayList<PackFault>();
        read.forEach(file -> faults.addAll(file.faults()));
        faults.addAll(faultsBetween(read));
        if (!faults.isEmpty()) {
            throw new BrokenPackException(faults);
        }
        return new Regulations(read.stream()
                .flatMap(file -> Optional.ofNullable(file.pack()).stream())
                .sorted(Comparator.comparing(Regulation::id)
                        .thenComparing(
                                Comparator.comparingInt(Regulation::version).reversed()))
                .toList());
    }

    /** No version is there twice, and no period belongs to two packs. */
    private static List<PackFault> faultsBetween(List<PackFile> files) {
        var faults = new ArrayList<PackFault>();
        var versions = new HashMap<String, PackFile>();
        var owners = new HashMap<String, PackFile>();
        for (var file : files) {
            var pack = file.pack();
            if (pack == null) {
                continue;
            }
            var twin = versions.putIfAbsent(pack.id() + " version " + pack.version(), file);
            if (twin != null) {
                faults.add(
                        file.faultAt("/version", "version-there", pack.id(), pack.version(), twin.placeOf("/version")));
            }
            for (int i = 0; i < pack.periods().size(); i++) {
                var period = pack.periods().get(i).id();
                var owner = owners.putIfAbsent(period, file);
                if (owner != null && owner.pack() != null && !owner.pack().id().equals(pack.id())) {
                    faults.add(file.faultAt(
                            "/periods/" + i + "/id",
                            "period-there",
                            period,
                            owner.pack().id(),
                            owner.placeOf("/periods")));
                }
            }
        }
        return faults;
    }

    private static Map<String, byte[]> packsOfClasspath() {
        var files = new TreeMap<String, byte[]>();
        try {
            for (var resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:regulations/*.yaml")) {
                files.put("regulations/" + resource.getFilename(), resource.getContentAsByteArray());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /** Every pack in its newest version. */
    public List<Regulation> newest() {
        return packs.stream()
                .filter(pack -> find(pack.id()).filter(pack::equals).isPresent())
                .toList();
    }

    /** The newest version of a pack. */
    public Optional<Regulation> find(String id) {
        return packs.stream().filter(pack -> pack.id().equals(id)).findFirst();
    }

    /** @param version null where nobody has told it: the newest one then */
    public Optional<Regulation> find(String id, @Nullable Integer version) {
        return packs.stream()
                .filter(pack -> pack.id().equals(id) && (version == null || pack.version() == version))
                .findFirst();
    }

    /**
     * The version under which something was begun.
     *
     * @throws PackNotLoadedException if it is not among the packs, which is an operator's mistake
     */
    public Regulation require(String id, int version) {
        return find(id, version).orElseThrow(() -> new PackNotLoadedException(id, version));
    }

    /** The pack that governs a period, in its newest version: for what is begun now. */
    public Optional<Regulation> ofPeriod(String periodId) {
        return packs.stream().filter(pack -> pack.period(periodId).isPresent()).findFirst();
    }
}
