package id.kinerja.sync.identity;

import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.data.mongodb.core.MongoTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
class IdentityConfiguration {

    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    StoredIdentities identities(MongoTemplate mongo, StartupIndexes indexes) {
        return new StoredIdentities(mongo, indexes);
    }

    @Bean
    PersonMatcher personMatcher(
            NationalPerformanceRegistry registry, Identities identities, IdentityProperties properties) {
        return new PersonMatcher(registry, identities, properties.appraiserMaxAge(), REAL_TIME);
    }

    @Bean
    Subscriptions identitySubscriptions(
            StoredIdentities identities, List<IdentityListener> listeners, Regulations regulations, LaneBell bell) {
        return new IdentityEvents(identities, listeners, regulations, bell, REAL_TIME).subscriptions();
    }

    /** After the deliveries of its lane: it has months. */
    @Bean
    @Order(2)
    IdentityCheck identityCheck(
            StoredIdentities identities,
            PersonMatcher matcher,
            NationalPerformanceRegistry registry,
            IdentityProperties properties) {
        return new IdentityCheck(identities, matcher, registry, properties, REAL_TIME);
    }
}
