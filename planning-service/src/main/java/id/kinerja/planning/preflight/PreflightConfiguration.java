package id.kinerja.planning.preflight;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PreflightConfiguration {

    /** A check tells nobody anything: it is looked up. */
    static final AggregateType<Preflight> PREFLIGHTS = AggregateType.of(
                    "preflights", Preflight.class, "/planning/preflights/", "kinerja.planning.events")
            .indexed("state.status");

    @Bean
    AggregateStore<Preflight> preflights(AggregateStores stores) {
        return stores.open(PREFLIGHTS);
    }
}
