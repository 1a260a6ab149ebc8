package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.AggregateStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How the roster describes somebody at present, for those who keep it with what is decided. */
@Component
public class RosterPeople {

    /** @param grade golongan: {@code III/b}, {@code IX}; null where the roster has none */
    public record Described(
            String name, String position, @Nullable String grade, String orgUnit) {}

    private final AggregateStore<Employee> employees;

    RosterPeople(AggregateStore<Employee> employees) {
        this.employees = employees;
    }

    /** Empty for somebody who is not in the roster. */
    public Optional<Described> find(String employeeId) {
        return employees
                .find(employeeId)
                .map(stored -> stored.state())
                .map(one -> new Described(one.name(), one.position(), one.grade(), one.orgUnit()));
    }
}
