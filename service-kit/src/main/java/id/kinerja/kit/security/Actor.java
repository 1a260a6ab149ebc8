package id.kinerja.kit.security;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks: an account, the employee it is linked to in the roster, and the roles that a claim of the token grants.
 *
 * @param employee null for accounts that are not in the roster
 * @param grants operator, office, subscriber, registry: from the token; what an employee is follows from the roster only
 */
public record Actor(String account, @Nullable DirectoryEntry employee, Set<Grant> grants) {

    public enum Grant {
        OPERATOR,
        OFFICE,
        SUBSCRIBER,
        /** The national registry's own client, which fetches plans and observations. */
        REGISTRY
    }

    public Actor {
        grants = Set.copyOf(grants);
    }

    public boolean has(Grant grant) {
        return grants.contains(grant);
    }

    public boolean is(Role role) {
        return employee != null && employee.role() == role;
    }

    public boolean isEmployee(@Nullable String employeeId) {
        return employee != null && employee.employeeId().equals(employeeId);
    }

    public Optional<String> employeeId() {
        return Optional.ofNullable(employee).map(DirectoryEntry::employeeId);
    }
}
