package id.kinerja.planning.team;

import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tim kerja: those who help an appraiser to judge, formed by the appraiser as needed (domain notes §1.3).
 *
 * @param leaderId employee id of the appraiser; it is the id of the team too
 * @param members employee ids; nobody until the leader names somebody
 */
record WorkTeam(String leaderId, List<String> members) {

    /** The sources name no limit; this one is ours (I), so that a list of plans asks for a handful of leaders only. */
    static final int MOST = 20;

    WorkTeam {
        members = List.copyOf(members);
    }

    static WorkTeam nobodyYet(String leaderId) {
        return new WorkTeam(leaderId, List.of());
    }

    /** Whether somebody appraises people with whom a team can help. */
    static boolean mayLead(DirectoryEntry leader) {
        return leader.role() == Role.PRINCIPAL || leader.role() == Role.OFFICE_HEAD;
    }

    /** A principal is helped by teachers of the same school, the head of an office by supervisors (pengawas sekolah). */
    static boolean fits(DirectoryEntry leader, DirectoryEntry member) {
        return switch (leader.role()) {
            case PRINCIPAL ->
                member.role() == Role.TEACHER
                        && member.npsn() != null
                        && member.npsn().equals(leader.npsn());
            case OFFICE_HEAD -> member.role() == Role.SUPERVISOR;
            case TEACHER, SUPERVISOR -> false;
        };
    }

    /** The team as a whole, in place of the one there was. */
    Decision<WorkTeam> formedOf(
            List<String> people, DirectoryEntry leader, Function<String, Optional<DirectoryEntry>> directory) {
        var faults = new ArrayList<Fault>();
        var seen = new HashSet<String>();
        for (int i = 0; i < people.size(); i++) {
            var person = people.get(i);
            if (!seen.add(person)) {
                faults.add(Fault.at("/members/" + i, "named-twice", person));
            } else if (directory
                    .apply(person)
                    .filter(member -> fits(leader, member))
                    .isEmpty()) {
                faults.add(Fault.at("/members/" + i, "not-for-this-team", person));
            }
        }
        return faults.isEmpty()
                ? Decision.accept(new WorkTeam(leaderId, people))
                : Decision.refuse(Refusal.invalid("invalid-request", faults));
    }
}
