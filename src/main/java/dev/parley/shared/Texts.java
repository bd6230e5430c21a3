package dev.parley.shared;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What people wrote, and their names: kept in rows of their own. Everything sealed or chained carries only the
 * salted hash, so that a text can be erased one day and the chain still verifies (AUD-3).
 */
@Component
public class Texts {
    /** The longest text that is kept, in characters. */
    public static final int LONGEST = 100_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private final JdbcClient db;

    Texts(JdbcClient db) {
        this.db = db;
    }

    /** Names a kept text and binds its content: SHA-256, in hex, over a random salt of 16 bytes and the UTF-8 text. */
    public record Ref(UUID id, String sha256) {}

    private record Body(UUID id) {}

    /** Keeps a text for a case, a milestone or a contract; one that is too long is refused. */
    public Ref keep(UUID owner, String text) {
        if (text.length() > LONGEST)
            throw Refused.badInput("too-long", "text", "a text has at most " + LONGEST + " characters");
        var salt = new byte[16];
        RANDOM.nextBytes(salt);
        var ref = new Ref(Ids.next(), hash(salt, text));
        db.sql("insert into kept_text (id, owner, salt, body) values (?, ?, ?, ?)")
                .params(ref.id(), owner, salt, text)
                .update();
        Unchanging.written(new Body(ref.id()), text);
        return ref;
    }

    /** Names a text that was kept before. */
    public Ref ref(UUID id) {
        return db.sql("select salt, body from kept_text where id = ?")
                .param(id)
                .query((row, n) -> new Ref(id, hash(row.getBytes("salt"), row.getString("body"))))
                .single();
    }

    public String read(UUID id) {
        return Unchanging.known(
                new Body(id),
                String.class,
                () -> db.sql("select body from kept_text where id = ?")
                        .param(id)
                        .query(String.class)
                        .single());
    }

    /** Reads many texts in one round trip. */
    public Map<UUID, String> read(Collection<UUID> ids) {
        return db
                .sql("select id, body from kept_text where id = any(?)")
                .param(ids.toArray(UUID[]::new))
                .query((row, n) -> Map.entry(row.getObject("id", UUID.class), row.getString("body")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static String hash(byte[] salt, String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(salt);
            return HexFormat.of().formatHex(sha.digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
