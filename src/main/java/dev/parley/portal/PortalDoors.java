package dev.parley.portal;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The parties' door: links and sessions are checked behind it, each page asks for one (DOR-3). */
@Configuration(proxyBeanMethods = false)
class PortalDoors {
    private static final String NOTHING_BUT_OURS =
            "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** Forms carry a token of their own session ({@link Visits}), so that what was typed can be given back. */
    @Bean
    @Order(35)
    SecurityFilterChain partiesDoor(HttpSecurity http) throws Exception {
        return http.securityMatcher("/p/**", "/case/**", "/portal/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(may -> may.requestMatchers(GET, "/p/{token}", "/case/**", "/portal/**")
                        .permitAll()
                        .requestMatchers(HEAD, "/p/{token}", "/case/**", "/portal/**")
                        .permitAll()
                        .requestMatchers(POST, "/case/**")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING_BUT_OURS)))
                .build();
    }
}
