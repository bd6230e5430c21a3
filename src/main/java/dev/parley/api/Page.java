package dev.parley.api;

import dev.parley.shared.Refused;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list in its stable order.
 *
 * @param next to be sent as {@code after} for the next page; absent on the last one
 */
record Page<T>(List<T> items, @Nullable UUID next) {
    static final int MOST = 200;
    static final String SIZE = "50";

    /** @param rows reads at most so many */
    static <T> Page<T> of(int limit, IntFunction<List<T>> rows, Function<T, UUID> id) {
        if (limit < 1 || limit > MOST) throw Refused.badInput("limit-range", "limit", "from 1 to " + MOST);
        var found = rows.apply(limit + 1);
        var items = found.stream().limit(limit).toList();
        return new Page<>(items, found.size() > limit ? id.apply(items.get(limit - 1)) : null);
    }
}
