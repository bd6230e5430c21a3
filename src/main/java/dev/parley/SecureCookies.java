package dev.parley;

import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Where people reach Parley by https, the webapps' cookies travel by nothing else. The sandbox's http has none to guard. */
public class SecureCookies implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    private static final Map<String, Object> SECURE = Map.of(
            "server.servlet.session.cookie.secure", true,
            "camunda.bpm.webapp.csrf.enable-secure-cookie", true,
            "camunda.bpm.webapp.session-cookie.enable-secure-cookie", true);

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        if (environment.matchesProfiles("!sandbox")
                && environment.getProperty("parley.url", "").startsWith("https:"))
            environment.getPropertySources().addFirst(new MapPropertySource("secure-cookies", SECURE));
    }
}
