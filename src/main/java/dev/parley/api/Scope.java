package dev.parley.api;

import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What a contracts client may be let do, by the names that OAuth 2 knows it by (RFC 6749, 3.3), and what a call needs. */
enum Scope {
    CONTRACTS_READ("contracts:read", "read contracts, milestones, reviews and cases"),
    CONTRACTS_WRITE("contracts:write", "register, submit, file and decide"),
    MONEY_READ("money:read", "read deposits, transfers, chargebacks and the reconciliation"),
    MONEY_WRITE("money:write", "say what became of real money"),
    EVENTS_READ("events:read", "read the event list"),
    WEBHOOKS_MANAGE("webhooks:manage", "read and change webhook endpoints");

    private static final String AUTHORITY = "SCOPE_";

    private final String title;
    private final String words;

    Scope(String title, String words) {
        this.title = title;
        this.words = words;
    }

    /** A path of a contracts client, with what reading it needs and what acting there needs. */
    private record Need(PathPattern path, Scope toRead, Scope toAct) {
        static Need of(String path, Scope toRead, Scope toAct) {
            return new Need(PathPatternParser.defaultInstance.parse(path), toRead, toAct);
        }
    }

    /** The first line that fits counts. */
    private static final Need[] NEEDS = {
        Need.of("/api/v1/events/**", EVENTS_READ, EVENTS_READ),
        Need.of("/api/v1/webhook-endpoints/**", WEBHOOKS_MANAGE, WEBHOOKS_MANAGE),
        Need.of("/api/v1/milestones/{id}/deposits", MONEY_READ, MONEY_WRITE),
        Need.of("/api/v1/milestones/{id}/chargebacks", MONEY_READ, MONEY_WRITE),
        Need.of("/api/v1/contracts/{id}/transfers", MONEY_READ, MONEY_WRITE),
        Need.of("/api/v1/deposits/**", MONEY_READ, MONEY_WRITE),
        Need.of("/api/v1/chargebacks/**", MONEY_READ, MONEY_WRITE),
        Need.of("/api/v1/transfers/**", MONEY_READ, MONEY_WRITE),
        Need.of("/api/v1/reconciliation/**", MONEY_READ, MONEY_WRITE),
        Need.of("/**", CONTRACTS_READ, CONTRACTS_WRITE),
    };

    static Scope neededFor(HttpMethod method, String path) {
        var called = PathContainer.parsePath(path);
        var need = Arrays.stream(NEEDS)
                .filter(line -> line.path().matches(called))
                .findFirst()
                .orElseThrow();
        return HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method) ? need.toRead() : need.toAct();
    }

    static Optional<Scope> named(String title) {
        return Arrays.stream(values())
                .filter(scope -> scope.title.equals(title))
                .findFirst();
    }

    String title() {
        return title;
    }

    /** What it lets a client do. */
    String words() {
        return words;
    }

    /** As a login carries it. */
    String authority() {
        return AUTHORITY + title;
    }
}
