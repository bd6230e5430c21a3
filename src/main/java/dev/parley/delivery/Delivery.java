package dev.parley.delivery;

import dev.parley.shared.Premise;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A recorded notice on its way out, its facts in words. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Delivery(
        UUID id,
        Kind kind,
        String role,
        String name,
        String address,
        UUID subject,
        @Nullable UUID deadline,
        @Nullable Instant dueAt,
        List<Premise> premises,
        Map<String, String> facts,
        Instant recordedAt,
        int attempts,
        byte @Nullable [] message) {
    /** The same notice, with other facts. */
    Delivery with(Map<String, String> others) {
        return new Delivery(
                id,
                kind,
                role,
                name,
                address,
                subject,
                deadline,
                dueAt,
                premises,
                others,
                recordedAt,
                attempts,
                message);
    }
}
