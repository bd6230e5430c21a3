package dev.parley.api;

import dev.parley.deadline.Deadlines;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Sent;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.journal.Journal;
import dev.parley.ledger.Book;
import dev.parley.ledger.Transfer;
import dev.parley.shared.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads what was recorded of a case: its events, windows, notices and money, oldest first. */
@Component
@Transactional(readOnly = true)
class DisputeRecords {
    private final Access access;
    private final Disputes disputes;
    private final Journal journal;
    private final Deadlines deadlines;
    private final Notices notices;
    private final Book book;
    private final Clock clock;

    DisputeRecords(
            Access access,
            Disputes disputes,
            Journal journal,
            Deadlines deadlines,
            Notices notices,
            Book book,
            Clock clock) {
        this.access = access;
        this.disputes = disputes;
        this.journal = journal;
        this.deadlines = deadlines;
        this.notices = notices;
        this.book = book;
        this.clock = clock;
    }

    List<Journal.Entry> timeline(Caller caller, UUID id) {
        return journal.of(access.dispute(caller, id).id());
    }

    List<DeadlineView> deadlines(Caller caller, UUID id) {
        var now = clock.now();
        return deadlines.of(access.dispute(caller, id).id()).stream()
                .map(deadline -> DeadlineView.of(deadline, now))
                .toList();
    }

    List<Sent> notices(Caller caller, UUID id) {
        return notices.of(access.dispute(caller, id).id());
    }

    List<TransferView> ledger(Caller caller, UUID id) {
        var dispute = access.dispute(caller, id);
        var next = filedAfter(dispute);
        return book.transfers(dispute.milestone()).stream()
                .filter(transfer -> isOf(dispute, next, transfer))
                .map(TransferView::of)
                .toList();
    }

    /** A milestone has one case at a time: until the next is filed, every hold on it is this one's. */
    private static boolean isOf(Dispute dispute, Instant next, Transfer transfer) {
        var inItsTime =
                !transfer.at().isBefore(dispute.filedAt()) && transfer.at().isBefore(next);
        return transfer.postings().stream().anyMatch(posting -> switch (posting.account()) {
            case HELD -> inItsTime;
            case ARBITRATION_HELD -> posting.ref().equals(dispute.id());
            default -> false;
        });
    }

    private Instant filedAfter(Dispute dispute) {
        return disputes.of(dispute.milestone()).stream()
                .map(Dispute::filedAt)
                .filter(filed -> filed.isAfter(dispute.filedAt()))
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }
}
