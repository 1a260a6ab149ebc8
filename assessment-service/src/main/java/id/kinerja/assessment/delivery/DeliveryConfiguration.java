package id.kinerja.assessment.delivery;

import id.kinerja.kit.events.Subscriptions;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

@Configuration
class DeliveryConfiguration {

    @Bean
    Deliveries deliveries(MongoTemplate mongo) {
        return new Deliveries(mongo);
    }

    @Bean
    Subscriptions deliverySubscriptions(Deliveries deliveries) {
        return deliveries.subscriptions();
    }

    @Bean
    DeliveryTexts deliveryTexts(MessageSource messages) {
        return new DeliveryTexts(messages);
    }
}
