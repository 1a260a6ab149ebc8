package id.kinerja.planning.roster;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.Stored;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks for people by what identifies them outside of the platform. */
@Component
class RosterSearch {

    private static final int MOST = 20;

    private final AggregateStore<Employee> employees;
    private final Accounts accounts;
    private final Nips nips;

    RosterSearch(AggregateStore<Employee> employees, Accounts accounts, Nips nips) {
        this.employees = employees;
        this.accounts = accounts;
        this.nips = nips;
    }

    List<Stored<Employee>> byAccount(String account) {
        return accounts.find(account.toLowerCase(Locale.ROOT)).flatMap(employees::find).stream()
                .toList();
    }

    List<Stored<Employee>> byNip(String nip) {
        return Optional.ofNullable(nips.holders(List.of(nip)).get(nip))
                .flatMap(employees::find)
                .filter(stored -> nip.equals(stored.state().nip()))
                .stream()
                .toList();
    }

    /** Several where two people have the same; that is nobody's fault here, because nothing depends on it. */
    List<Stored<Employee>> byNuptk(String nuptk) {
        return employees.list(Filters.eq("state.nuptk", nuptk), null, MOST);
    }
}
