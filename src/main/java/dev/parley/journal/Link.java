package dev.parley.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * An event as a link of its chain. Its hash is the SHA-256, in lower-case hex, of these lines in UTF-8, joined by line
 * feeds with none at the end: previous hash, stream, seq, id, type, actor kind, actor, at, facts. {@code at} is written
 * like {@code 2026-01-31T09:05:00.000Z}, facts are the very JSON that is kept. The first event's previous hash is the SHA-256
 * of the stream's id as text, so that no chain can be shown as another's (AUD-1, AUD-2).
 */
record Link(
        UUID id,
        int seq,
        String type,
        String actorKind,
        String actor,
        String facts,
        Instant at,
        String previousHash,
        String hash) {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Whether the links, in their order, are the whole chain of the stream that ends with the head's hash. */
    static boolean chain(UUID stream, List<Link> links, String head) {
        var before = genesis(stream);
        for (var seq = 1; seq <= links.size(); seq++) {
            var link = links.get(seq - 1);
            if (link.seq != seq || !link.previousHash.equals(before) || !link.hash.equals(link.recomputed(stream)))
                return false;
            before = link.hash;
        }
        return before.equals(head);
    }

    static String genesis(UUID stream) {
        return sha256(stream.toString());
    }

    private String recomputed(UUID stream) {
        return sha256(String.join(
                "\n",
                previousHash,
                stream.toString(),
                String.valueOf(seq),
                id.toString(),
                type,
                actorKind,
                actor,
                MILLIS.format(at),
                facts));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
