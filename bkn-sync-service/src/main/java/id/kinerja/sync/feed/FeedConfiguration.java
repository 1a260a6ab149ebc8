package id.kinerja.sync.feed;

import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.sync.identity.EmployeeNumbers;
import id.kinerja.sync.identity.Identities;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FeedProperties.class)
class FeedConfiguration {

    /** Compared with times that the database writes: a development offset of the clock must not move it. */
    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    StoredEntries feedEntries(MongoTemplate mongo, StartupIndexes indexes) {
        return new StoredEntries(mongo, indexes);
    }

    @Bean
    FeedEvents feedEvents(StoredEntries entries, Identities identities, Regulations regulations) {
        return new FeedEvents(entries, identities, regulations);
    }

    @Bean
    Subscriptions feedSubscriptions(FeedEvents events) {
        return events.subscriptions();
    }

    @Bean
    Feed feed(StoredEntries entries, EmployeeNumbers people, FeedProperties properties) {
        return new Feed(entries, people, properties.settle(), REAL_TIME);
    }

    @Bean
    FeedReaders feedReaders(MongoTemplate mongo) {
        return new FeedReaders(mongo);
    }
}
