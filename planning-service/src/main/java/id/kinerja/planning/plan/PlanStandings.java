package id.kinerja.planning.plan;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** In whose hands people's plans for a period are, for those who ask about nothing else of them. */
@Component
public class PlanStandings {

    public enum Standing {
        /** Not begun, not submitted, or back with the owner. */
        WITH_OWNER,
        WITH_APPRAISER,
        /** Approved, whether the owner has to agree yet or has. */
        APPROVED
    }

    private final PlanParts parts;

    PlanStandings(PlanParts parts) {
        this.parts = parts;
    }

    /** By employee id; who has no plan is with the owner. */
    public Map<String, Standing> of(Collection<String> employeeIds, String periodId) {
        var standings = new HashMap<String, Standing>();
        employeeIds.forEach(id -> standings.put(id, Standing.WITH_OWNER));
        var ids = employeeIds.stream().map(id -> Plan.idOf(id, periodId)).toList();
        parts.current(ids).forEach(stored -> standings.put(stored.state().employeeId(), of(stored.state())));
        return standings;
    }

    private static Standing of(Plan plan) {
        if (plan.status() == PlanStatus.SUBMITTED) {
            return Standing.WITH_APPRAISER;
        }
        return plan.status().isApproved() ? Standing.APPROVED : Standing.WITH_OWNER;
    }
}
