package id.kinerja.sync.lane;

import id.kinerja.sync.registry.CallPace;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LaneProperties.class)
class LaneConfiguration {

    /** Pauses are BKN's time and leases are between machines: a development offset of the clock moves neither. */
    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    Lanes lanes(MongoTemplate mongo) {
        return new Lanes(mongo);
    }

    @Bean
    LaneBell laneBell() {
        return new LaneBell();
    }

    /** What the adapter's limits mean for those who wait for its calls. */
    @Bean
    LaneLimits laneLimits(CallPace pace, LaneProperties properties) {
        return new LaneLimits(pace, properties.lease());
    }

    @Bean
    LaneWorker laneWorker(
            Lanes lanes,
            List<LaneWork> works,
            LaneBell bell,
            NationalPerformanceRegistry registry,
            LaneProperties properties,
            Witnesses witnesses,
            LaneLimits limits,
            MeterRegistry meters) {
        return new LaneWorker(lanes, works, bell, registry, witnesses, properties, limits, REAL_TIME, meters);
    }
}
