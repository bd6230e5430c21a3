package dev.parley.process;

import dev.parley.delivery.FailedNotices;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Sent;
import dev.parley.journal.Journal;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Heard;
import dev.parley.shared.NoticeFailures;
import dev.parley.shared.Refused;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the contracts system says became of a notice (NOT-4); said again, it changes nothing. */
@Component
@Transactional
public class NoticeActs {
    private final Notices notices;
    private final FailedNotices failed;
    private final NoticeFailures failures;
    private final Heard heard;
    private final Journal journal;
    private final Cases cases;
    private final Acting acting;

    NoticeActs(
            Notices notices,
            FailedNotices failed,
            NoticeFailures failures,
            Heard heard,
            Journal journal,
            Cases cases,
            Acting acting) {
        this.notices = notices;
        this.failed = failed;
        this.failures = failures;
        this.heard = heard;
        this.journal = journal;
        this.cases = cases;
        this.acting = acting;
    }

    /** An accepted notice came back; reported after the deadline, it is recorded and changes nothing. */
    public void bounced(UUID id, String reason, Actor by) {
        acting.as(by, () -> {
            var notice = lock(id);
            if (notice.sent().state() != Sent.State.ACCEPTED)
                throw Refused.conflict("notice-not-sent", "no mail server has accepted this notice");
            if (notices.bounced(id, reason)) {
                append(notice, "notice.bounced");
                failed.find(id).ifPresent(this::show);
            }
            return id;
        });
    }

    /** To people it is the same as one that no mail server took (NOT-3). */
    private void show(FailedNotices.Failed notice) {
        failures.failed(notice.id(), notice.subject(), notice.kind() + " to " + notice.role() + ": " + notice.why());
    }

    /** Its recipient has it, by whatever way: in an extended window, that may bring the end forward. */
    public void acknowledged(UUID id, Actor by) {
        acting.as(by, () -> {
            var notice = lock(id);
            var deadline = notice.deadline();
            if (deadline == null) acknowledge(notice);
            else heard.of(deadline, () -> acknowledge(notice));
            return id;
        });
    }

    private void acknowledge(Notices.About notice) {
        if (notices.acknowledged(notice.sent().id())) append(notice, "notice.acknowledged");
    }

    /** Read again behind the lock, so that of two who say the same the second is told what is known. */
    private Notices.About lock(UUID id) {
        var milestone = notices.find(id)
                .orElseThrow(() -> Refused.notFound("notice-unknown", id))
                .milestone();
        cases.lockMilestone(milestone);
        return notices.find(id).orElseThrow();
    }

    private void append(Notices.About notice, String type) {
        var sent = notice.sent();
        journal.append(new CaseEvent(
                notice.milestone(),
                type,
                acting.actor(),
                Map.of("notice", sent.id(), "kind", sent.kind().name(), "role", sent.role())));
    }
}
