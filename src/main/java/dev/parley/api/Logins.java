package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.process.Staff;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.stereotype.Component;

/**
 * Who calls: the contracts systems and the scraper of metrics by secrets of their own, anyone else as one of the staff,
 * with a role for each group.
 */
@Component
class Logins implements AuthenticationProvider {
    /** The name of whatever reads the metrics. */
    private static final String SCRAPER = "metrics";

    private final Staff staff;
    private final Map<String, Machine> machines = new HashMap<>();

    Logins(Staff staff, ContractsClients clients, @Value("${parley.metrics.secret}") String scrapersSecret) {
        this.staff = staff;
        if (!scrapersSecret.isBlank())
            machines.put(SCRAPER, new Machine(sha256(scrapersSecret), List.of(Roles.authority(Roles.METRICS))));
        clients.bySecret()
                .forEach(client ->
                        machines.put(client.id(), new Machine(sha256(client.secret()), client.authorities())));
    }

    /** A machine's secret is long and random: a slow hash would guard nothing and slow each of its calls. */
    private record Machine(byte[] secret, List<String> authorities) {
        List<String> authorities(String password) {
            if (!MessageDigest.isEqual(sha256(password), secret)) throw wrong();
            return authorities;
        }
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        var name = attempt.getName();
        var password = String.valueOf(attempt.getCredentials());
        var machine = machines.get(name);
        return known(name, machine == null ? staff(name, password) : machine.authorities(password));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private List<String> staff(String name, String password) {
        return Roles.ofGroups(staff.groupsAfterLogin(name, password).orElseThrow(Logins::wrong));
    }

    static Authentication known(String name, List<String> authorities) {
        return UsernamePasswordAuthenticationToken.authenticated(
                name, null, AuthorityUtils.createAuthorityList(authorities));
    }

    private static BadCredentialsException wrong() {
        return new BadCredentialsException("unknown name or wrong password");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
