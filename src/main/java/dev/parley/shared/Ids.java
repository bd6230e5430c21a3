package dev.parley.shared;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Ids of everything Parley keeps: UUID version 7 (RFC 9562), so that indexes grow at their end. */
public final class Ids {
    private static final TimeBasedEpochGenerator VERSION_7 = Generators.timeBasedEpochGenerator();

    private Ids() {}

    public static UUID next() {
        return VERSION_7.generate();
    }

    /** Reads an id that a caller sent; what is no UUID is refused as unknown. */
    public static UUID parse(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Refused.notFound(what + "-unknown", text);
        }
    }
}
