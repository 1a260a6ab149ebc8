package id.kinerja.planning.roster;

import static java.util.stream.Collectors.toSet;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.Problems;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The people of the roster, one by one: an operator or the office looks after them, a principal sees the own school's. */
@RestController
@RequestMapping("/api/v1/employees")
class EmployeeController {

    /**
     * @param reason RETIRED, RESIGNED, DECEASED, DISMISSED, TRANSFERRED_OUT (ours, I)
     * @param lastDay of work, in the past or to come
     */
    record Leaving(
            @NotNull Departure.Reason reason, @NotNull LocalDate lastDay) {}

    /**
     * What a line of a roster file says of somebody, by the same rules; what may be empty there may be absent here.
     *
     * @param account of somebody new; for somebody who is in the roster it may be absent, and never another
     * @param effectiveFrom first day of what is said ({@code YYYY-MM-DD}), not before the oldest period that is known and
     *     not after today; absent for today, and for what stays as it is. A move that is said late divides the plan at this
     *     day; one that has divided it already does not do so again
     */
    record Person(
            @Nullable String account,
            @Nullable String name,
            @Nullable String nip,
            @Nullable String nuptk,
            @Nullable String birthDate,
            @Nullable String employmentStatus,
            @Nullable String role,
            @Nullable String npsn,
            @Nullable String position,
            @Nullable String grade,
            @Nullable String orgUnit,
            @Nullable String appraiserAccount,
            @Nullable String superiorAccount,
            @Nullable String appointment,
            @Nullable String staffType,
            @Nullable String functionalLevel,
            @Nullable String effectiveFrom) {

        RosterRow row() {
            var row = new HashMap<String, String>();
            RosterRow.put(row, "account", account);
            RosterRow.put(row, "name", name);
            RosterRow.put(row, "nip", nip);
            RosterRow.put(row, "nuptk", nuptk);
            RosterRow.put(row, "birth_date", birthDate);
            RosterRow.put(row, "employment_status", employmentStatus);
            RosterRow.put(row, "role", role);
            RosterRow.put(row, "npsn", npsn);
            RosterRow.put(row, "position", position);
            RosterRow.put(row, "grade", grade);
            RosterRow.put(row, "org_unit", orgUnit);
            RosterRow.put(row, "appraiser_account", appraiserAccount);
            RosterRow.put(row, "superior_account", superiorAccount);
            RosterRow.put(row, "appointment", appointment);
            RosterRow.put(row, "staff_type", staffType);
            RosterRow.put(row, "functional_level", functionalLevel);
            RosterRow.put(row, "effective_from", effectiveFrom);
            return RosterRow.of(row);
        }
    }

    /** One of the three. */
    record Sought(
            @Nullable String nip,
            @Nullable String nuptk,
            @Nullable String account) {}

    record Found(List<EmployeeView> items) {}

    /** Nobody in the roster has left before, or plans to leave after. */
    private static final LocalDate FIRST_DAY = LocalDate.of(1945, 8, 17);

    private static final LocalDate FINAL_DAY = LocalDate.of(2999, 12, 31);

    private final AggregateStore<Employee> employees;
    private final RosterEdits edits;
    private final RosterSearch search;
    private final Problems problems;
    private final AppraiserReviewJob reviews;

    EmployeeController(
            AggregateStore<Employee> employees,
            RosterEdits edits,
            RosterSearch search,
            Problems problems,
            AppraiserReviewJob reviews) {
        this.employees = employees;
        this.edits = edits;
        this.search = search;
        this.problems = problems;
        this.reviews = reviews;
    }

    /** To a principal, somebody of another school does not exist (404). */
    @GetMapping("/{employeeId}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE', 'PRINCIPAL')")
    ResponseEntity<Object> employee(@PathVariable String employeeId, @AuthenticationPrincipal Actor actor) {
        return Replies.found(
                employees
                        .find(employeeId)
                        .filter(stored -> maySee(actor, stored.state().npsn())),
                stored -> views(List.of(stored), actor).getFirst());
    }

    /**
     * Everybody at a school, also who has left from there.
     *
     * @param npsn of one school; to a principal, every other does not exist (404)
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE', 'PRINCIPAL')")
    Page<EmployeeView> employees(
            @RequestParam String npsn,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        if (!maySee(actor, npsn)) {
            throw new RefusedException(Refusal.absent("no-such-resource"));
        }
        var page = Page.read(
                cursor,
                limit,
                (after, size) -> employees.list(Filters.eq("state.npsn", npsn), after, size),
                Stored::id,
                stored -> stored);
        return new Page<>(views(page.items(), actor), page.nextCursor());
    }

    /**
     * Somebody new. Refused with every fault at its pointer (422 {@code employee-invalid}), or because the account is that
     * of somebody in the roster (409 {@code already-exists}).
     */
    @PostMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> create(
            @RequestBody Person request, @Creating CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var result = edits.create(request.row(), guard);
        var id = result instanceof CommandResult.Changed<Employee>(var stored, boolean _) ? stored.id() : "";
        return Replies.created(
                result,
                URI.create("/api/v1/employees/" + id),
                stored -> views(List.of(stored), actor).getFirst());
    }

    /**
     * Replaces what the roster says of somebody: what is left out is absent from then on. Refused with every fault at its
     * pointer (422 {@code employee-invalid}). What is the same is told to nobody; who has left comes back.
     */
    @PutMapping("/{employeeId}")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> replace(
            @PathVariable String employeeId,
            @RequestBody Person request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        return Replies.changed(
                edits.replace(employeeId, request.row(), guard),
                stored -> views(List.of(stored), actor).getFirst());
    }

    /**
     * Who has this NIP, NUPTK or account, by POST because numbers of people do not belong into addresses. Nobody is an
     * empty list.
     */
    @PostMapping("/lookup")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    Found lookUp(@RequestBody Sought request, @AuthenticationPrincipal Actor actor) {
        var given = Stream.of(request.nip(), request.nuptk(), request.account())
                .flatMap(Stream::ofNullable)
                .count();
        if (given != 1) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("", "one-of-three")));
        }
        return new Found(views(found(request), actor));
    }

    private List<Stored<Employee>> found(Sought request) {
        if (request.nip() != null) {
            return search.byNip(request.nip());
        }
        return request.nuptk() != null
                ? search.byNuptk(request.nuptk())
                : search.byAccount(Objects.requireNonNull(request.account()));
    }

    /**
     * Somebody leaves, or has left. From the day after the last day on nobody waits for this person, whom the account no
     * longer stands for; what was done stays. Told again with another day or reason it is corrected, and a mistake can be
     * taken back; who comes back is assigned anew.
     */
    @PostMapping("/{employeeId}/departure")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> leave(
            @PathVariable String employeeId,
            @Valid @RequestBody Leaving request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        if (request.lastDay().isBefore(FIRST_DAY) || request.lastDay().isAfter(FINAL_DAY)) {
            throw new RefusedException(
                    Refusal.invalid("invalid-request", Fault.at("/lastDay", "out-of-range", FIRST_DAY, FINAL_DAY)));
        }
        return Replies.changed(
                reviewed(
                        "departure:",
                        employees.change(
                                employeeId, guard, person -> person.leave(request.reason(), request.lastDay()))),
                stored -> views(List.of(stored), actor).getFirst());
    }

    /**
     * That somebody leaves was a mistake: as though it had not been said. The others are told with an {@code
     * EmployeeAssigned} that says so. Refused where nothing was said of leaving (409 {@code wrong-state}).
     */
    @PostMapping("/{employeeId}/departure/withdrawal")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> stay(
            @PathVariable String employeeId, CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        return Replies.changed(
                reviewed("stay:", employees.change(employeeId, guard, Employee::stay)),
                stored -> views(List.of(stored), actor).getFirst());
    }

    /** Whoever depends on this person's post may have somebody else decide now. */
    private CommandResult<Employee> reviewed(String cause, CommandResult<Employee> result) {
        if (result instanceof CommandResult.Changed<Employee>(var after, boolean _)) {
            reviews.askFor(cause + after.id() + ":" + after.version());
        }
        return result;
    }

    private static boolean maySee(Actor actor, @Nullable String npsn) {
        var self = actor.employee();
        return looksAfterAll(actor) || (self != null && self.role() == Role.PRINCIPAL && isSame(self.npsn(), npsn));
    }

    private static boolean isSame(@Nullable String npsn, @Nullable String other) {
        return npsn != null && npsn.equals(other);
    }

    private static boolean looksAfterAll(Actor actor) {
        return actor.has(Actor.Grant.OPERATOR) || actor.has(Actor.Grant.OFFICE);
    }

    private List<EmployeeView> views(List<Stored<Employee>> people, Actor actor) {
        if (!looksAfterAll(actor)) {
            return people.stream().<EmployeeView>map(EmployeeView.OfSchool::of).toList();
        }
        var accounts = accountsAbove(people);
        return people.stream()
                .<EmployeeView>map(stored -> whole(
                        stored,
                        accounts.get(stored.state().appraiserId()),
                        accounts.get(stored.state().superiorId())))
                .toList();
    }

    private EmployeeView.Whole whole(
            Stored<Employee> stored, @Nullable String appraiserAccount, @Nullable String superiorAccount) {
        var row = RosterRow.of(stored.state(), appraiserAccount, superiorAccount);
        return EmployeeView.Whole.of(stored, appraiserAccount, superiorAccount, problems.faults(edits.oddities(row)));
    }

    /** By employee id the accounts of those who are above these people. */
    private Map<@Nullable String, String> accountsAbove(List<Stored<Employee>> people) {
        var ids = people.stream()
                .flatMap(stored -> Stream.of(stored.state()))
                .flatMap(
                        one -> Stream.concat(Stream.ofNullable(one.appraiserId()), Stream.ofNullable(one.superiorId())))
                .collect(toSet());
        var accounts = new HashMap<@Nullable String, String>();
        if (!ids.isEmpty()) {
            employees
                    .list(Filters.in("_id", ids), null, ids.size())
                    .forEach(stored -> accounts.put(stored.id(), stored.state().account()));
        }
        return accounts;
    }
}
