package id.kinerja.sync.reconciliation;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.directory.Directory;
import id.kinerja.sync.delivery.AnnualResults;
import id.kinerja.sync.identity.CivilServants;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconciliationProperties.class)
class ReconciliationConfiguration {

    private static final String TOPIC = "kinerja.sync.events";

    /** They publish nothing: what they lead to, deliveries tell. */
    private static final AggregateType<Reconciliation> RUNS = AggregateType.of(
                    "reconciliations", Reconciliation.class, "/bkn-sync/reconciliations/", TOPIC)
            .indexed("state.toDo")
            .indexed("state.year")
            .indexed("state.spent.night");

    private static final AggregateType<Finding> FINDINGS = AggregateType.of(
                    "reconciliationFindings", Finding.class, "/bkn-sync/reconciliation-findings/", TOPIC)
            .indexed("state.runId")
            .indexed("state.runId", "state.verdict")
            .indexed("state.status");

    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    AggregateStore<Reconciliation> reconciliationStore(AggregateStores stores) {
        return stores.open(RUNS);
    }

    @Bean
    AggregateStore<Finding> findingStore(AggregateStores stores) {
        return stores.open(FINDINGS);
    }

    @Bean
    StoredReconciliations reconciliations(AggregateStore<Reconciliation> runs, AggregateStore<Finding> findings) {
        return new StoredReconciliations(runs, findings);
    }

    @Bean
    PeopleOfTheRoster people(CivilServants everybody, Directory directory) {
        return new PeopleOfTheRoster(everybody, directory);
    }

    @Bean
    Repairs repairs(Reconciliations reconciliations, AnnualResults results) {
        return new Repairs(reconciliations, results, REAL_TIME);
    }

    /** After everything else on its lane: it has all nights. */
    @Bean
    @Order(3)
    ReconciliationWork reconciliationWork(
            Reconciliations reconciliations,
            NationalPerformanceRegistry registry,
            PersonMatcher matcher,
            Identities identities,
            AnnualResults results,
            People people,
            Repairs repairs,
            ReconciliationProperties properties,
            MeterRegistry meters) {
        return new ReconciliationWork(
                reconciliations,
                new Population(results, people, reconciliations),
                new Comparison(registry, matcher, identities, results, people, REAL_TIME),
                repairs,
                properties,
                meters,
                REAL_TIME);
    }
}
