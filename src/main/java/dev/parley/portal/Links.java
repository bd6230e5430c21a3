package dev.parley.portal;

import dev.parley.shared.Clock;
import dev.parley.shared.PartyDoor;
import dev.parley.shared.PartyLinks;
import dev.parley.shared.Side;
import dev.parley.shared.Signatures;
import dev.parley.shared.SiteAddress;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The links of the parties (DOR-2). A token is the link's random id and its signature, in base64url; only its SHA-256 is
 * kept, and who reads the rows can open nothing.
 */
@Component
class Links implements PartyLinks, PartyDoor {
    private static final String LINK = "link";
    private static final int ID_BYTES = 16;
    private static final int TOKEN_BYTES = ID_BYTES + 32;

    private final JdbcClient db;
    private final Signatures signatures;
    private final Clock clock;
    private final SiteAddress site;
    private final Duration lifetime;

    Links(
            JdbcClient db,
            Signatures signatures,
            Clock clock,
            SiteAddress site,
            @Value("${parley.links.lifetime}") Duration lifetime) {
        this.db = db;
        this.signatures = signatures;
        this.clock = clock;
        this.site = site;
        this.lifetime = lifetime;
    }

    /** A link that opens: neither expired nor revoked. */
    record Link(UUID id, UUID milestone, Side side, Instant expiresAt) {}

    @Override
    public String link(UUID milestone, Side side) {
        return address(open(milestone, side).id());
    }

    @Override
    public Opened open(UUID milestone, Side side) {
        var id = UUID.randomUUID();
        var now = clock.now();
        db.sql("insert into party_link (id, token_sha256, milestone_id, side, created_at, expires_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        Signatures.sha256(token(id)),
                        milestone,
                        side.name(),
                        now.atOffset(ZoneOffset.UTC),
                        now.plus(lifetime).atOffset(ZoneOffset.UTC))
                .update();
        return new Opened(id, now.plus(lifetime));
    }

    @Override
    public String address(UUID link) {
        return site.url() + "/p/" + token(link);
    }

    @Override
    public int shut(UUID milestone, Side side) {
        return db.sql("update party_link set revoked_at = parley.now()"
                        + " where milestone_id = ? and side = ? and revoked_at is null")
                .params(milestone, side.name())
                .update();
    }

    /** Eight digits. */
    @Override
    public String code(UUID code) {
        var number = ByteBuffer.wrap(signatures.of("code", code.toString())).getLong();
        return "%08d".formatted(Long.remainderUnsigned(number, 100_000_000L));
    }

    /** The link of this token, if it still opens: what is not signed by this house costs no query. */
    Optional<Link> byToken(String token) {
        return idOf(token)
                .filter(id -> Signatures.same(token(id), token))
                .flatMap(id -> valid("token_sha256 = ?", Signatures.sha256(token)));
    }

    Optional<Link> find(UUID id) {
        return valid("id = ?", id);
    }

    private Optional<Link> valid(String which, Object value) {
        return db.sql("select id, milestone_id, side, expires_at from party_link where " + which
                        + " and revoked_at is null and expires_at > parley.now()")
                .param(value)
                .query(Links::read)
                .optional();
    }

    private String token(UUID id) {
        var bytes = ByteBuffer.allocate(TOKEN_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(signatures.of(LINK, id.toString()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static Optional<UUID> idOf(String token) {
        try {
            var bytes = Base64.getUrlDecoder().decode(token);
            if (bytes.length != TOKEN_BYTES) return Optional.empty();
            var id = ByteBuffer.wrap(bytes);
            return Optional.of(new UUID(id.getLong(), id.getLong()));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Link read(ResultSet row, int n) throws SQLException {
        return new Link(
                row.getObject("id", UUID.class),
                row.getObject("milestone_id", UUID.class),
                Side.valueOf(row.getString("side")),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }
}
