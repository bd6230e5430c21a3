package dev.parley.api;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.security.authorization.AuthorizationManagers.anyOf;

import dev.parley.process.EngineRest;
import dev.parley.process.WebSessions;
import jakarta.servlet.DispatcherType;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.web.PathPatternRequestMatcherBuilderFactoryBean;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Every door and who may pass it; what is not named here is shut (DOR-3). */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({ContractsClients.class, Rates.class})
class Doors {
    /** What Tasklist and Cockpit look up by a question that they post. */
    private static final String LISTS = "execution|group|job|job-definition|process-instance|task|variable-instance";

    private static final String PAST = "activity-instance|detail|job-log|process-instance|task|variable-instance";

    private final Problems problems;
    private final LoginThrottle throttle;
    private final Tokens tokens;
    private final RateLimit rateLimit;

    Doors(Problems problems, Tokens tokens, Rates rates) {
        this.problems = problems;
        this.tokens = tokens;
        this.rateLimit = new RateLimit(rates, problems);
        this.throttle = new LoginThrottle(problems);
    }

    /** Without it, paths are matched as Spring MVC sees them, and those of the engine's Jersey servlet match nothing. */
    @Bean
    PathPatternRequestMatcherBuilderFactoryBean requestMatcherBuilder() {
        return new PathPatternRequestMatcherBuilderFactoryBean();
    }

    /** What the firewall does not let near any door: paths that could be read in two ways. */
    @Bean
    RequestRejectedHandler rejectedRequests() {
        return (request, response, cause) -> {
            AnswerHeaders.tell(response);
            problems.write(
                    request, response, HttpStatus.BAD_REQUEST, "request-malformed", "This request can't be taken.");
        };
    }

    /** The contracts system's door; staff read what is theirs to see, and do what staff do. */
    @Bean
    @Order(10)
    SecurityFilterChain apiDoor(HttpSecurity http, WebSessions sessions) throws Exception {
        return byLogin(http.securityMatcher("/api/v1/**"))
                .addFilterBefore(new SessionLogin(sessions, problems), BasicAuthenticationFilter.class)
                .authorizeHttpRequests(may -> {
                    for (var right : Right.LINES)
                        may.requestMatchers(right.method(), right.paths()).hasAnyRole(roles(right.roles()));
                    may.anyRequest().hasAnyRole(roles(Right.ALL_ELSE));
                })
                .addFilterAfter(new ScopeCheck(problems), AuthorizationFilter.class)
                .build();
    }

    /** Two starts and their instances for the contracts system, reading for operations, nothing else for anyone. */
    @Bean
    @Order(20)
    SecurityFilterChain engineRestDoor(HttpSecurity http, EngineRest engine) throws Exception {
        return byLogin(http.securityMatcher("/engine-rest/**"))
                .authorizeHttpRequests(may -> may.requestMatchers(
                                POST,
                                "/engine-rest/process-definition/key/milestone-review/start",
                                "/engine-rest/process-definition/key/dispute/start")
                        .hasRole(Roles.CONTRACTS)
                        .requestMatchers(
                                GET,
                                "/engine-rest/process-instance/{id}",
                                "/engine-rest/process-instance/{id}/activity-instances",
                                "/engine-rest/history/process-instance/{id}")
                        .access(anyOf(AuthorityAuthorizationManager.hasRole(Roles.OPERATIONS), ownInstance(engine)))
                        .requestMatchers(GET, "/engine-rest/**")
                        .hasRole(Roles.OPERATIONS)
                        .anyRequest()
                        .denyAll())
                .addFilterAfter(new ScopeCheck(problems), AuthorizationFilter.class)
                .addFilterAfter(new EngineRestFilter(engine, problems), AuthorizationFilter.class)
                .build();
    }

    /**
     * Tasklist, Cockpit and Admin bring their own login, CSRF guard and headers. Shut are the set-up, which makes an
     * administrator for anyone (CVE-2026-77226), and whatever would change something in the engine and is not named here:
     * a task is claimed and completed, a job tried again, accounts are administered; all else is nobody's work, or would
     * leave a task by a way that no model draws. Whether one of the staff may do it is the engine's to say.
     */
    @Bean
    @Order(30)
    SecurityFilterChain webappsDoor(HttpSecurity http) throws Exception {
        var engine = "/camunda/api/engine/engine/{engine}";
        return http.securityMatcher("/camunda/**")
                .csrf(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(may -> may.requestMatchers("/camunda/api/admin/setup/**")
                        .denyAll()
                        .requestMatchers(
                                POST,
                                engine + "/task/{id}/{act:claim|complete|submit-form}",
                                engine + "/{all:" + LISTS + "}",
                                engine + "/{all:" + LISTS + "}/count",
                                engine + "/history/{all:" + PAST + "}",
                                engine + "/history/{all:" + PAST + "}/count",
                                engine + "/filter/{id}/{how:list|count|singleResult}",
                                engine + "/identity/password-policy",
                                engine + "/{kind:authorization|group|user}/create",
                                engine + "/user/{id}/unlock")
                        .permitAll()
                        .requestMatchers(
                                PUT,
                                engine + "/{kind:job|job-definition}/{id}/retries",
                                engine + "/user/{id}/{part:profile|credentials}",
                                engine + "/{kind:authorization|group}/{id}",
                                engine + "/group/{id}/members/{user}")
                        .permitAll()
                        .requestMatchers(
                                DELETE,
                                engine + "/{kind:authorization|group|user}/{id}",
                                engine + "/group/{id}/members/{user}")
                        .permitAll()
                        .requestMatchers(GET, engine + "/**")
                        .permitAll()
                        .requestMatchers(OPTIONS, engine + "/**")
                        .permitAll()
                        .requestMatchers(engine + "/**")
                        .denyAll()
                        .anyRequest()
                        .permitAll())
                .exceptionHandling(shut -> shut.authenticationEntryPoint(problems::shut))
                .addFilterBefore(throttle, AuthorizationFilter.class)
                .build();
    }

    /** The scripts of Parley's pages in Tasklist and Cockpit: what they show comes from the API. */
    @Bean
    @Order(35)
    SecurityFilterChain consoleDoor(HttpSecurity http) throws Exception {
        return withoutState(http.securityMatcher("/console/**"))
                .authorizeHttpRequests(
                        may -> may.requestMatchers(GET).permitAll().anyRequest().denyAll())
                .exceptionHandling(shut -> shut.authenticationEntryPoint(problems::shut))
                .build();
    }

    /** Anyone may ask whether it is well; what is wrong is told to operations, figures also to their scraper. */
    @Bean
    @Order(40)
    SecurityFilterChain actuatorDoor(HttpSecurity http) throws Exception {
        return byLogin(http.securityMatcher("/actuator/health/**", "/actuator/prometheus"))
                .authorizeHttpRequests(may -> may.requestMatchers(GET, "/actuator/health/**")
                        .permitAll()
                        .requestMatchers(GET, "/actuator/prometheus")
                        .hasAnyRole(Roles.OPERATIONS, Roles.METRICS)
                        .anyRequest()
                        .denyAll())
                .build();
    }

    @Bean
    @Order
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        return withoutState(http)
                .authorizeHttpRequests(may -> may.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .exceptionHandling(shut -> shut.authenticationEntryPoint(problems::shut))
                .build();
    }

    private HttpSecurity byLogin(HttpSecurity http) throws Exception {
        return withoutState(http)
                .addFilterBefore(throttle, BasicAuthenticationFilter.class)
                .addFilterBefore(new BearerLogin(tokens, problems), BasicAuthenticationFilter.class)
                .addFilterAfter(rateLimit, BasicAuthenticationFilter.class)
                .httpBasic(basic -> basic.authenticationEntryPoint(problems))
                .exceptionHandling(shut -> shut.accessDeniedHandler(problems).authenticationEntryPoint(problems));
    }

    private static HttpSecurity withoutState(HttpSecurity http) throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        // The webapps' session keeps its id: a page asks for several things at once.
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS)
                                .sessionFixation(fixation -> fixation.none()))
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                        .contentSecurityPolicy(policy -> policy.policyDirectives(AnswerHeaders.NOTHING)));
    }

    private static String[] roles(Set<String> roles) {
        return roles.toArray(String[]::new);
    }

    private static AuthorizationManager<RequestAuthorizationContext> ownInstance(EngineRest engine) {
        return (caller, call) -> new AuthorizationDecision(Roles.has(caller.get(), Roles.CONTRACTS)
                && engine.isOwn(
                        caller.get().getName(),
                        String.valueOf(call.getVariables().get("id"))));
    }
}
