package dev.parley.api;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Anyone may read what a problem's type means. */
@Configuration(proxyBeanMethods = false)
class ProblemsDoor {
    private static final String PAGE =
            "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';" + " frame-ancestors 'none'";

    @Bean
    @Order(36)
    SecurityFilterChain problemTypesDoor(HttpSecurity http, Problems problems) throws Exception {
        return http.securityMatcher("/problems", "/problems/**")
                .csrf(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(may -> may.requestMatchers(HttpMethod.GET)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(shut -> shut.authenticationEntryPoint(problems::shut))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(policy -> policy.policyDirectives(PAGE)))
                .build();
    }
}
