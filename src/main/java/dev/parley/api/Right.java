package dev.parley.api;

import static dev.parley.api.Roles.CONTRACTS;
import static dev.parley.api.Roles.LEAD_MEDIATORS;
import static dev.parley.api.Roles.MEDIATORS;
import static dev.parley.api.Roles.OPERATIONS;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/** Which roles may call what of {@code /api/v1}: the door asks it, and the description of the API says it. */
record Right(HttpMethod method, Set<String> roles, String... paths) {
    /** What is open to others than the contracts systems; the first line that fits counts. */
    static final List<Right> LINES = List.of(
            new Right(
                    POST,
                    Set.of(MEDIATORS, LEAD_MEDIATORS),
                    "/api/v1/disputes/{id}/proposal",
                    "/api/v1/disputes/{id}/hand-back",
                    "/api/v1/contracts/{id}/interests"),
            new Right(
                    POST,
                    Set.of(OPERATIONS),
                    "/api/v1/disputes/{id}/award",
                    "/api/v1/disputes/{id}/award-confirmation",
                    "/api/v1/deadlines/{id}/moves",
                    "/api/v1/deadlines/{id}/moves/{number}/confirmation",
                    "/api/v1/operations/remedies/**",
                    "/api/v1/notices/{id}/repeat",
                    "/api/v1/notices/{id}/address-corrections/**",
                    "/api/v1/operations/webhooks/{id}/redelivery"),
            new Right(POST, Set.of(LEAD_MEDIATORS, OPERATIONS), "/api/v1/disputes/{id}/reassignment"),
            new Right(
                    GET,
                    Set.of(MEDIATORS, LEAD_MEDIATORS, OPERATIONS),
                    "/api/v1/tasks",
                    "/api/v1/disputes/waiting",
                    "/api/v1/disputes/{id}/effect"),
            new Right(GET, Set.of(OPERATIONS), "/api/v1/ledger/position", "/api/v1/notices", "/api/v1/operations/**"),
            new Right(GET, Set.of(CONTRACTS, OPERATIONS), "/api/v1/reconciliation"),
            new Right(
                    GET,
                    Set.of(CONTRACTS, MEDIATORS, LEAD_MEDIATORS, OPERATIONS),
                    "/api/v1/{collection:contracts|milestones|reviews|disputes|evidence|deadlines|transfers|chargebacks|deposits}/{id}",
                    "/api/v1/milestones/{id}/notices",
                    "/api/v1/contracts/{id}/transfers",
                    "/api/v1/disputes/{id}/{record:timeline|deadlines|notices|ledger}"));

    static final Set<String> ALL_ELSE = Set.of(CONTRACTS);

    /** The roles that may call a path, which may have parameters in braces. */
    static Set<String> toCall(HttpMethod method, String path) {
        var called = PathContainer.parsePath(path);
        return LINES.stream()
                .filter(line -> line.method.equals(method) && line.fits(called))
                .findFirst()
                .map(Right::roles)
                .orElse(ALL_ELSE);
    }

    private boolean fits(PathContainer called) {
        return Arrays.stream(paths)
                .anyMatch(path -> PathPatternParser.defaultInstance.parse(path).matches(called));
    }
}
