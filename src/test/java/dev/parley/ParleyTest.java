package dev.parley;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * The whole application on a real PostgreSQL and real SMTP, on a random port; one context for all tests. Time moves
 * only when a test moves it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "parley.sandbox.data=target/parley-test${parley.test.fork:}",
            "parley.sandbox.fresh=true",
            "parley.sandbox.samples=false",
            "parley.jobs.active=false",
            "parley.metrics.lifetime=PT0S",
            "parley.rates.default.burst=100000",
            "parley.rates.default.per-second=100000",
            "parley.rates.rita.burst=5",
            "parley.rates.rita.per-second=1",
            "parley.oauth.issuer=" + Issuer.NAME,
            "parley.oauth.audience=" + Issuer.AUDIENCE,
            "management.prometheus.metrics.export.enabled=true"
        })
@Import({StatementCounter.class, Flows.class, Issuer.InTests.class})
@ActiveProfiles("sandbox")
public @interface ParleyTest {}
