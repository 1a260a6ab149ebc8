package id.kinerja.observation.coaching;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.directory.School;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.Regulation.Period;
import id.kinerja.kit.regulation.Regulation.Stage;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.observation.coaching.AgreedPlans.Agreement;
import id.kinerja.observation.coaching.GrantedExtensions.Granted;
import id.kinerja.observation.coaching.PendingObservation.State;
import id.kinerja.observation.coaching.PendingObservation.WaitsFor;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who of a school has not been observed yet, and whose turn it is. */
@RestController
@RequestMapping("/api/v1/pending-observations")
class PendingObservationController {

    /** A school not heard of yet is taken to be where the day begins first, as in {@link CoachingCycleController}. */
    private static final ZoneId EAST = ZoneId.of("Asia/Jayapura");

    /**
     * @param today in the school's time zone, as the days below
     * @param stage the window in which observations are due: OBSERVATION, or IMPLEMENTATION where the regulation has no
     *     window of its own for them; null where it has neither
     * @param agreedPlans how many people have an agreed plan for the period, whatever the page shows
     * @param pending how many of them have no shared observation
     * @param items those of this page, in the order of their employee ids
     */
    record PendingView(
            String npsn,
            String periodId,
            LocalDate today,
            @Nullable StageName stage,
            int agreedPlans,
            int pending,
            List<PendingPerson> items,
            @Nullable String nextCursor) {}

    /**
     * @param lastDay of the window for this person, with all extensions; null where the regulation has no window
     * @param daysLeft whole days from today to the last day, negative once it is over; null where there is no window
     */
    record PendingPerson(
            String employeeId,
            String name,
            Role role,
            String planId,
            @Nullable String cycleId,
            State state,
            WaitsFor waitsFor,
            @Nullable Instant since,
            @Nullable LocalDate scheduledOn,
            @Nullable LocalDate lastDay,
            @Nullable Integer daysLeft) {}

    private final AggregateStore<CoachingCycle> cycles;
    private final AgreedPlans plans;
    private final GrantedExtensions extensions;
    private final Directory directory;
    private final Regulations regulations;
    private final Clock clock;

    PendingObservationController(
            AggregateStore<CoachingCycle> cycles,
            AgreedPlans plans,
            GrantedExtensions extensions,
            Directory directory,
            Regulations regulations,
            Clock clock) {
        this.cycles = cycles;
        this.plans = plans;
        this.extensions = extensions;
        this.directory = directory;
        this.regulations = regulations;
        this.clock = clock;
    }

    /**
     * Everybody at a school with an agreed plan and no shared observation; whoever has left is not among them. The whole
     * school for its principal, whoever appraises the principal, and the office; other appraisers see those whom they
     * appraise. To everybody else there is none (404).
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    PendingView pending(
            @RequestParam String npsn,
            @RequestParam String periodId,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var period = existing(periodId);
        var visible = visible(actor, npsn);
        var agreed = agreedPlans(npsn, periodId, visible);
        var pending = pending(visible, agreed);
        var now = clock.instant();
        var school = directory.school(npsn);
        var today = LocalDate.ofInstant(now, school.map(School::timeZone).orElse(EAST));
        var window = window(period);
        var granted = window.isEmpty() || school.isEmpty()
                ? List.<Granted>of()
                : extensions.inForce(periodId, window.get().name(), school.get(), agreed.keySet(), now);
        var page = Page.read(
                cursor,
                limit,
                (after, size) -> pending.stream()
                        .filter(one -> after == null || one.employeeId().compareTo(after) > 0)
                        .limit(size)
                        .toList(),
                PendingObservation::employeeId,
                one -> view(one, window.map(stage -> lastDay(stage, one.employeeId(), granted)), today));
        return new PendingView(
                npsn,
                periodId,
                today,
                window.map(Stage::name).orElse(null),
                agreed.size(),
                pending.size(),
                page.items(),
                page.nextCursor());
    }

    private Period existing(String periodId) {
        return regulations
                .ofPeriod(periodId)
                .flatMap(pack -> pack.period(periodId))
                .orElseThrow(() -> new RefusedException(
                        Refusal.invalid("invalid-request", Fault.at("/periodId", "unknown-period", periodId))));
    }

    /** The people of the school whom this person may ask about; 404 where there is nobody. */
    private List<DirectoryEntry> visible(Actor actor, String npsn) {
        var people = directory.ofSchool(npsn);
        if (actor.has(Grant.OFFICE)) {
            return people.isEmpty() && directory.school(npsn).isEmpty() ? absent() : people;
        }
        var self = Objects.requireNonNull(actor.employee(), "guarded by hasRole('EMPLOYEE')")
                .employeeId();
        boolean leads = people.stream()
                .filter(person -> person.role() == Role.PRINCIPAL)
                .anyMatch(principal -> self.equals(principal.employeeId()) || self.equals(principal.appraiserId()));
        var visible = leads
                ? people
                : people.stream()
                        .filter(person -> self.equals(person.appraiserId()))
                        .toList();
        return visible.isEmpty() ? absent() : visible;
    }

    private static List<DirectoryEntry> absent() {
        throw new RefusedException(Refusal.absent("no-such-resource"));
    }

    /** By employee id, of those who are still there. */
    private Map<String, Agreement> agreedPlans(String npsn, String periodId, List<DirectoryEntry> people) {
        var agreed = new HashMap<String, Agreement>();
        var present = new HashSet<String>();
        people.stream()
                .filter(person -> !directory.hasLeft(person))
                .forEach(person -> present.add(person.employeeId()));
        plans.ofSchool(npsn, periodId).stream()
                .filter(plan -> present.contains(plan.employeeId()))
                .forEach(plan -> agreed.put(plan.employeeId(), plan));
        return agreed;
    }

    private List<PendingObservation> pending(List<DirectoryEntry> people, Map<String, Agreement> agreed) {
        var begun = begun(agreed.values());
        var appraisers = presentAppraisers(people);
        return people.stream()
                .flatMap(person -> Stream.ofNullable(agreed.get(person.employeeId()))
                        .flatMap(plan -> PendingObservation.of(
                                person,
                                plan,
                                begun.get(plan.planId()),
                                person.appraiserId() != null && appraisers.contains(person.appraiserId()))
                                .stream()))
                .toList();
    }

    private Map<String, CoachingCycle> begun(Collection<Agreement> agreed) {
        var begun = new HashMap<String, CoachingCycle>();
        var ids = agreed.stream().map(plan -> CoachingCycle.idOf(plan.planId())).toList();
        if (!ids.isEmpty()) {
            cycles.list(Filters.in("_id", ids), null, ids.size())
                    .forEach(cycle -> begun.put(cycle.state().planId(), cycle.state()));
        }
        return begun;
    }

    /** Whoever has left observes nobody any more. One who is not known here yet is taken to be there. */
    private Set<String> presentAppraisers(List<DirectoryEntry> people) {
        var ids = new HashSet<String>();
        people.forEach(person -> Optional.ofNullable(person.appraiserId()).ifPresent(ids::add));
        directory.byIds(ids).values().stream()
                .filter(directory::hasLeft)
                .forEach(gone -> ids.remove(gone.employeeId()));
        return ids;
    }

    private static Optional<Stage> window(Period period) {
        return period.stage(StageName.OBSERVATION).or(() -> period.stage(StageName.IMPLEMENTATION));
    }

    /** Of the pack's own end and all extensions in force the latest. */
    private static LocalDate lastDay(Stage stage, String employeeId, List<Granted> granted) {
        return granted.stream()
                .filter(extension -> extension.isFor(employeeId))
                .map(Granted::lastDay)
                .filter(day -> day.isAfter(stage.ends()))
                .max(LocalDate::compareTo)
                .orElse(stage.ends());
    }

    private static PendingPerson view(PendingObservation one, Optional<LocalDate> lastDay, LocalDate today) {
        return new PendingPerson(
                one.employeeId(),
                one.name(),
                one.role(),
                one.planId(),
                one.cycleId(),
                one.state(),
                one.waitsFor(),
                one.since(),
                one.scheduledOn(),
                lastDay.orElse(null),
                lastDay.map(day -> (int) ChronoUnit.DAYS.between(today, day)).orElse(null));
    }
}
