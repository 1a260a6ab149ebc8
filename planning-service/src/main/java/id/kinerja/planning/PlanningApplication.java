package id.kinerja.planning;

import id.kinerja.kit.regulation.PackCheck;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Planning (perencanaan): the roster, the regulation packs and everybody's performance plans. */
@SpringBootApplication
@EnableScheduling
public class PlanningApplication {

    /** Starts the service or, with {@link PackCheck#COMMAND} and paths, checks regulation packs and ends. */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals(PackCheck.COMMAND)) {
            PackCheck.main(Arrays.copyOfRange(args, 1, args.length));
        }
        SpringApplication.run(PlanningApplication.class, args);
    }
}
