package dev.parley.shared;

import java.util.UUID;

/** Is told of each notice that fails for good, in the transaction that records it, so that people see it (NOT-3). */
public interface NoticeFailures {
    /** A notice about this review, claim window or case will not arrive unless somebody mends it; {@code why} in words. */
    void failed(UUID notice, UUID subject, String why);
}
