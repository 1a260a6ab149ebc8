package id.kinerja.planning.recommendation;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.RefusedException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which practice indicator suits the caller's school, and why; the choice stays the teacher's. */
@RestController
@RequestMapping("/api/v1/recommendations")
class RecommendationController {

    /** A school has one report a year. */
    private static final int REPORTS_OF_A_SCHOOL = 50;

    private static final String WEAKEST_ROW_FIRST = "WEAKEST_ROW_FIRST";

    enum Outcome {
        SUGGESTED,
        /** Nobody has entered an education report of the school. */
        NO_REPORT,
        /** The report has no row that tells anything for this role. */
        NOTHING_TO_COMPARE
    }

    /**
     * @param code {@code WEAKEST_ROW_FIRST}
     * @param source I: the ministry's way of picking is not public
     * @param text the rule in words
     */
    record RuleView(String code, String source, String text) {}

    /** @param text why this one, in words */
    record SuggestedIndicator(String indicatorCode, String name, String text) {}

    /**
     * @param reportYear of the newest report that is not younger than the period; null if there is none
     * @param compared the rows it was worked out from, weakest first
     * @param text what came out, in words
     */
    record RecommendationView(
            String periodId,
            Role role,
            Outcome outcome,
            String text,
            @Nullable Integer reportYear,
            RuleView rule,
            List<EducationReport.Row> compared,
            List<SuggestedIndicator> suggestions) {}

    private final AggregateStore<EducationReport> reports;
    private final Regulations regulations;
    private final MessageSource messages;

    RecommendationController(AggregateStore<EducationReport> reports, Regulations regulations, MessageSource messages) {
        this.reports = reports;
        this.regulations = regulations;
        this.messages = messages;
    }

    /** For teachers and principals, from the report of their own school. */
    @GetMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    RecommendationView recommendation(
            @RequestParam String periodId, @AuthenticationPrincipal Actor actor, Locale locale) {
        var self = actor.employee();
        if (self == null || self.npsn() == null || (self.role() != Role.TEACHER && self.role() != Role.PRINCIPAL)) {
            throw new RefusedException(Refusal.forbidden("no-plan-for-role"));
        }
        var rules = regulations
                .ofPeriod(periodId)
                .orElseThrow(() -> new RefusedException(
                        Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId))));
        var year = rules.period(periodId).orElseThrow().year();
        return newest(self.npsn(), year)
                .map(report -> view(periodId, self.role(), report, Suggestion.from(report, rules, self.role()), locale))
                .orElseGet(() -> nothing(periodId, self.role(), Outcome.NO_REPORT, null, locale));
    }

    private Optional<EducationReport> newest(String npsn, int year) {
        return reports.list(Filters.eq("state.npsn", npsn), null, REPORTS_OF_A_SCHOOL).stream()
                .map(Stored::state)
                .filter(report -> report.year() <= year)
                .max(Comparator.comparingInt(EducationReport::year));
    }

    private RecommendationView view(
            String periodId, Role role, EducationReport report, Suggestion suggestion, Locale locale) {
        if (suggestion.compared().isEmpty()) {
            return nothing(periodId, role, Outcome.NOTHING_TO_COMPARE, report.year(), locale);
        }
        var weakest = suggestion.compared().getFirst();
        var attainment = text("attainment." + weakest.attainment(), locale);
        var score = weakest.score() == null ? "–" : weakest.score().toPlainString();
        var reason = suggestion.component() == null
                ? text("recommendation.row", locale, weakest.code(), String.valueOf(report.year()), attainment, score)
                : text(
                        "recommendation.component",
                        locale,
                        suggestion.component(),
                        weakest.code(),
                        String.valueOf(report.year()),
                        attainment,
                        score);
        return new RecommendationView(
                periodId,
                role,
                Outcome.SUGGESTED,
                text("recommendation." + Outcome.SUGGESTED, locale),
                report.year(),
                rule(locale),
                suggestion.compared(),
                suggestion.indicators().stream()
                        .map(indicator -> suggested(indicator, reason))
                        .toList());
    }

    private static SuggestedIndicator suggested(Regulation.Indicator indicator, String reason) {
        return new SuggestedIndicator(indicator.code(), indicator.name(), reason);
    }

    private RecommendationView nothing(
            String periodId, Role role, Outcome outcome, @Nullable Integer reportYear, Locale locale) {
        return new RecommendationView(
                periodId,
                role,
                outcome,
                text("recommendation." + outcome, locale),
                reportYear,
                rule(locale),
                List.of(),
                List.of());
    }

    private RuleView rule(Locale locale) {
        return new RuleView(WEAKEST_ROW_FIRST, "I", text("recommendation." + WEAKEST_ROW_FIRST, locale));
    }

    private String text(String key, Locale locale, Object... values) {
        return messages.getMessage(key, values, locale);
    }
}
