package id.kinerja.kit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The smallest service that uses everything the kit offers. */
@SpringBootApplication(scanBasePackages = "id.kinerja.kit.sample")
public class SampleApplication {

    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}
