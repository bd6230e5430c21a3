package dev.parley.process;

import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.deadline.Window;
import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Document.Decision;
import dev.parley.dispute.Document.Proposal;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.ledger.Book;
import dev.parley.mediation.AssignmentEnd;
import dev.parley.mediation.Corridor;
import dev.parley.mediation.ReasonCode;
import dev.parley.mediation.Verdict;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Place;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import dev.parley.shared.Texts;
import dev.parley.shared.Words;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/non-binding-resolution.bpmn}, from the proposal on; {@link MediatorTasks} has those before. */
@Configuration(proxyBeanMethods = false)
class NonBindingResolutionTasks {
    private final Mediators mediators;
    private final CaseFile file;
    private final Corridors corridors;
    private final Deadlines deadlines;
    private final Book book;
    private final Journal journal;
    private final Texts texts;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    NonBindingResolutionTasks(
            Mediators mediators,
            CaseFile file,
            Corridors corridors,
            Deadlines deadlines,
            Book book,
            Journal journal,
            Texts texts,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.mediators = mediators;
        this.file = file;
        this.corridors = corridors;
        this.deadlines = deadlines;
        this.book = book;
        this.journal = journal;
        this.texts = texts;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** RES-1, RES-6: what Tasklist and the API send passes the same checks; a refusal leaves the task open. */
    @Bean
    @InModel
    JavaDelegate recordProposal() {
        return acting.refusing(at -> {
            var c = cases.lock(Cases.subject(at));
            var posted = PostedProposal.take(at);
            c.dispute().requireStage(Stage.MEDIATION);
            mediators.requireAssignee(c, acting.actor().id());
            var amount = Money.parse(
                    posted.amount(), c.contract().currency(), NonBindingResolutionProcess.AMOUNT_TO_FREELANCER);
            var split = Split.between(c.amount(), amount);
            requireReasonOutside(corridors.of(c), posted, amount);
            var reasons = texts.keep(c.id(), posted.reasons());
            var code = posted.mainReason().name();
            seal(c, new Proposal(1, acting.actor().id(), split.toFreelancer(), split.toClient(), code, reasons));
        });
    }

    /** RES-1: whoever leaves what the parties last offered says why. */
    private static void requireReasonOutside(Corridor corridor, PostedProposal posted, Money amount) {
        if (!corridor.contains(amount) && posted.outsideOffers() == null)
            throw Refused.badInput(
                    "reason-needed",
                    NonBindingResolutionProcess.OUTSIDE_OFFERS,
                    amount + " is outside of what the parties last offered (" + corridor.low() + " to "
                            + corridor.high() + "): say why");
    }

    private void seal(Cases.Case c, Proposal proposal) {
        file.seal(c.id(), proposal);
        mediators.endAssignment(c, AssignmentEnd.PROPOSED);
        deadlines.conclude(c.id(), Rule.PROPOSAL, Rule.PROPOSAL_REASSIGNMENT);
        c.dispute().proposed();
        var deadline = deadlines.open(
                c.id(),
                Window.endOfLocalDay(
                        Rule.DECISIONS,
                        cases.now(),
                        c.terms().decisionDays(),
                        places(c),
                        c.terms().version()));
        journal.append(new CaseEvent(
                c.id(),
                "proposal.made",
                acting.actor(),
                Map.of(
                        "toFreelancer", proposal.toFreelancer(),
                        "toClient", proposal.toClient(),
                        "reasonCode", proposal.reasonCode(),
                        "reasons", proposal.reasons().sha256(),
                        "deadline", deadline.dueAt())));
    }

    /** RES-3. */
    @Bean
    @InModel
    JavaDelegate tellProposal() {
        return at -> {
            var c = cases.at(at);
            var proposal = file.find(c.id(), Document.Kind.PROPOSAL, "1", Proposal.class)
                    .orElseThrow();
            var fee = book.feeFor(
                    c.escrow(), proposal.toFreelancer(), c.contract().serviceFeeRate());
            tell.both(News.of(
                            Kind.PROPOSAL_MADE,
                            c,
                            Map.of(
                                    "caseNumber", c.dispute().number(),
                                    "toFreelancer", proposal.toFreelancer(),
                                    "toClient", proposal.toClient(),
                                    "fee", fee,
                                    "reasonCode", ReasonCode.valueOf(proposal.reasonCode()),
                                    "reasons", texts.read(proposal.reasons().id())))
                    .by(deadlines.current(c.id(), Rule.DECISIONS).orElseThrow()));
        };
    }

    /** RES-5: somebody was silent. */
    @Bean
    @InModel
    JavaDelegate recordMissingDecisions() {
        return at -> {
            var c = cases.at(at);
            var made = file.all(c.id(), Document.Kind.DECISION, Decision.class);
            journal.append(new CaseEvent(
                    c.id(), "decisions.missing", acting.actor(), Map.of("reason", Words.of(Verdict.reason(made)))));
            at.setVariables(Engine.transients(Map.of(NonBindingResolutionProcess.RESOLVED, false)));
        };
    }

    static List<Place> places(Cases.Case c) {
        return List.of(
                c.contract().party(Side.CLIENT).place(),
                c.contract().party(Side.FREELANCER).place());
    }
}
