package id.kinerja.observation;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Implementation (pelaksanaan): what was observed of an agreed plan, and the coaching that follows from it. */
@SpringBootApplication
public class ObservationApplication {

    public static void main(String[] args) {
        SpringApplication.run(ObservationApplication.class, args);
    }
}
