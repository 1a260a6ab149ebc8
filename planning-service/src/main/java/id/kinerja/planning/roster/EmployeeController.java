package id.kinerja.planning.roster;

import static java.util.stream.Collectors.toSet;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

    private final AggregateStore<Employee> employees;
    private final AppraiserReviewJob reviews;

    EmployeeController(AggregateStore<Employee> employees, AppraiserReviewJob reviews) {
        this.employees = employees;
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
     * Somebody leaves, or has left. From the day after the last day on nobody waits for this person, whom the account no
     * longer stands for; what was done stays. Told again with another day or reason it is corrected; who comes back is
     * assigned anew.
     */
    @PostMapping("/{employeeId}/departure")
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> leave(
            @PathVariable String employeeId,
            @Valid @RequestBody Leaving request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var result = employees.change(employeeId, guard, person -> person.leave(request.reason(), request.lastDay()));
        if (result instanceof CommandResult.Changed<Employee>(var after, boolean _)) {
            reviews.askFor("departure:" + employeeId + ":" + after.version());
        }
        return Replies.changed(result, stored -> views(List.of(stored), actor).getFirst());
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
                .<EmployeeView>map(stored -> EmployeeView.Whole.of(
                        stored,
                        accounts.get(stored.state().appraiserId()),
                        accounts.get(stored.state().superiorId())))
                .toList();
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
