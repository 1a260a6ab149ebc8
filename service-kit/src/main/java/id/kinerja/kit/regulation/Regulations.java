package id.kinerja.kit.regulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The packs in force, read from {@code classpath:regulations/*.yaml} at start; a broken pack keeps the service down. */
public final class Regulations {

    private final List<Regulation> packs;

    Regulations(List<Regulation> packs) {
        this.packs = List.copyOf(packs);
    }

    public static Regulations fromClasspath() {
        var yaml = YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
        var packs = new java.util.ArrayList<Regulation>();
        try {
            for (var resource :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:regulations/*.yaml")) {
                try (var content = resource.getInputStream()) {
                    packs.add(yaml.readValue(content, Regulation.class));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (packs.isEmpty()) {
            throw new IllegalStateException("no regulation pack found");
        }
        return new Regulations(packs);
    }

    public Optional<Regulation> find(String id) {
        return packs.stream().filter(pack -> pack.id().equals(id)).findFirst();
    }

    /** The pack that governs a period. */
    public Optional<Regulation> ofPeriod(String periodId) {
        return packs.stream().filter(pack -> pack.period(periodId).isPresent()).findFirst();
    }
}
