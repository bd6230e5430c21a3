package dev.parley.api;

import dev.parley.ledger.Transfer;
import dev.parley.shared.Actor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A movement of money as it stands in the book; its postings sum to zero (ESC-1). */
record TransferView(
        String reference,
        String purpose,
        Instant at,
        Actor actor,
        @Nullable String reverses,
        List<Transfer.Posting> postings) {
    static TransferView of(Transfer transfer) {
        return new TransferView(
                transfer.reference(),
                transfer.purpose(),
                transfer.at(),
                transfer.actor(),
                transfer.reverses(),
                transfer.postings());
    }
}
