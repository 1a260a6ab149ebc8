package id.kinerja.observation.coaching;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

@Configuration
class CoachingConfiguration {

    static final AggregateType<CoachingCycle> CYCLES = AggregateType.of(
                    "coachingCycles",
                    CoachingCycle.class,
                    "/observation/coaching-cycles/",
                    "kinerja.observation.events")
            .publishing(CycleEvent.ObservationScheduled.class, "id.kinerja.observation.ObservationScheduled.v1")
            .publishing(CycleEvent.ObservationRecorded.class, "id.kinerja.observation.ObservationRecorded.v1")
            .publishing(CycleEvent.FollowUpAgreed.class, "id.kinerja.observation.FollowUpAgreed.v1")
            .publishing(CycleEvent.CoachingCycleCompleted.class, "id.kinerja.observation.CoachingCycleCompleted.v1")
            .indexed("state.employeeId", "state.status");

    @Bean
    AggregateStore<CoachingCycle> coachingCycles(AggregateStores stores) {
        return stores.open(CYCLES);
    }

    @Bean
    AgreedPlans agreedPlans(MongoTemplate mongo, StartupIndexes indexes) {
        return new AgreedPlans(mongo, indexes);
    }

    @Bean
    Subscriptions planSubscriptions(AgreedPlans agreedPlans) {
        return agreedPlans.subscriptions();
    }

    @Bean
    GrantedExtensions grantedExtensions(MongoTemplate mongo, StartupIndexes indexes) {
        return new GrantedExtensions(mongo, indexes);
    }

    @Bean
    Subscriptions extensionSubscriptions(GrantedExtensions grantedExtensions) {
        return grantedExtensions.subscriptions();
    }
}
