package id.kinerja.planning.roster;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The roster as it is stored, for those who check what is to become of it. */
@Component
class StoredRoster implements RosterFile.Roster {

    private final AggregateStore<School> schools;
    private final AggregateStore<Employee> employees;
    private final Accounts accounts;
    private final Nips nips;

    StoredRoster(AggregateStore<School> schools, AggregateStore<Employee> employees, Accounts accounts, Nips nips) {
        this.schools = schools;
        this.employees = employees;
        this.accounts = accounts;
        this.nips = nips;
    }

    @Override
    public boolean hasSchool(String npsn) {
        return schools.find(npsn).isPresent();
    }

    @Override
    public boolean hasAccount(String account) {
        return accounts.find(account).isPresent();
    }

    @Override
    public @Nullable String appraiserOf(String account) {
        return accounts.find(account)
                .flatMap(this::employee)
                .flatMap(person -> Optional.ofNullable(person.appraiserId()))
                .flatMap(this::employee)
                .map(Employee::account)
                .orElse(null);
    }

    @Override
    public Map<String, String> holdersOf(Collection<String> numbers) {
        var ids = nips.holders(numbers);
        var accountsByNip = new HashMap<String, String>();
        if (!ids.isEmpty()) {
            employees.list(Filters.in("_id", ids.values()), null, ids.size()).forEach(stored -> {
                var nip = stored.state().nip();
                if (nip != null && stored.id().equals(ids.get(nip))) {
                    accountsByNip.put(nip, stored.state().account());
                }
            });
        }
        return accountsByNip;
    }

    private Optional<Employee> employee(String id) {
        return employees.find(id).map(stored -> stored.state());
    }
}
