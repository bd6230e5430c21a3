package dev.parley.delivery;

import dev.parley.shared.Premise;
import dev.parley.shared.Side;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        @Nullable UUID milestone,
        UUID subject,
        @Nullable UUID deadline,
        @Nullable Instant dueAt,
        List<Premise> premises,
        Map<String, String> facts,
        Instant recordedAt,
        int attempts,
        byte @Nullable [] message) {
    /** The party that it is for; empty for staff. */
    Optional<Side> side() {
        return Arrays.stream(Side.values())
                .filter(side -> side.name().equals(role))
                .findFirst();
    }

    /** The same with this fact in other words. */
    Delivery saying(String fact, String words) {
        var others = new HashMap<>(facts);
        others.put(fact, words);
        return new Delivery(
                id,
                kind,
                role,
                name,
                address,
                milestone,
                subject,
                deadline,
                dueAt,
                premises,
                Map.copyOf(others),
                recordedAt,
                attempts,
                message);
    }
}
