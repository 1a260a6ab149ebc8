package id.kinerja.planning;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Planning (perencanaan): the roster, the regulation packs and everybody's performance plans. */
@SpringBootApplication
@EnableScheduling
public class PlanningApplication {

    public static void main(String[] args) {
        SpringApplication.run(PlanningApplication.class, args);
    }
}
