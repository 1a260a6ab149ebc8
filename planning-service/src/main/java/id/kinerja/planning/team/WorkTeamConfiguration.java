package id.kinerja.planning.team;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class WorkTeamConfiguration {

    /** A team tells nobody anything: it decides nothing. */
    static final AggregateType<WorkTeam> TEAMS = AggregateType.of(
                    "workTeams", WorkTeam.class, "/planning/work-teams/", "kinerja.planning.events")
            .indexed("state.members");

    @Bean
    AggregateStore<WorkTeam> workTeamStore(AggregateStores stores) {
        return stores.open(TEAMS);
    }
}
