package dev.parley;

import dev.parley.shared.CannotStart;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/**
 * Before anything is opened: in production everything that has no default is there, and the sandbox, whose clock can
 * be moved, is kept away from a real database and from other machines.
 */
public class StartupCheck implements ApplicationContextInitializer<ConfigurableApplicationContext> {
    static final int SHORTEST_SECRET = 16;
    private static final int SHORTEST_KEY = 32;

    record Setting(String property, String variable, String meaning) {
        boolean isMissing(Environment environment) {
            return environment.getProperty(property, "").isBlank();
        }

        String sentence() {
            return "Set " + variable + ": " + meaning + ".";
        }
    }

    private static final List<Setting> NEEDED = List.of(
            new Setting("spring.datasource.url", "PARLEY_DB_URL", "the database, jdbc:postgresql://host:5432/name"),
            new Setting("spring.datasource.password", "PARLEY_DB_PASSWORD", "the password of its role parley_app"),
            new Setting(
                    "spring.flyway.password",
                    "PARLEY_DB_MIGRATOR_PASSWORD",
                    "the password of its role parley_migrator"),
            new Setting("parley.url", "PARLEY_URL", "the address at which people reach Parley, https://parley.example"),
            new Setting("spring.mail.host", "PARLEY_MAIL_HOST", "the mail server that notices are sent through"),
            new Setting("parley.mail.from", "PARLEY_MAIL_FROM", "the e-mail address that notices come from"),
            new Setting("parley.operations.mail", "PARLEY_OPERATIONS_MAIL", "the e-mail address of operations"),
            new Setting("parley.evidence.folder", "PARLEY_EVIDENCE_FOLDER", "the folder that keeps evidence"),
            new Setting(
                    "parley.links.secret",
                    "PARLEY_LINKS_SECRET",
                    "the secret that links are signed with, at least " + SHORTEST_KEY + " characters"));

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        var reasons = reasonsAgainst(context.getEnvironment());
        if (!reasons.isEmpty()) throw new CannotStart(reasons);
    }

    static List<String> reasonsAgainst(Environment environment) {
        return environment.acceptsProfiles(Profiles.of("sandbox"))
                ? againstTheSandbox(environment)
                : againstProduction(environment);
    }

    private static List<String> againstProduction(Environment environment) {
        var reasons = new ArrayList<String>();
        for (var setting : NEEDED) if (setting.isMissing(environment)) reasons.add(setting.sentence());
        var url = environment.getProperty("spring.datasource.url", "");
        if (!url.isBlank() && !url.startsWith("jdbc:postgresql:"))
            reasons.add("Change PARLEY_DB_URL: it begins with jdbc:postgresql://, no other database will do.");
        var site = environment.getProperty("parley.url", "");
        if (!site.isBlank() && !site.matches("https?://[^\\s/?#]+/*"))
            reasons.add("Change PARLEY_URL: it is https:// and a host, without a path.");
        if (!environment.getProperty("parley.evidence.clamav", "").matches("|[^:]+:[0-9]{1,5}"))
            reasons.add("Change PARLEY_EVIDENCE_CLAMAV: it is host:port, or empty.");
        reasons.addAll(ClientsCheck.reasonsAgainst(environment));
        if (!environment
                .getProperty("parley.webhooks.allow-private-targets", "false")
                .equals("false"))
            reasons.add("Take parley.webhooks.allow-private-targets out: webhooks go to the public internet only.");
        reasons.addAll(againstTheLinks(environment));
        reasons.addAll(againstTheScraper(environment));
        return reasons;
    }

    private static List<String> againstTheScraper(Environment environment) {
        var reasons = new ArrayList<String>();
        var secret = environment.getProperty("parley.metrics.secret", "");
        if (!secret.isBlank() && secret.length() < SHORTEST_SECRET)
            reasons.add("Lengthen PARLEY_METRICS_SECRET: it has at least " + SHORTEST_SECRET + " characters.");
        return reasons;
    }

    private static List<String> againstTheLinks(Environment environment) {
        var reasons = new ArrayList<String>();
        var key = environment.getProperty("parley.links.secret", "");
        if (!key.isBlank() && key.length() < SHORTEST_KEY)
            reasons.add("Lengthen PARLEY_LINKS_SECRET: it has at least " + SHORTEST_KEY + " characters.");
        return reasons;
    }

    private static List<String> againstTheSandbox(Environment environment) {
        var reasons = new ArrayList<String>();
        if (!environment.getProperty("spring.datasource.url", "").equals("embedded")
                || !environment.getProperty("PARLEY_DB_URL", "").isBlank()
                || !environment.getProperty("spring.flyway.url", "").isBlank())
            reasons.add(
                    "Take the database's address out, or the profile: the sandbox uses its embedded database only.");
        if (!isThisMachine(environment.getProperty("server.address", "")))
            reasons.add("Take server.address out, or the profile: the sandbox listens on 127.0.0.1 only.");
        return reasons;
    }

    private static boolean isThisMachine(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }
}
