package dev.parley.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a contracts system is told of its events.
 *
 * @param types of events that it asked for; none: all
 * @param disabledBecause it said so, or answered 410
 * @param failingSince when its first attempt failed after the last that did not
 */
public record WebhookEndpoint(
        UUID id,
        String url,
        String description,
        List<String> types,
        boolean enabled,
        @Nullable String disabledBecause,
        @Nullable Instant disabledAt,
        Instant createdAt,
        @Nullable Instant failingSince) {}
