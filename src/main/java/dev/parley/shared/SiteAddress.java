package dev.parley.shared;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Where people reach Parley: what links in mails begin with. */
@Component
public class SiteAddress {
    private final Environment environment;

    public SiteAddress(Environment environment) {
        this.environment = environment;
    }

    /** The address without a slash at its end; the sandbox has one only once its server listens. */
    public String url() {
        return environment.getRequiredProperty("parley.url").replaceAll("/+$", "");
    }

    /** Whether browsers can be told to come by https and nothing else. */
    public boolean isHttps() {
        return url().startsWith("https:");
    }
}
