package id.kinerja.planning.plan;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.security.Actor;
import id.kinerja.planning.plan.Plan.Decider;
import id.kinerja.planning.team.WorkTeams;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who may see a plan and who decides on it: the owner, whoever the roster and the office's policy name now; the appraiser's
 * team reads what has been submitted, the office reads everything. A closed plan is also read by those who appraised it
 * until then.
 */
@Component
class PlanAccess {

    private final Directory directory;
    private final WorkTeams teams;

    PlanAccess(Directory directory, WorkTeams teams) {
        this.directory = directory;
        this.teams = teams;
    }

    boolean maySee(Actor actor, Plan plan) {
        return actor.has(Actor.Grant.OFFICE)
                || actor.employeeId().map(self -> maySee(self, plan)).orElse(false);
    }

    boolean maySee(String employeeId, Plan plan) {
        return employeeId.equals(plan.employeeId())
                || decides(employeeId, plan)
                || advises(employeeId, plan)
                || plan.wasAppraisedBy(employeeId);
    }

    /** Whether somebody is in the team of whoever decides on the plan, which has been submitted before. */
    boolean advises(String employeeId, Plan plan) {
        return plan.contentVersion() > 0
                && !employeeId.equals(plan.employeeId())
                && directory
                        .byId(plan.employeeId())
                        .map(DirectoryEntry::appraiserId)
                        .filter(appraiser -> teams.helps(employeeId, appraiser))
                        .isPresent();
    }

    /** Whether somebody is a principal of the school; nobody leads no school. */
    boolean leadsSchool(String employeeId, @Nullable String npsn) {
        return npsn != null
                && directory
                        .byId(employeeId)
                        .filter(one -> one.role() == Role.PRINCIPAL && npsn.equals(one.npsn()))
                        .isPresent();
    }

    /** Whether the owner is not there any more, to answer for the plan. */
    boolean hasLostOwner(Plan plan) {
        return directory.byId(plan.employeeId()).filter(directory::hasLeft).isPresent();
    }

    boolean decides(String employeeId, Plan plan) {
        return directory.appraises(employeeId, plan.employeeId());
    }

    /** Somebody as who decides on the plan now; empty for everybody else. */
    Optional<Decider> decider(String employeeId, Plan plan) {
        return directory
                .byId(plan.employeeId())
                .filter(owner -> employeeId.equals(owner.appraiserId()))
                .map(owner -> new Decider(employeeId, owner.appraiserCapacity()));
    }
}
