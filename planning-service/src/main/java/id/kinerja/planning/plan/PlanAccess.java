package id.kinerja.planning.plan;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may see a plan and who decides on it: the owner, whoever the roster names as appraiser now, the office reads. */
@Component
class PlanAccess {

    private final Directory directory;

    PlanAccess(Directory directory) {
        this.directory = directory;
    }

    boolean maySee(Actor actor, Plan plan) {
        return actor.has(Actor.Grant.OFFICE)
                || actor.employeeId().map(self -> maySee(self, plan)).orElse(false);
    }

    boolean maySee(String employeeId, Plan plan) {
        return employeeId.equals(plan.employeeId()) || decides(employeeId, plan);
    }

    /** Whether somebody is a principal of the school; nobody leads no school. */
    boolean leadsSchool(String employeeId, @Nullable String npsn) {
        return npsn != null
                && directory
                        .byId(employeeId)
                        .filter(one -> one.role() == Role.PRINCIPAL && npsn.equals(one.npsn()))
                        .isPresent();
    }

    boolean decides(String employeeId, Plan plan) {
        return directory.appraises(employeeId, plan.employeeId());
    }
}
