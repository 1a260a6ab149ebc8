package id.kinerja.kit.regulation;

import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dated, versioned pack of rules. Code never asks which year it is; it asks the pack.
 *
 * @param id e.g. {@code 2025}
 * @param version of the pack's own text, raised whenever an entry changes
 * @param legalBasis instruments the pack is drawn from, in Indonesian
 * @param agreement whether the employee agrees explicitly after approval, or approval implies it
 * @param closing what the closing of a period sends to BKN
 */
public record Regulation(
        String id,
        int version,
        List<Sourced> legalBasis,
        Agreement agreement,
        Closing closing,
        List<Period> periods,
        List<Indicator> indicators,
        List<CoreValue> coreValues) {

    /** A text with the mark of its source: O official, Oc official in a copy, S secondary, I inferred. */
    public record Sourced(String text, String source) {}

    public enum Agreement {
        EXPLICIT,
        IMPLIED
    }

    public enum Closing {
        /** One annual result per person. */
        ANNUAL,
        /** Nothing by web service: results wait for e-Kinerja's own pull. */
        HELD
    }

    /**
     * @param year the year BKN books the result on
     * @param first first day, in the school's time zone
     * @param last last day, in the school's time zone
     */
    public record Period(String id, int year, LocalDate first, LocalDate last, List<Stage> stages) {}

    /** A stage window. Windows are recommendations where {@code binding} is false. */
    public record Stage(String name, LocalDate first, LocalDate last, boolean binding, String source) {}

    /**
     * @param code stable key; order and names differ between sources
     * @param complete false where texts were not found; gaps stay gaps
     */
    public record Indicator(
            String code,
            Role role,
            String name,
            @Nullable String component,
            boolean complete,
            String source,
            List<Behaviour> behaviours) {}

    /** A target behaviour (fokus perilaku). {@code text} is null where it was not found. */
    public record Behaviour(String code, @Nullable String text, String source) {}

    /** One of the seven BerAKHLAK values with its guiding behaviours. */
    public record CoreValue(String code, String name, List<String> behaviours, String source) {}

    public Optional<Period> period(String periodId) {
        return periods.stream().filter(period -> period.id().equals(periodId)).findFirst();
    }

    public Optional<Indicator> indicator(String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst();
    }
}
