package dev.parley.portal;

import dev.parley.delivery.Kind;
import dev.parley.delivery.Notice;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Recipient;
import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.PartyLinks;
import dev.parley.shared.Premise;
import dev.parley.shared.Signatures;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * One-time codes (DOR-4): mailed at the moment at which the consequences are shown, good for ten minutes, for one party,
 * one act and exactly what was shown, and used once.
 */
@Component
class Codes {
    static final int MOST_WRONG = 5;
    static final int MOST_PER_HOUR = 10;
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    /** A code this fresh is not sent again for the same act: a form may be sent twice by one press. */
    private static final Duration STILL_FRESH = Duration.ofMinutes(5);

    private final JdbcClient db;
    private final PartyLinks digits;
    private final Notices notices;
    private final Phrases phrases;
    private final Clock clock;

    Codes(JdbcClient db, PartyLinks digits, Notices notices, Phrases phrases, Clock clock) {
        this.db = db;
        this.digits = digits;
        this.notices = notices;
        this.phrases = phrases;
        this.clock = clock;
    }

    /** What became of a code that was entered. */
    enum Result {
        DONE,
        /** It was used before: what it was for is recorded, once. */
        DONE_BEFORE,
        WRONG,
        TOO_OFTEN_WRONG,
        EXPIRED,
        /** It was made for another act, other values or another party. */
        FOR_SOMETHING_ELSE
    }

    private record Code(
            UUID id,
            String act,
            String fingerprint,
            Instant expiresAt,
            int attempts,
            @Nullable Instant usedAt) {}

    /** The code for this act: a new one, mailed, unless the last is fresh and {@code again} is not asked for. */
    @Transactional
    public UUID issue(Matter matter, Act act, Form form, boolean again) {
        var link = matter.visit().link();
        lockLink(link);
        var fingerprint = form.fingerprint(act.name());
        var fresh = again ? Optional.<UUID>empty() : fresh(link, fingerprint);
        if (fresh.isPresent()) return fresh.get();
        requireNotTooMany(link);
        var id = Ids.next();
        var until = clock.now().plus(LIFETIME);
        db.sql("insert into one_time_code (id, link_id, act, fingerprint, created_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        link,
                        act.name(),
                        fingerprint,
                        clock.now().atOffset(ZoneOffset.UTC),
                        until.atOffset(ZoneOffset.UTC))
                .update();
        notices.record(List.of(notice(matter, act, id, until)));
        return id;
    }

    /** Carries the act out in this transaction if the code is right; who is refused can use the code again. */
    @Transactional
    public Result confirm(Visit visit, UUID id, Act act, Form form, String typed, Runnable carryOut) {
        var code = lock(visit.link(), id).orElse(null);
        if (code == null
                || !code.act().equals(act.name())
                || !code.fingerprint().equals(form.fingerprint(act.name()))) return Result.FOR_SOMETHING_ELSE;
        if (code.usedAt() != null) return Result.DONE_BEFORE;
        if (!clock.now().isBefore(code.expiresAt())) return Result.EXPIRED;
        if (code.attempts() >= MOST_WRONG) return Result.TOO_OFTEN_WRONG;
        if (!Signatures.same(digits.code(id), typed.replaceAll("\\s", ""))) return wrong(code);
        carryOut.run();
        db.sql("update one_time_code set used_at = parley.now() where id = ?")
                .param(id)
                .update();
        return Result.DONE;
    }

    private Result wrong(Code code) {
        db.sql("update one_time_code set attempts = attempts + 1 where id = ?")
                .param(code.id())
                .update();
        return code.attempts() + 1 < MOST_WRONG ? Result.WRONG : Result.TOO_OFTEN_WRONG;
    }

    private Notice notice(Matter matter, Act act, UUID code, Instant until) {
        var party = matter.contract().party(matter.side());
        return new Notice(
                Kind.ONE_TIME_CODE,
                new Recipient(matter.side().name(), party.name(), party.email(), party.zone()),
                matter.milestone().id(),
                act.subject(matter),
                null,
                List.of(Premise.notAfter(code, until)),
                Map.of(
                        "code",
                        code.toString(),
                        "act",
                        phrases.of(act.name() + ".what", matter.other()),
                        "until",
                        until,
                        "milestone",
                        matter.milestone().title(),
                        "contract",
                        matter.contract().title(),
                        "other",
                        matter.other()));
    }

    /** Who asks twice at once waits here, and gets the code of the first. */
    private void lockLink(UUID link) {
        db.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))")
                .param("code " + link)
                .query((row, n) -> n)
                .list();
    }

    private Optional<UUID> fresh(UUID link, String fingerprint) {
        return db.sql("select id from one_time_code where link_id = ? and fingerprint = ? and used_at is null"
                        + " and attempts < ? and created_at > ? order by created_at desc limit 1")
                .params(
                        link,
                        fingerprint,
                        MOST_WRONG,
                        clock.now().minus(STILL_FRESH).atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .optional();
    }

    private void requireNotTooMany(UUID link) {
        var hourAgo = clock.now().minus(Duration.ofHours(1));
        var made = db.sql("select created_at from one_time_code where link_id = ? and created_at > ?"
                        + " order by created_at desc limit ?")
                .params(link, hourAgo.atOffset(ZoneOffset.UTC), MOST_PER_HOUR)
                .query(OffsetDateTime.class)
                .list();
        if (made.size() < MOST_PER_HOUR) return;
        var oldest = made.get(made.size() - 1).toInstant();
        throw new TooMany(Duration.between(hourAgo, oldest));
    }

    private Optional<Code> lock(UUID link, UUID id) {
        return db.sql("select * from one_time_code where id = ? and link_id = ? for update")
                .params(id, link)
                .query(Codes::read)
                .optional();
    }

    private static Code read(ResultSet row, int n) throws SQLException {
        var used = row.getObject("used_at", OffsetDateTime.class);
        return new Code(
                row.getObject("id", UUID.class),
                row.getString("act"),
                row.getString("fingerprint"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getInt("attempts"),
                used == null ? null : used.toInstant());
    }
}
