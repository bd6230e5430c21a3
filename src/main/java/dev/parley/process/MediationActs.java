package dev.parley.process;

import dev.parley.contract.Contracts;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.delivery.Phrase;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Document.Decision;
import dev.parley.dispute.Document.Proposal;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.mediation.AssignmentEnd;
import dev.parley.mediation.Assignments;
import dev.parley.mediation.ReasonCode;
import dev.parley.mediation.Verdict;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import dev.parley.shared.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What mediators and parties do from the decline to the decisions: one act, one transaction each. */
@Component
@Transactional
public class MediationActs {
    private final Contracts contracts;
    private final Assignments assignments;
    private final Mediators mediators;
    private final Staff staff;
    private final CaseFile file;
    private final Deadlines deadlines;
    private final Windows windows;
    private final Journal journal;
    private final Texts texts;
    private final Engine engine;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    MediationActs(
            Contracts contracts,
            Assignments assignments,
            Mediators mediators,
            Staff staff,
            CaseFile file,
            Deadlines deadlines,
            Windows windows,
            Journal journal,
            Texts texts,
            Engine engine,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.contracts = contracts;
        this.assignments = assignments;
        this.mediators = mediators;
        this.staff = staff;
        this.file = file;
        this.deadlines = deadlines;
        this.windows = windows;
        this.journal = journal;
        this.texts = texts;
        this.engine = engine;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** RES-1: the assignee proposes; the amount is a decimal in major units. The same task as in Tasklist. */
    public void propose(
            UUID caseId,
            String amountToFreelancer,
            ReasonCode code,
            String reasons,
            @Nullable String outsideOffers,
            Actor mediator) {
        acting.as(mediator, () -> {
            cases.lock(caseId).dispute().requireStage(Stage.MEDIATION);
            var posted = new HashMap<String, Object>();
            posted.put(NonBindingResolutionProcess.AMOUNT_TO_FREELANCER, amountToFreelancer);
            posted.put(NonBindingResolutionProcess.REASON_CODE, code.name());
            posted.put(NonBindingResolutionProcess.REASONS, reasons);
            posted.put(NonBindingResolutionProcess.OUTSIDE_OFFERS, outsideOffers);
            engine.complete(engine.task(NonBindingResolutionProcess.PROPOSE_RESOLUTION, caseId), posted);
            return caseId;
        });
    }

    /** RES-2: the assignee hands the case back with a reason; it is assigned anew, never to them again. */
    public void handBack(UUID caseId, String reason, Actor mediator) {
        acting.as(mediator, () -> {
            var c = cases.lock(caseId);
            c.dispute().requireStage(Stage.MEDIATION);
            if (assignments.current(caseId).filter(mediator.id()::equals).isEmpty())
                throw Refused.forbidden("not-assigned", "only the assignee hands a case back");
            assignAnew(c, reason, "case.handed-back", AssignmentEnd.HANDED_BACK);
            return caseId;
        });
    }

    /** RES-2: operations or a lead mediator take the case from its mediator, with a reason; it is assigned anew. */
    public void reassign(UUID caseId, String reason, Actor by) {
        acting.as(by, () -> {
            if (!staff.isMember(by.id(), Staff.OPERATIONS) && !staff.isMember(by.id(), Staff.LEAD_MEDIATORS))
                throw Refused.forbidden("operations-only", "cases are reassigned by operations and lead mediators");
            var c = cases.lock(caseId);
            c.dispute().requireStage(Stage.MEDIATION);
            assignAnew(c, reason, "case.reassigned", AssignmentEnd.REASSIGNED);
            return caseId;
        });
    }

    private void assignAnew(Cases.Case c, String reason, String event, AssignmentEnd because) {
        var kept = texts.keep(c.id(), reason);
        journal.append(new CaseEvent(c.id(), event, acting.actor(), Map.of("reason", kept.sha256())));
        var assigned = mediators.reassign(c, because);
        engine.assign(engine.task(NonBindingResolutionProcess.PROPOSE_RESOLUTION, c.id()), assigned.orElse(null));
    }

    /** RES-2: a mediator declares an interest in one side of a contract, for all its cases. */
    public void declareInterest(UUID contractId, Side side, Actor mediator) {
        if (!staff.isMember(mediator.id(), Staff.MEDIATORS) && !staff.isMember(mediator.id(), Staff.LEAD_MEDIATORS))
            throw Refused.forbidden("mediators-only", "interests are declared by mediators");
        var contract = contracts.find(contractId).orElseThrow(() -> Refused.notFound("contract-unknown", contractId));
        assignments.declareInterest(mediator.id(), contract.party(side).id());
    }

    /** RES-3: a party accepts or rejects the proposal that it saw (DIS-13); it can't be taken back. */
    public void decide(UUID caseId, Side side, int proposalVersion, boolean accepted, Actor by) {
        acting.as(Cases.party(by, side), () -> {
            var c = cases.lock(caseId);
            c.dispute().requireStage(Stage.DECISIONS);
            var proposal = file.find(caseId, Document.Kind.PROPOSAL, String.valueOf(proposalVersion), Proposal.class)
                    .orElseThrow(() -> Refused.conflict(
                            "version-stale", "there is no proposal " + proposalVersion + " to decide on"));
            windows.requireOpen(caseId, Rule.DECISIONS);
            file.seal(caseId, new Decision(side, proposalVersion, accepted));
            journal.append(new CaseEvent(
                    caseId,
                    accepted ? "proposal.accepted" : "proposal.rejected",
                    acting.actor(),
                    Map.of("by", side.name(), "proposal", proposalVersion)));
            follow(c, side, proposal);
            return caseId;
        });
    }

    /** The first of two acceptances only tells the other side; the decisive act moves the engine. */
    private void follow(Cases.Case c, Side side, Proposal proposal) {
        switch (Verdict.of(file.all(c.id(), Document.Kind.DECISION, Decision.class))) {
            case OPEN -> tellFirst(c, side);
            case ACCEPTED -> {
                c.dispute().proposalAccepted(Split.between(c.amount(), proposal.toFreelancer()));
                decided(c, true);
            }
            case REJECTED -> decided(c, false);
        }
    }

    /** The reminders of this window are there since the proposal. */
    private void tellFirst(Cases.Case c, Side side) {
        var deadline = deadlines.current(c.id(), Rule.DECISIONS).orElseThrow();
        var number = c.dispute().number();
        tell.each(
                side,
                News.of(
                        Kind.DECISION_RECEIPT,
                        c,
                        Map.of(
                                "caseNumber",
                                number,
                                "decision",
                                Phrase.of("decision.accepted"),
                                "answerBy",
                                deadline.dueAt())),
                News.of(
                                Kind.DECISION_MADE,
                                c,
                                Map.of("caseNumber", number, "who", side, "decision", Phrase.of("decision.accepted")))
                        .naming(deadline)
                        .provided(Fact.AWAITS, deadline.id(), side.other()));
    }

    private void decided(Cases.Case c, boolean resolved) {
        windows.meet(c.id(), Rule.DECISIONS);
        engine.message(
                NonBindingResolutionProcess.DECISIONS_MADE,
                c.id(),
                Map.of(NonBindingResolutionProcess.RESOLVED, resolved));
    }
}
