package bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Camunda's web application as its starter brings it: what Parley's footprint is measured beside. */
@SpringBootApplication
public class BareWebapp {
    public static void main(String[] arguments) {
        SpringApplication.run(BareWebapp.class, arguments);
    }
}
