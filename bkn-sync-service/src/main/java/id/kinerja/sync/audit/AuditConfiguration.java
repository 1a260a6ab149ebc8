package id.kinerja.sync.audit;

import id.kinerja.kit.aggregate.StartupIndexes;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration {

    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    AuditTrail auditTrail(MongoTemplate mongo, StartupIndexes indexes) {
        return new AuditTrail(mongo, indexes);
    }

    @Bean
    WebMvcConfigurer audited(AuditTrail trail, MeterRegistry meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AuditInterceptor(trail, REAL_TIME, meters));
            }
        };
    }
}
