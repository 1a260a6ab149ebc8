package id.kinerja.planning.audit;

import id.kinerja.kit.events.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    @Bean
    Subscriptions auditSubscriptions(PlanAuditTrail trail) {
        return trail.subscriptions();
    }
}
