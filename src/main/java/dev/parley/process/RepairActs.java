package dev.parley.process;

import dev.parley.contract.AddressCorrections;
import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.Party;
import dev.parley.delivery.FailedNotices;
import dev.parley.delivery.FailedNotices.Failed;
import dev.parley.dispute.Disputes;
import dev.parley.journal.Journal;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.StillHolds;
import dev.parley.shared.Texts;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What operations do about notices that did not arrive (NOT-3, DOR-4): one act, one transaction each. */
@Component
@Transactional
public class RepairActs {
    private final FailedNotices notices;
    private final AddressCorrections corrections;
    private final Milestones milestones;
    private final Disputes disputes;
    private final NoticeIncidents incidents;
    private final StillHolds stillHolds;
    private final Staff staff;
    private final Journal journal;
    private final Texts texts;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    RepairActs(
            FailedNotices notices,
            AddressCorrections corrections,
            Milestones milestones,
            Disputes disputes,
            NoticeIncidents incidents,
            StillHolds stillHolds,
            Staff staff,
            Journal journal,
            Texts texts,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.notices = notices;
        this.corrections = corrections;
        this.milestones = milestones;
        this.disputes = disputes;
        this.incidents = incidents;
        this.stillHolds = stillHolds;
        this.staff = staff;
        this.journal = journal;
        this.texts = texts;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** Sends the notice again, to the same address; empty if what it says no longer holds, and nothing is sent. */
    public Optional<UUID> repeat(UUID notice, Actor operations) {
        return acting.as(operations, () -> {
            lock(notice);
            var failed = failed(notice);
            var anew = sendAgain(failed, failed.address());
            append(failed, "notice.repeated", Map.of("notice", notice, "sent", anew.isPresent()));
            return anew;
        });
    }

    /** The first person says what the party's address should be; returns the number of the correction. */
    public int propose(UUID notice, String address, Actor operations) {
        return acting.as(operations, () -> {
            var milestone = lock(notice);
            var failed = failed(notice);
            var number = corrections.propose(notice, party(milestone, failed), address, operations.id());
            append(failed, "address.correction-proposed", Map.of("notice", notice, "correction", number));
            return number;
        });
    }

    /** The second person confirms the correction that they saw, and all that failed for the party is sent anew; or rejects it. */
    public void decide(UUID notice, int number, boolean confirmed, Actor operations) {
        acting.as(operations, () -> {
            var milestone = lock(notice);
            var correction = corrections.last(notice).orElseThrow(() -> Refused.notFound("correction-unknown", number));
            correction.requireDecidableBy(operations.id(), number);
            var failed = failed(notice);
            corrections.decide(correction, confirmed, operations.id());
            append(
                    failed,
                    confirmed ? "address.correction-confirmed" : "address.correction-rejected",
                    Map.of("notice", notice, "correction", number, "proposedBy", correction.proposedBy()));
            if (confirmed) correct(milestone, failed, correction.address());
            return notice;
        });
    }

    private void correct(Milestone milestone, Failed failed, String address) {
        var party = party(milestone, failed);
        var side = failed.side().orElseThrow();
        var former = party.email();
        party.reachedAt(address);
        var contract = milestone.contract().id();
        journal.append(new CaseEvent(
                contract,
                "party.address-corrected",
                acting.actor(),
                Map.of(
                        "side", side.name(),
                        "party", party.id(),
                        "before", texts.keep(contract, former).sha256(),
                        "after", texts.keep(contract, address).sha256())));
        tell.corrected(side, milestone, failed.subject(), former);
        for (var other : notices.to(failed.address())) if (isFor(party, other)) sendAgain(other, address);
    }

    /** A notice whose subject has moved on is not sent again (NOT-2), and nobody need look after it any more. */
    private Optional<UUID> sendAgain(Failed failed, String address) {
        incidents.mended(failed.id());
        if (failed.premises().stream().allMatch(stillHolds::stillHolds)) return notices.sendAgain(failed.id(), address);
        notices.lapsed(failed.id());
        return Optional.empty();
    }

    private boolean isFor(Party party, Failed failed) {
        return failed.side().isPresent()
                && milestones
                        .findById(failed.milestone())
                        .map(milestone -> party(milestone, failed).id().equals(party.id()))
                        .orElse(false);
    }

    private Milestone lock(UUID notice) {
        requireOperations();
        return cases.lockMilestone(
                notices.milestone(notice).orElseThrow(() -> Refused.notFound("notice-unknown", notice)));
    }

    private Failed failed(UUID notice) {
        return notices.find(notice)
                .orElseThrow(() -> Refused.conflict(
                        "not-failed", "the notice has not failed, or somebody has dealt with it meanwhile"));
    }

    private static Party party(Milestone milestone, Failed failed) {
        Side side = failed.side()
                .orElseThrow(() -> Refused.conflict(
                        "not-a-party", "staff have their addresses in Camunda's Admin: correct it there, then repeat"));
        return milestone.contract().party(side);
    }

    private void requireOperations() {
        if (!staff.isMember(acting.actor().id(), Staff.OPERATIONS))
            throw Refused.forbidden("operations-only", "notices are mended by operations");
    }

    private void append(Failed failed, String type, Map<String, Object> facts) {
        var stream = disputes.find(failed.subject()).isPresent() ? failed.subject() : failed.milestone();
        journal.append(new CaseEvent(stream, type, acting.actor(), facts));
    }
}
