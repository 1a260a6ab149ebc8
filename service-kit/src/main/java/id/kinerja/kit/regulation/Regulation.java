package id.kinerja.kit.regulation;

import id.kinerja.kit.directory.Role;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dated, versioned pack of rules. Code never asks which year it is; it asks the pack.
 *
 * <p>Every entry carries the mark of its source: {@code O} official, {@code Oc} official text in a third-party copy,
 * {@code S} secondary, {@code I} inferred by us and therefore to be confirmed, {@code NF} looked for and not found. What
 * was not found is absent and never filled with something else; lists and entries with gaps say {@code complete: false}.
 * How a pack is written is told in {@code docs/regulation-packs.md}; its schema is {@code regulation.schema.json}.
 *
 * @param id e.g. {@code 2025}
 * @param version of the pack's own text, raised whenever an entry changes
 * @param name what people call it, in Indonesian
 * @param legalBasis instruments the pack is drawn from, in Indonesian
 * @param agreement whether the employee agrees explicitly after approval, or approval implies it
 * @param closing what the closing of a period sends to BKN
 * @param schoolLevels the levels (jenjang) that entries may name
 * @param sections what a plan consists of, for each role
 * @param recommendation which rows of a school's education report suggest which indicators; null where a pack says nothing
 */
public record Regulation(
        String id,
        int version,
        String name,
        List<Sourced> legalBasis,
        Rule<Agreement> agreement,
        Rule<Closing> closing,
        List<String> schoolLevels,
        List<Period> periods,
        List<SectionRule> sections,
        List<Indicator> indicators,
        Development development,
        AdditionalDuties additionalDuties,
        WorkBehaviour workBehaviour,
        @Nullable Recommendation recommendation) {

    /** A text with the mark of its source. */
    public record Sourced(
            String text, String source, @Nullable String remark) {}

    /**
     * One setting with the mark of its source.
     *
     * @param remark what else is known about it, for people
     */
    public record Rule<T>(T value, String source, @Nullable String remark) {}

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
    public record Period(
            String id,
            int year,
            LocalDate first,
            LocalDate last,
            String source,
            @Nullable String remark,
            List<Stage> stages) {

        public Optional<Stage> stage(StageName name) {
            return stages.stream().filter(stage -> stage.name() == name).findFirst();
        }
    }

    public enum StageName {
        PLANNING,
        PREPARATION,
        OBSERVATION,
        FOLLOW_UP,
        IMPLEMENTATION,
        ASSESSMENT,
        ANNUAL_EVALUATION
    }

    /** What becomes of whatever is handed in after the last day. */
    public enum Late {
        /** It is taken, and marked as late. */
        ACCEPTED,
        /** It is refused; whoever may extend the window can give more time. */
        REFUSED
    }

    /**
     * A stage window. Windows are recommendations where {@code binding} is false.
     *
     * @param extension a later last day that was given by letter
     * @param late what becomes of a late submission; a pack says so for PLANNING at least
     */
    public record Stage(
            StageName name,
            LocalDate first,
            LocalDate last,
            @Nullable Extension extension,
            @Nullable Rule<Late> late,
            boolean binding,
            String source,
            @Nullable String remark) {

        /** The last day, extended or not. */
        public LocalDate ends() {
            return extension == null ? last : extension.last();
        }
    }

    /** @param basis the letter that gives more time */
    public record Extension(
            LocalDate last,
            String basis,
            String source,
            @Nullable String remark) {}

    /** The parts of a plan; each can be returned. */
    public enum Section {
        /** Praktik pembelajaran of a teacher, praktik kinerja of a principal. */
        PRACTICE,
        /** Pengembangan kompetensi. */
        DEVELOPMENT,
        /** Tugas tambahan. */
        ADDITIONAL_DUTIES,
        /** Perilaku kerja. */
        WORK_BEHAVIOUR,
        /** Results of the superior that the plan supports. */
        ALIGNMENT
    }

    public enum Need {
        MANDATORY,
        OPTIONAL,
        /** Not part of this role's plan. */
        NONE
    }

    public record SectionRule(
            Section section,
            Role role,
            Need need,
            String source,
            @Nullable String remark) {}

    /**
     * @param code stable key; order and names differ between sources
     * @param component of the education report (Rapor Pendidikan) the indicator comes from
     * @param definition what it means; null where that was not found
     * @param success indikator keberhasilan; null where that was not found
     * @param complete false where name or target behaviours were not found
     */
    public record Indicator(
            String code,
            Role role,
            String name,
            @Nullable String component,
            @Nullable Sourced definition,
            @Nullable Sourced success,
            boolean complete,
            String source,
            @Nullable String remark,
            List<Behaviour> behaviours) {}

    /**
     * A target behaviour (fokus perilaku).
     *
     * @param text null where it was not found
     * @param examples null where none were found
     */
    public record Behaviour(
            String code,
            @Nullable String text,
            String source,
            @Nullable String remark,
            @Nullable Examples examples) {}

    /**
     * What shows a target behaviour, and what does not.
     *
     * @param encouraged perilaku yang dianjurkan
     * @param discouraged perilaku yang dihindari
     * @param complete false where the source was cut off
     */
    public record Examples(
            List<String> encouraged,
            List<String> discouraged,
            boolean complete,
            String source,
            @Nullable String remark) {}

    /**
     * Pengembangan kompetensi.
     *
     * @param points how many points to plan for; null where a regulation has no points
     * @param evidence what is handed in; null where nothing is
     * @param complete false while activities are missing from the list
     */
    public record Development(
            @Nullable Points points,
            @Nullable Evidence evidence,
            boolean complete,
            String source,
            @Nullable String remark,
            List<Activity> activities) {

        public Optional<Activity> activity(String code) {
            return activities.stream()
                    .filter(activity -> activity.code().equals(code))
                    .findFirst();
        }
    }

    public enum Strength {
        /** Less is refused. */
        RULE,
        /** Less is pointed out; the appraiser decides. */
        RECOMMENDATION
    }

    /**
     * Points per period.
     *
     * @param maximum upper end of the recommended range; null where there is none. More is nobody's fault
     */
    public record Points(
            int minimum,
            @Nullable Integer maximum,
            Strength strength,
            String source,
            @Nullable String remark) {}

    /** @param maxMegabytes of one file */
    public record Evidence(
            List<String> formats,
            int maxMegabytes,
            String source,
            @Nullable String remark) {}

    /**
     * An activity that develops competence; its points do not depend on how often it is done.
     *
     * @param roles whose plan may name it
     * @param unit what counts as done, e.g. "3 kegiatan"
     * @param evidence null where it was not found
     * @param points null where the regulation has no points
     */
    public record Activity(
            String code,
            List<Role> roles,
            String text,
            @Nullable String unit,
            @Nullable String evidence,
            @Nullable Rule<Integer> points,
            String source,
            @Nullable String remark) {}

    /** Tugas tambahan. {@code complete} is false while duties are missing from the list. */
    public record AdditionalDuties(
            boolean complete, String source, @Nullable String remark, List<Duty> duties) {

        public Optional<Duty> duty(String code) {
            return duties.stream().filter(duty -> duty.code().equals(code)).findFirst();
        }
    }

    /**
     * @param levels school levels that have this duty; null: every level
     * @param weeklyHours teaching hours per week it counts as; null where that was not found
     */
    public record Duty(
            String code,
            String name,
            @Nullable List<String> levels,
            @Nullable Rule<Integer> weeklyHours,
            String source,
            @Nullable String remark) {

        /** @param level null where the school's level is not known, which only a duty of every level tolerates */
        public boolean allowedAt(@Nullable String level) {
            return levels == null || levels.contains(level);
        }
    }

    /**
     * Perilaku kerja: the seven BerAKHLAK values.
     *
     * @param behavioursPerValue how many guiding behaviours the employee names per value, at least
     * @param leaderExpectation whether the appraiser must write a special expectation (ekspektasi khusus pimpinan)
     */
    public record WorkBehaviour(
            Rule<Integer> behavioursPerValue, Rule<Need> leaderExpectation, List<CoreValue> coreValues) {

        public Optional<CoreValue> coreValue(String code) {
            return coreValues.stream()
                    .filter(value -> value.code().equals(code))
                    .findFirst();
        }
    }

    /** Which rows of an education report (Rapor Pendidikan) are looked at for whom. */
    public record Recommendation(String source, @Nullable String remark, List<ReportRow> rows) {

        public List<ReportRow> rowsFor(Role role) {
            return rows.stream().filter(row -> row.role() == role).toList();
        }
    }

    /**
     * A row of the education report.
     *
     * @param code as the report prints it, {@code D.1.2}
     * @param component indicators of this component are suggested; null where it was not found which indicator belongs to
     *     which row: then every indicator of the role is
     */
    public record ReportRow(
            String code,
            Role role,
            @Nullable String component,
            String source,
            @Nullable String remark) {}

    /** One of the seven BerAKHLAK values with its guiding behaviours (panduan perilaku). */
    public record CoreValue(String code, String name, String source, List<Guide> behaviours) {}

    public record Guide(String code, String text) {}

    public Optional<Period> period(String periodId) {
        return periods.stream().filter(period -> period.id().equals(periodId)).findFirst();
    }

    public Optional<Indicator> indicator(String code) {
        return indicators.stream()
                .filter(indicator -> indicator.code().equals(code))
                .findFirst();
    }

    /** What this section is in a plan of this role; a pack says so for all of them. */
    public Need need(Section section, Role role) {
        return sections.stream()
                .filter(rule -> rule.section() == section && rule.role() == role)
                .map(SectionRule::need)
                .findFirst()
                .orElse(Need.NONE);
    }
}
