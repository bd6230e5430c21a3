package dev.parley.portal;

import dev.parley.shared.Clock;
import dev.parley.shared.Signatures;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** Sessions that no node keeps: a signed cookie for each link, for at most twelve hours and as long as the link opens. */
@Component
class Sessions {
    static final String COOKIE = "parley-case";

    private static final String SESSION = "session";
    private static final String FORM = "form";
    private static final Duration LONGEST = Duration.ofHours(12);

    private final Links links;
    private final Signatures signatures;
    private final Clock clock;
    private final boolean secure;

    Sessions(Links links, Signatures signatures, Clock clock, Environment environment) {
        this.links = links;
        this.signatures = signatures;
        this.clock = clock;
        this.secure = !environment.acceptsProfiles(Profiles.of("sandbox"));
    }

    ResponseCookie begin(Links.Link link) {
        var until = clock.now().plus(LONGEST);
        var value = until.toEpochMilli() + "." + signatures.text(SESSION, link.id() + " " + until.toEpochMilli());
        return ResponseCookie.from(COOKIE, value)
                .path("/case/" + link.id())
                .maxAge(LONGEST)
                .httpOnly(true)
                .sameSite("Lax")
                .secure(secure)
                .build();
    }

    /** Whom this cookie lets in at this address. */
    Optional<Visit> visit(UUID address, String cookie) {
        if (!isGood(address, cookie)) return Optional.empty();
        return links.find(address)
                .map(link -> new Visit(link.id(), link.milestone(), link.side(), csrf(link.id(), cookie)));
    }

    private boolean isGood(UUID address, String cookie) {
        var dot = cookie.indexOf('.');
        if (dot < 1 || dot > 18 || !cookie.substring(0, dot).chars().allMatch(Character::isDigit)) return false;
        var until = cookie.substring(0, dot);
        return signatures.isOf(SESSION, address + " " + until, cookie.substring(dot + 1))
                && clock.now().isBefore(Instant.ofEpochMilli(Long.parseLong(until)));
    }

    private String csrf(UUID link, String cookie) {
        return signatures.text(FORM, link + " " + cookie);
    }
}
