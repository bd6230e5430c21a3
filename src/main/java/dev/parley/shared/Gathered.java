package dev.parley.shared;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What a transaction writes in one round trip, in the order in which it came: before its commit, or before it reads the
 * like. Without a transaction it is written at once.
 */
public final class Gathered<T> {
    private final Consumer<List<T>> write;
    private final PerTransaction<List<T>> gathered = new PerTransaction<>(ArrayList::new, this::writeAll);

    public Gathered(Consumer<List<T>> write) {
        this.write = write;
    }

    public void add(List<T> items) {
        gathered.current().ifPresentOrElse(all -> all.addAll(items), () -> write.accept(items));
    }

    /** Writes what has come so far, so that this transaction can read it. */
    public void flush() {
        gathered.current().ifPresent(this::writeAll);
    }

    private void writeAll(List<T> all) {
        if (all.isEmpty()) return;
        var items = List.copyOf(all);
        all.clear();
        write.accept(items);
    }
}
