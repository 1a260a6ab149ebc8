package id.kinerja.planning.deadline;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class DeadlineConfiguration {

    static final AggregateType<DeadlineExtension> EXTENSIONS = AggregateType.of(
                    "deadlineExtensions",
                    DeadlineExtension.class,
                    "/planning/deadline-extensions/",
                    "kinerja.planning.events")
            .publishing(DeadlineEvent.DeadlineExtended.class, "id.kinerja.planning.DeadlineExtended.v1")
            .publishing(
                    DeadlineEvent.DeadlineExtensionWithdrawn.class, "id.kinerja.planning.DeadlineExtensionWithdrawn.v1")
            .indexed("state.periodId", "state.concerns");

    @Bean
    AggregateStore<DeadlineExtension> deadlineExtensions(AggregateStores stores) {
        return stores.open(EXTENSIONS);
    }
}
