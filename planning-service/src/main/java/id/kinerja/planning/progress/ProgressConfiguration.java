package id.kinerja.planning.progress;

import id.kinerja.kit.events.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ProgressConfiguration {

    @Bean
    Subscriptions progressSubscriptions(ProgressProjection progress) {
        return progress.subscriptions();
    }
}
