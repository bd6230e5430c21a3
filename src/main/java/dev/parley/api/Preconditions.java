package dev.parley.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a caller saw before it acted, as If-Match says it (RFC 9110, 13.1.1). It is compared within the act's transaction,
 * under the lock that the act takes: nothing comes in between.
 */
@Component
class Preconditions {
    /** The rows that an act on one of these locks, in the order in which it does. */
    private static final Map<String, String> LOCKS = Map.of(
            "contracts",
                    "with c as (select id from contract where id = ? for update) select m.id from milestone m, c"
                            + " where m.contract_id = c.id order by m.id for update of m",
            "milestones", "select id from milestone where id = ? for update",
            "reviews", "select id from milestone where id = (select milestone_id from review where id = ?) for update",
            "disputes",
                    "select id from milestone where id = (select milestone_id from dispute where id = ?) for update",
            "deadlines",
                    "select id from milestone where clock_id = (select subject from deadline where id = ?) for update");

    private final JdbcClient db;
    private final PresentState present;
    private final Etags etags;

    Preconditions(JdbcClient db, PresentState present, Etags etags) {
        this.db = db;
        this.present = present;
        this.etags = etags;
    }

    /** What the caller saw is past: 412. */
    static final class Failed extends RuntimeException {
        Failed() {
            super("this has changed since it was read with that ETag");
        }
    }

    /** Nothing says what the caller saw: 428. */
    static final class Required extends RuntimeException {
        Required() {
            super("say by If-Match what this replaces, or by If-None-Match: * that there is nothing yet");
        }
    }

    /** To be run in the act's transaction before it. */
    Runnable of(HttpServletRequest request, Caller caller) {
        var expected = request.getHeader(HttpHeaders.IF_MATCH);
        if (expected == null || expected.strip().equals("*")) return () -> {};
        return () -> {
            var target = PresentState.Target.of(request);
            target.ifPresent(this::lock);
            var now = target.flatMap(it -> present.whole(caller, it)).map(etags::of);
            if (now.filter(etag -> Etags.names(expected, etag)).isEmpty()) throw new Failed();
        };
    }

    /** For what is replaced as a whole: the caller says what they saw, or that there was nothing. */
    void requireFor(
            UUID dispute,
            @Nullable String ifMatch,
            @Nullable String ifNoneMatch,
            Supplier<Optional<? extends Versioned>> read) {
        if (ifMatch == null && ifNoneMatch == null) throw new Required();
        lock(new PresentState.Target("disputes", dispute));
        var now = read.get().map(etags::of);
        if (ifMatch != null && now.filter(etag -> matches(ifMatch, etag)).isEmpty()) throw new Failed();
        if (ifNoneMatch != null
                && now.filter(etag -> matches(ifNoneMatch, etag)).isPresent()) throw new Failed();
    }

    private static boolean matches(String header, String etag) {
        return header.strip().equals("*") || Etags.names(header, etag);
    }

    private void lock(PresentState.Target target) {
        var rows = LOCKS.get(target.collection());
        if (rows != null) db.sql(rows).param(target.id()).query(UUID.class).list();
    }
}
