package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** One school or person at a time into the roster, by the rules that a line of a file has to keep. */
@Component
class RosterEdits {

    private static final int LINE = 1;

    private final AggregateStore<School> schools;
    private final AggregateStore<Employee> employees;
    private final StoredRoster roster;
    private final Accounts accounts;
    private final Nips nips;
    private final Deciders deciders;
    private final AppraiserReviewJob reviews;
    private final RosterCalendar calendar;

    RosterEdits(
            AggregateStore<School> schools,
            AggregateStore<Employee> employees,
            StoredRoster roster,
            Accounts accounts,
            Nips nips,
            Deciders deciders,
            AppraiserReviewJob reviews,
            RosterCalendar calendar) {
        this.schools = schools;
        this.employees = employees;
        this.roster = roster;
        this.accounts = accounts;
        this.nips = nips;
        this.deciders = deciders;
        this.reviews = reviews;
        this.calendar = calendar;
    }

    /** Refused with {@code already-exists} for an account that somebody in the roster has. */
    CommandResult<Employee> create(RosterRow row, CommandGuard guard) {
        var refusal = refusal(row);
        if (refusal != null) {
            return new CommandResult.Refused<>(refusal);
        }
        var person = employee(row);
        var created = employees.create(person.employeeId(), guard, person::assign);
        given(created, null);
        return created;
    }

    /** Refused with everything that is wrong, as a line of a file is. */
    CommandResult<Employee> replace(String employeeId, RosterRow row, CommandGuard guard) {
        var before = employees.find(employeeId).map(stored -> stored.state().nip());
        // Judged only for a version that is the expected one, and against the roster of that moment.
        var changed = employees.change(employeeId, guard, present -> {
            var named = row.columns().getOrDefault("account", "");
            if (!named.isEmpty() && !named.equals(present.account())) {
                return Decision.refuse(Refusal.invalid("employee-invalid", Fault.at("/account", "account-is-kept")));
            }
            var whole = row.with("account", present.account());
            var refusal = refusal(whole);
            return refusal == null
                    ? present.correctedBy(employee(whole), whole.isDated(), calendar.today())
                    : Decision.refuse(refusal);
        });
        given(changed, before.orElse(null));
        return changed;
    }

    /** A school is created by a file. */
    CommandResult<School> replaceSchool(String npsn, RosterRow row, CommandGuard guard) {
        return schools.change(npsn, guard, present -> {
            var faults = new Findings();
            RosterRules.school(row.columns(), faults.at(LINE), new Findings().at(LINE));
            return faults.none()
                    ? present.replacedBy(row.school())
                    : Decision.refuse(Refusal.invalid("school-invalid", faults(faults)));
        });
    }

    /** What is odd about somebody and may yet be right; the pointers are those of the API. */
    List<Fault> oddities(RosterRow row) {
        var warnings = new Findings();
        RosterRules.employee(new HashMap<>(row.columns()), calendar.days(), new Findings().at(LINE), warnings.at(LINE));
        return faults(warnings);
    }

    private @Nullable Refusal refusal(RosterRow row) {
        var faults = new Findings();
        var rows = new EmployeeRows(roster, calendar.days(), faults, new Findings());
        rows.add(new HashMap<>(row.columns()), LINE);
        rows.conclude(Set.of());
        return faults.none() ? null : Refusal.invalid("employee-invalid", faults(faults));
    }

    private Employee employee(RosterRow row) {
        var ids = accounts.employeeIdsOf(row.accounts().collect(Collectors.toSet()));
        var person = row.employee(ids, calendar.today());
        return person.decidedBy(
                Objects.requireNonNull(deciders.of(List.of(person)).get(person.employeeId())));
    }

    /** After the person is stored: numbers are hints where to look for whoever has them. */
    private void given(CommandResult<Employee> result, @Nullable String before) {
        if (!(result instanceof CommandResult.Changed<Employee>(var stored, boolean _))) {
            return;
        }
        var now = stored.state().nip();
        if (now != null) {
            nips.give(Map.of(now, stored.id()));
        }
        if (before != null && !before.equals(now)) {
            nips.takeBack(before, stored.id());
        }
        // Whoever else depends on this person's post may have somebody else decide now.
        reviews.askFor("edit:" + stored.id() + ":" + stored.version());
    }

    private static List<Fault> faults(Findings findings) {
        var faults = new ArrayList<Fault>();
        findings.first()
                .forEach(found -> faults.add(Fault.at(
                        pointer(found.column()), found.code(), found.args().toArray())));
        return faults;
    }

    /** The API has the columns of the files in its own spelling: {@code org_unit} is {@code /orgUnit}. */
    private static String pointer(String column) {
        var pointer = new StringBuilder("/");
        boolean next = false;
        for (char c : column.toCharArray()) {
            if (c == '_') {
                next = true;
            } else {
                pointer.append(next ? Character.toUpperCase(c) : c);
                next = false;
            }
        }
        return pointer.toString();
    }
}
