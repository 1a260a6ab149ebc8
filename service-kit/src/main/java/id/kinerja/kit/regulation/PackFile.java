package id.kinerja.kit.regulation;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.regulation.Regulation.Behaviour;
import id.kinerja.kit.regulation.Regulation.Section;
import id.kinerja.kit.regulation.Regulation.StageName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One pack as it stands in its file: read, held against the schema, then checked for what a schema cannot say. All faults
 * are collected; a pack with faults is not used.
 */
final class PackFile {

    private static final String NOT_FOUND = "NF";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private static final Schema SCHEMA = schema();

    private final String file;
    private final PackLines lines;
    private final List<PackFault> faults = new ArrayList<>();
    private @Nullable Regulation pack;

    private PackFile(String file, PackLines lines) {
        this.file = file;
        this.lines = lines;
    }

    static PackFile read(String file, byte[] yaml) {
        var read = new PackFile(file, PackLines.of(file, yaml));
        read.faults.addAll(read.lines.faults());
        if (read.faults.isEmpty()) {
            var content = YAML.readTree(read.lines.text());
            read.checkAgainstSchema(content);
            if (read.faults.isEmpty()) {
                var pack = YAML.treeToValue(content, Regulation.class);
                read.check(pack);
                read.pack = pack;
            }
        }
        return read;
    }

    List<PackFault> faults() {
        return List.copyOf(faults);
    }

    /** Present where the file could be read as a pack, even if it has faults. */
    @Nullable
    Regulation pack() {
        return pack;
    }

    PackFault faultAt(String pointer, String code, Object... args) {
        return PackFault.at(file, lines.lineOf(pointer), pointer, code, args);
    }

    String placeOf(String pointer) {
        return file + ":" + lines.lineOf(pointer);
    }

    private void checkAgainstSchema(JsonNode content) {
        for (Error violation : SCHEMA.validate(content.toString(), InputFormat.JSON)) {
            faults.add(SchemaFault.of(violation, this::faultAt));
        }
    }

    private void check(Regulation read) {
        checkPeriods(read);
        checkSections(read);
        checkIndicators(read);
        checkDevelopment(read);
        checkDuties(read);
        checkRecommendation(read);
        var values = read.workBehaviour().coreValues();
        each("/workBehaviour/coreValues", values, Regulation.CoreValue::code, "code");
        var guides = new HashMap<String, String>();
        for (int i = 0; i < values.size(); i++) {
            var at = "/workBehaviour/coreValues/" + i;
            for (int j = 0; j < values.get(i).behaviours().size(); j++) {
                unique(
                        guides,
                        at + "/behaviours/" + j + "/code",
                        values.get(i).behaviours().get(j).code());
            }
            int least = read.workBehaviour().behavioursPerValue().value();
            if (values.get(i).behaviours().size() < least) {
                fault(at + "/behaviours", "fewer-than-asked");
            }
        }
    }

    private void checkPeriods(Regulation read) {
        each("/periods", read.periods(), Regulation.Period::id, "id");
        for (int i = 0; i < read.periods().size(); i++) {
            var period = read.periods().get(i);
            var at = "/periods/" + i;
            inOrder(at + "/last", period.first(), period.last());
            for (int j = 0; j < period.stages().size(); j++) {
                var stage = period.stages().get(j);
                inOrder(at + "/stages/" + j + "/last", stage.first(), stage.last());
                if (stage.first().isBefore(period.first())) {
                    fault(at + "/stages/" + j + "/first", "before-period", stage.first(), period.first());
                }
                if (stage.name() == StageName.PLANNING && stage.late() == null) {
                    fault(at + "/stages/" + j, "late-unsaid");
                }
                if (stage.extension() != null && !stage.extension().last().isAfter(stage.last())) {
                    fault(
                            at + "/stages/" + j + "/extension/last",
                            "extends-nothing",
                            stage.extension().last(),
                            stage.last());
                }
            }
        }
    }

    private void inOrder(String pointer, LocalDate first, LocalDate last) {
        if (last.isBefore(first)) {
            fault(pointer, "ends-before-begins", last, first);
        }
    }

    /** Each section for each role that has a plan, once. */
    private void checkSections(Regulation read) {
        each("/sections", read.sections(), rule -> rule.section() + ", " + rule.role(), "section");
        for (var section : Section.values()) {
            for (var role : List.of(Role.TEACHER, Role.PRINCIPAL)) {
                if (read.sections().stream().noneMatch(rule -> rule.section() == section && rule.role() == role)) {
                    fault("/sections", "section-unsaid", section, role);
                }
            }
        }
    }

    private void checkIndicators(Regulation read) {
        each("/indicators", read.indicators(), Regulation.Indicator::code, "code");
        var behaviours = new HashMap<String, String>();
        for (int i = 0; i < read.indicators().size(); i++) {
            var indicator = read.indicators().get(i);
            var at = "/indicators/" + i;
            for (int j = 0; j < indicator.behaviours().size(); j++) {
                var behaviour = indicator.behaviours().get(j);
                var place = at + "/behaviours/" + j;
                unique(behaviours, place + "/code", behaviour.code());
                if (!behaviour.code().startsWith(indicator.code() + "-")) {
                    fault(place + "/code", "wrong-beginning", indicator.code() + "-");
                }
                foundOrNot(place, behaviour);
            }
            if (indicator.complete()
                    && indicator.behaviours().stream().anyMatch(behaviour -> behaviour.text() == null)) {
                fault(at + "/complete", "gap-in-complete");
            }
        }
    }

    private void foundOrNot(String place, Behaviour behaviour) {
        if ((behaviour.text() == null) != behaviour.source().equals(NOT_FOUND)) {
            fault(place + "/source", "source-of-gap");
        }
    }

    private void checkDevelopment(Regulation read) {
        var development = read.development();
        each("/development/activities", development.activities(), Regulation.Activity::code, "code");
        var points = development.points();
        if (points != null && points.maximum() != null && points.maximum() < points.minimum()) {
            fault("/development/points/maximum", "less-than-minimum", points.minimum());
        }
        for (int i = 0; i < development.activities().size(); i++) {
            if ((development.activities().get(i).points() == null) != (points == null)) {
                fault("/development/activities/" + i, points == null ? "points-unasked" : "points-missing");
            }
        }
    }

    private void checkDuties(Regulation read) {
        var duties = read.additionalDuties().duties();
        each("/additionalDuties/duties", duties, Regulation.Duty::code, "code");
        for (int i = 0; i < duties.size(); i++) {
            var levels = Objects.requireNonNullElse(duties.get(i).levels(), List.<String>of());
            for (int j = 0; j < levels.size(); j++) {
                if (!read.schoolLevels().contains(levels.get(j))) {
                    fault("/additionalDuties/duties/%d/levels/%d".formatted(i, j), "level-unknown", levels.get(j));
                }
            }
        }
    }

    private void checkRecommendation(Regulation read) {
        var recommendation = read.recommendation();
        if (recommendation == null) {
            return;
        }
        each("/recommendation/rows", recommendation.rows(), Regulation.ReportRow::code, "code");
        for (int i = 0; i < recommendation.rows().size(); i++) {
            var row = recommendation.rows().get(i);
            if (row.component() != null
                    && read.indicators().stream()
                            .noneMatch(indicator -> indicator.role() == row.role()
                                    && row.component().equals(indicator.component()))) {
                fault("/recommendation/rows/%d/component".formatted(i), "component-of-none", row.role());
            }
        }
    }

    private <T> void each(String list, List<T> entries, Function<T, String> key, String field) {
        var seen = new HashMap<String, String>();
        for (int i = 0; i < entries.size(); i++) {
            unique(seen, list + "/" + i + "/" + field, key.apply(entries.get(i)));
        }
    }

    private void unique(Map<String, String> seen, String pointer, String key) {
        var first = seen.putIfAbsent(key, pointer);
        if (first != null) {
            fault(pointer, "already-there", key, lines.lineOf(first));
        }
    }

    private void fault(String pointer, String code, Object... args) {
        faults.add(faultAt(pointer, code, args));
    }

    private static Schema schema() {
        try (var content = PackFile.class.getResourceAsStream("/regulations/regulation.schema.json")) {
            var text = new String(
                    Objects.requireNonNull(content, "the schema of the packs is part of the kit")
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            return SchemaRegistry.withDefaultDialect(
                            SpecificationVersion.DRAFT_2020_12,
                            registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build()))
                    .getSchema(text, InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
