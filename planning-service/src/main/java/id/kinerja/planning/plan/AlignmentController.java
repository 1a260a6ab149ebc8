package id.kinerja.planning.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Problems;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.planning.plan.Alignment.Dangling;
import id.kinerja.planning.plan.Alignment.Leader;
import id.kinerja.planning.plan.Alignment.Member;
import id.kinerja.planning.plan.Plan.Approval;
import id.kinerja.planning.plan.Plan.ApprovalMode;
import id.kinerja.planning.roster.SchoolLeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The matrix of a school: for its principal, whoever appraises the principal, and the office the whole of it; for a
 * teacher of the school the results and the own row. To everybody else the school has none (404).
 */
@RestController
@RequestMapping("/api/v1/schools/{npsn}/alignment")
class AlignmentController {

    /** A byte order mark, without which spreadsheets take UTF-8 for something else. */
    private static final String MARK = "\uFEFF";

    /**
     * @param result as a plan names it: {@code <planId>#<code>}
     * @param text the name of the indicator where the principal has planned nothing but that
     */
    record ResultView(String result, String code, String text, List<SupporterView> supporters) {}

    /**
     * @param role peran hasil in the teacher's words; empty where none was stated
     * @param approvalMode null, as {@code approverCapacity}, while the plan is not approved
     */
    record SupporterView(
            String employeeId,
            String name,
            String role,
            @Nullable PlanStatus planStatus,
            @Nullable ApprovalMode approvalMode,
            @Nullable AppraiserCapacity approverCapacity) {}

    /** @param approvalMode null, as {@code approverCapacity}, while the plan is not approved */
    record PersonView(
            String employeeId,
            String name,
            @Nullable PlanStatus planStatus,
            @Nullable ApprovalMode approvalMode,
            @Nullable AppraiserCapacity approverCapacity) {

        static PersonView of(Leader leader) {
            return new PersonView(
                    leader.employeeId(),
                    leader.name(),
                    leader.status(),
                    mode(leader.approval()),
                    capacity(leader.approval()));
        }

        static PersonView of(Member member) {
            return new PersonView(
                    member.employeeId(),
                    member.name(),
                    member.status(),
                    mode(member.approval()),
                    capacity(member.approval()));
        }
    }

    /**
     * @param unsupported results that nobody supports
     * @param supportNone who supports no result that there is
     * @param dangling what plans name although the principal does not plan it
     */
    record Coverage(List<String> unsupported, List<PersonView> supportNone, List<Dangling> dangling) {}

    /** @param code no-principal, principal-plan-not-approved: teachers' records then fail at e-Kinerja */
    record Warning(String code, String message) {}

    /** @param coverage null for a teacher, who sees the own row only */
    record AlignmentView(
            String npsn,
            String periodId,
            List<PersonView> principals,
            List<ResultView> results,
            @Nullable Coverage coverage,
            List<Warning> warnings) {}

    private record Seen(Alignment alignment, boolean whole) {}

    private final PlanParts parts;
    private final PlanViews views;
    private final Directory directory;
    private final Regulations regulations;
    private final Problems problems;
    private final MessageSource messages;

    AlignmentController(
            PlanParts parts,
            PlanViews views,
            Directory directory,
            Regulations regulations,
            Problems problems,
            MessageSource messages) {
        this.parts = parts;
        this.views = views;
        this.directory = directory;
        this.regulations = regulations;
        this.problems = problems;
        this.messages = messages;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    AlignmentView matrix(
            @PathVariable String npsn, @RequestParam String periodId, @AuthenticationPrincipal Actor actor) {
        var seen = seen(npsn, periodId, actor);
        var alignment = seen.alignment();
        return new AlignmentView(
                npsn,
                periodId,
                alignment.leaders().stream().map(PersonView::of).toList(),
                results(alignment),
                seen.whole() ? coverage(alignment) : null,
                alignment.warning().stream()
                        .map(code -> new Warning(code, problems.faultMessage(code)))
                        .toList());
    }

    /**
     * The matrix as a table for spreadsheets, UTF-8 with a byte order mark, separated by commas: a row for each teacher
     * with the plan's status and how and in what capacity it was approved, a column for each result, in the cells the
     * roles. Nothing in it is taken for a formula.
     */
    @GetMapping(produces = "text/csv")
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<byte[]> table(
            @PathVariable String npsn,
            @RequestParam String periodId,
            @AuthenticationPrincipal Actor actor,
            Locale locale) {
        var alignment = seen(npsn, periodId, actor).alignment();
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "csv", UTF_8))
                .body((MARK + csv(alignment, locale)).getBytes(UTF_8));
    }

    private Seen seen(String npsn, String periodId, Actor actor) {
        if (regulations.ofPeriod(periodId).isEmpty()) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId)));
        }
        var people = directory.ofSchool(npsn);
        var self = actor.employeeId();
        boolean whole = actor.has(Actor.Grant.OFFICE)
                || self.filter(one -> SchoolLeaders.leads(one, people)).isPresent();
        if (!whole && people.stream().noneMatch(person -> actor.isEmployee(person.employeeId()))) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        var ids = people.stream()
                .map(person -> Plan.idOf(person.employeeId(), periodId))
                .toList();
        var found = parts.current(ids).stream().map(Stored::state).toList();
        var alignment = Alignment.of(concerned(people, found), found, periodId, views::packOf);
        return whole ? new Seen(alignment, true) : new Seen(alignment.of(self.orElseThrow()), false);
    }

    /** Of who has left, only a principal with an approved plan: that is what the others' plans go on supporting. */
    private List<DirectoryEntry> concerned(List<DirectoryEntry> people, List<Plan> found) {
        var approved = found.stream()
                .filter(plan -> plan.status() == PlanStatus.APPROVED || plan.status() == PlanStatus.AGREED)
                .map(Plan::employeeId)
                .collect(Collectors.toSet());
        return people.stream()
                .filter(person -> !directory.hasLeft(person)
                        || (person.role() == Role.PRINCIPAL && approved.contains(person.employeeId())))
                .toList();
    }

    private static List<ResultView> results(Alignment alignment) {
        var views = new ArrayList<ResultView>();
        alignment
                .results()
                .forEach((name, result) -> views.add(new ResultView(
                        name,
                        result.code(),
                        result.text(),
                        alignment.supporting(name).stream()
                                .map(member -> supporter(member, name))
                                .toList())));
        return views;
    }

    private static SupporterView supporter(Member member, String result) {
        return new SupporterView(
                member.employeeId(),
                member.name(),
                Optional.ofNullable(member.roles().get(result)).orElse(""),
                member.status(),
                mode(member.approval()),
                capacity(member.approval()));
    }

    private static @Nullable ApprovalMode mode(@Nullable Approval approval) {
        return approval == null ? null : approval.mode();
    }

    private static @Nullable AppraiserCapacity capacity(@Nullable Approval approval) {
        return approval == null ? null : approval.capacity();
    }

    private static Coverage coverage(Alignment alignment) {
        return new Coverage(
                alignment.unsupported(),
                alignment.supportingNone().stream().map(PersonView::of).toList(),
                alignment.dangling());
    }

    private String csv(Alignment alignment, Locale locale) {
        var results = alignment.results();
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            var header = new ArrayList<String>();
            header.add(messages.getMessage("alignment.name", null, locale));
            header.add(messages.getMessage("alignment.plan", null, locale));
            header.add(messages.getMessage("alignment.approval", null, locale));
            header.add(messages.getMessage("alignment.capacity", null, locale));
            results.values().forEach(result -> header.add(cell((result.code() + " " + result.text()).strip())));
            printer.printRecord(header);
            for (var member : alignment.members()) {
                var row = new ArrayList<String>();
                row.add(cell(member.name()));
                row.add(word(member.status()));
                row.add(word(mode(member.approval())));
                row.add(word(capacity(member.approval())));
                for (var result : results.keySet()) {
                    var role = member.roles().get(result);
                    row.add(role == null ? "" : role.isEmpty() ? "x" : cell(role));
                }
                printer.printRecord(row);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String word(@Nullable Enum<?> value) {
        return value == null ? "" : value.name();
    }

    /** What a spreadsheet would take for a formula begins with an apostrophe, which it takes for a sign of text. */
    private static String cell(String words) {
        return words.isEmpty() || "=+-@\t\r".indexOf(words.charAt(0)) < 0 ? words : "'" + words;
    }
}
