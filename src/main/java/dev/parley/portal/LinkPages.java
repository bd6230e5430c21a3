package dev.parley.portal;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Where a link leads: it begins a session and goes on to the case, whose address opens nothing to anybody else. */
@Controller
class LinkPages {
    private final Links links;
    private final Sessions sessions;
    private final Limits limits;

    LinkPages(Links links, Sessions sessions, Limits limits) {
        this.links = links;
        this.sessions = sessions;
        this.limits = limits;
    }

    @GetMapping("/p/{token}")
    ResponseEntity<Void> open(@PathVariable String token, HttpServletRequest request) {
        var address = request.getRemoteAddr();
        limits.requireTries(address);
        var link = links.byToken(token).orElse(null);
        if (link == null) {
            limits.tried(address);
            throw new NoVisit();
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .header(HttpHeaders.SET_COOKIE, sessions.begin(link).toString())
                .location(URI.create("/case/" + link.id()))
                .build();
    }
}
