package id.kinerja.kit.events;

import id.kinerja.kit.telemetry.TraceContexts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.databind.json.JsonMapper;

/** One consumer binding per service, {@code events-in-0}, over all topics it reads, in a group of the service's name. */
@AutoConfiguration(afterName = "id.kinerja.kit.KitAutoConfiguration")
public class EventConsumptionConfiguration {

    @Bean
    EventRouter eventRouter(
            List<Subscriptions> subscriptions,
            @Qualifier("eventJson") JsonMapper eventJson,
            TraceContexts traces,
            MeterRegistry meters) {
        var all = subscriptions.stream().flatMap(some -> some.all().stream()).toList();
        return new EventRouter(all, eventJson, traces, meters);
    }

    @Bean
    DeadLetters deadLetters(MongoTemplate mongo, EventRouter router, Clock clock) {
        return new DeadLetters(mongo, router, clock);
    }

    @Bean
    Consumer<Message<byte[]>> events(
            EventRouter router,
            DeadLetters deadLetters,
            MeterRegistry meters,
            @Value("${spring.cloud.stream.bindings.events-in-0.destination}") List<String> topics) {
        return new EventConsumer(router, deadLetters, meters, topics);
    }

    @Bean
    KafkaHeaderMapper rawHeaderMapper() {
        return new RawHeaderMapper();
    }

    /** Retries without end, with the offset unmoved; the pause stays far below {@code max.poll.interval.ms}. */
    @Bean
    ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryForEver() {
        return (container, destination, group) -> {
            var pause = new ExponentialBackOff(Duration.ofMillis(200).toMillis(), 2);
            pause.setMaxInterval(Duration.ofSeconds(5).toMillis());
            var retrying = new DefaultErrorHandler(
                    (record, failure) -> {
                        throw new IllegalStateException("a retry without end has ended", failure);
                    },
                    pause);
            // Whatever reaches the container is worth a retry; what is not has become a dead letter before.
            retrying.setClassifications(Map.of(), true);
            container.setCommonErrorHandler(retrying);
        };
    }
}
