package id.kinerja.kit.aggregate;

import id.kinerja.kit.telemetry.TraceContexts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The write path and the relay. */
@AutoConfiguration(afterName = "id.kinerja.kit.KitAutoConfiguration")
@EnableConfigurationProperties(OutboxProperties.class)
public class AggregateConfiguration {

    @Bean
    OutboxMeters outboxMeters(MeterRegistry registry, Clock clock) {
        return new OutboxMeters(registry, clock);
    }

    @Bean
    KafkaEventPublisher eventPublisher(
            KafkaProperties kafka, KafkaConnectionDetails connection, OutboxProperties properties) {
        var config = kafka.buildProducerProperties();
        config.put("bootstrap.servers", connection.getProducer().getBootstrapServers());
        return new KafkaEventPublisher(config, properties);
    }

    @Bean
    OutboxRelay outboxRelay(EventPublisher publisher, OutboxProperties properties, OutboxMeters meters, Clock clock) {
        return new OutboxRelay(publisher, properties, meters, clock);
    }

    @Bean
    OutboxHealthIndicator outboxHealthIndicator(OutboxRelay relay, OutboxMeters meters, OutboxProperties properties) {
        return new OutboxHealthIndicator(relay, meters, properties);
    }

    @Bean
    AggregateStores aggregateStores(
            MongoTemplate mongo,
            OutboxRelay relay,
            @Qualifier("eventJson") JsonMapper eventJson,
            TraceContexts traces,
            Clock clock,
            StartupIndexes indexes) {
        return new AggregateStores(mongo, relay, new EventWriter(eventJson, traces), clock, indexes);
    }
}
