package dev.parley.process;

import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Document.Election;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What follows the Notice of Non-Resolution: one act, one transaction each. */
@Component
@Transactional
public class ArbitrationActs {
    private final CaseFile file;
    private final Deadlines deadlines;
    private final Windows windows;
    private final Ledger ledger;
    private final Journal journal;
    private final Engine engine;
    private final Cases cases;
    private final Acting acting;
    private final Prospects prospects;
    private final Tell tell;

    ArbitrationActs(
            CaseFile file,
            Deadlines deadlines,
            Windows windows,
            Ledger ledger,
            Journal journal,
            Engine engine,
            Cases cases,
            Acting acting,
            Prospects prospects,
            Tell tell) {
        this.file = file;
        this.deadlines = deadlines;
        this.windows = windows;
        this.ledger = ledger;
        this.journal = journal;
        this.engine = engine;
        this.cases = cases;
        this.acting = acting;
        this.prospects = prospects;
        this.tell = tell;
    }

    /** ARB-2: one side goes on, with the contracts system's confirmation that its share was paid, in full. */
    public void elect(UUID caseId, Side side, Money paid, String paymentReference, Actor by) {
        if (by.kind() != Actor.Kind.CONTRACTS_SYSTEM)
            throw Refused.forbidden("payment-unconfirmed", "only the contracts system confirms a paid share");
        acting.as(Cases.party(by, side), () -> {
            var c = cases.lock(caseId);
            c.dispute().requireStage(Stage.ELECTION);
            if (!paid.equals(c.terms().arbitrationShare()))
                throw Refused.badInput(
                        "share-wrong",
                        "paid",
                        "one party's share is " + c.terms().arbitrationShare());
            windows.requireOpen(caseId, Rule.ELECTION);
            file.seal(caseId, new Election(side, paid, paymentReference));
            ledger.takeArbitrationShare(
                    "arbitration-share:" + c.contract().system() + ":" + paymentReference,
                    c.escrow(),
                    caseId,
                    paid,
                    acting.actor());
            journal.append(new CaseEvent(
                    caseId, "arbitration.elected", acting.actor(), Map.of("by", side.name(), "share", paid)));
            follow(c, side);
            return caseId;
        });
    }

    private void follow(Cases.Case c, Side side) {
        if (file.all(c.id(), Document.Kind.ELECTION, Election.class).size() == 2) {
            windows.meet(c.id(), Rule.ELECTION);
            engine.message(ArbitrationProcess.BOTH_ELECTED, c.id(), Map.of());
        } else {
            tellFirst(c, side);
        }
    }

    /** The reminders of this window are there since the Notice. */
    private void tellFirst(Cases.Case c, Side side) {
        var deadline = deadlines.current(c.id(), Rule.ELECTION).orElseThrow();
        var number = c.dispute().number();
        var prospect = prospects.of(c.milestone(), c.terms(), c.amount());
        tell.each(
                side,
                News.of(
                        Kind.ELECTION_RECEIPT,
                        c,
                        Map.of(
                                "caseNumber", number,
                                "share", c.terms().arbitrationShare(),
                                "answerBy", deadline.dueAt(),
                                "ifOne", prospect.ifOne())),
                News.of(Kind.ELECTION_MADE, c, Map.of("caseNumber", number, "who", side))
                        .during(deadline));
    }

    /** ARB-5: the first person enters the award; the amount is a decimal in major units. */
    public void enterAward(UUID caseId, String amountToFreelancer, String reference, Actor operations) {
        acting.as(operations, () -> {
            cases.lock(caseId).dispute().requireStage(Stage.ARBITRATION);
            engine.complete(
                    engine.task(ArbitrationProcess.ENTER_AWARD, caseId),
                    Map.of(
                            ArbitrationProcess.AMOUNT_TO_FREELANCER, amountToFreelancer,
                            ArbitrationProcess.AWARD_REFERENCE, reference));
            return caseId;
        });
    }

    /**
     * ARB-5: the second person confirms the award that they saw (DIS-13), and it is carried out; or rejects it, and it
     * is entered anew.
     */
    public void confirmAward(UUID caseId, int award, boolean confirmed, @Nullable String remark, Actor operations) {
        var posted = new HashMap<String, Object>();
        var said = confirmed ? AwardTasks.Confirmation.CONFIRM : AwardTasks.Confirmation.REJECT;
        posted.put(ArbitrationProcess.CONFIRMATION, said.name());
        if (remark != null) posted.put(ArbitrationProcess.REMARK, remark);
        acting.as(operations, () -> {
            cases.lock(caseId).dispute().requireStage(Stage.ARBITRATION);
            var last =
                    file.all(caseId, Document.Kind.AWARD, Document.Award.class).size();
            if (award != last)
                throw Refused.conflict("version-stale", "award " + award + " was answered, the last is " + last);
            engine.complete(engine.task(ArbitrationProcess.CONFIRM_AWARD, caseId), posted);
            return caseId;
        });
    }
}
