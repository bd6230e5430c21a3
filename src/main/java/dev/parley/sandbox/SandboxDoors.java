package dev.parley.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The sandbox's pages are open to this machine: the start page, the mail catcher and the description of the API. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox")
class SandboxDoors {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> ADDRESSES = Set.of("127.0.0.1", "0:0:0:0:0:0:0:1");

    @Bean
    @Order(40)
    SecurityFilterChain sandboxDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher("/", "/sandbox/**", "/v3/api-docs/**", "/swagger-ui/**", "/swagger-ui.html")
                .authorizeHttpRequests(may -> may.anyRequest()
                        .access((caller, call) -> new AuthorizationDecision(isFromThisMachine(call.getRequest()))))
                .headers(
                        headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                                .contentSecurityPolicy(
                                        policy -> policy.policyDirectives(
                                                "default-src 'self'; img-src 'self' data:;"
                                                        + " style-src 'self' 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")))
                .build();
    }

    /** By address and by name: a page from elsewhere whose own name leads here is not let in either. */
    private static boolean isFromThisMachine(HttpServletRequest request) {
        return NAMES.contains(request.getServerName()) && ADDRESSES.contains(request.getRemoteAddr());
    }
}
