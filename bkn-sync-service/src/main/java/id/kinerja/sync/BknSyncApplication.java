package id.kinerja.sync;

import id.kinerja.sync.lane.LaneLimits;
import id.kinerja.sync.siasn.BknProperties;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Forwards what was decided to e-Kinerja BKN: each result once, whatever BKN does. */
@SpringBootApplication
public class BknSyncApplication {

    public static void main(String[] args) {
        SpringApplication.run(BknSyncApplication.class, args);
    }

    /** What the adapter's limits mean for those who wait for its calls. */
    @Bean
    LaneLimits laneLimits(BknProperties bkn) {
        return new LaneLimits(bkn.callsInFlight(), bkn.turnWait(), bkn.longestCall());
    }
}
