package id.kinerja.sync;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Forwards what was decided to e-Kinerja BKN: each result once, whatever BKN does. */
@SpringBootApplication
@EnableScheduling
public class BknSyncApplication {

    public static void main(String[] args) {
        SpringApplication.run(BknSyncApplication.class, args);
    }
}
