package id.kinerja.planning.team;

import com.mongodb.client.model.Filters;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.directory.Directory;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Who helps whom now. Whoever has moved to another school or role since the team was formed is still named in it, but
 * helps nobody.
 */
@Component
public class WorkTeams {

    /** More teams than anybody can be in: a teacher is in that of the principal, a supervisor in those of office heads. */
    private static final int LEADERS = 50;

    private final AggregateStore<WorkTeam> teams;
    private final Directory directory;

    WorkTeams(AggregateStore<WorkTeam> teams, Directory directory) {
        this.teams = teams;
        this.directory = directory;
    }

    /** Whether somebody is in the team of this leader. */
    public boolean helps(String memberId, String leaderId) {
        return teams.find(leaderId)
                        .filter(team -> team.state().members().contains(memberId))
                        .isPresent()
                && fits(leaderId, memberId);
    }

    /** Employee ids of those whom somebody helps. */
    public List<String> leadersOf(String memberId) {
        return teams.list(Filters.eq("state.members", memberId), null, LEADERS).stream()
                .map(team -> team.state().leaderId())
                .filter(leader -> fits(leader, memberId))
                .toList();
    }

    private boolean fits(String leaderId, String memberId) {
        return directory
                .byId(leaderId)
                .flatMap(leader -> directory.byId(memberId).filter(member -> WorkTeam.fits(leader, member)))
                .isPresent();
    }
}
