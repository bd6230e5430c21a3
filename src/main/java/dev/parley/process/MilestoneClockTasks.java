package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.contract.NextClock;
import dev.parley.delivery.Kind;
import dev.parley.delivery.Phrase;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Ending;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.review.Reviews;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.variable.Variables;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks at the end of a review, a case or a contract: the milestone gets its next clock (REV-8). */
@Configuration(proxyBeanMethods = false)
class MilestoneClockTasks {
    static final String MILESTONE_CLOCK = "milestoneClock";

    private final Milestones milestones;
    private final Reviews reviews;
    private final Disputes disputes;
    private final Ledger ledger;
    private final Journal journal;
    private final Engine engine;
    private final Acting acting;
    private final Tell tell;

    MilestoneClockTasks(
            Milestones milestones,
            Reviews reviews,
            Disputes disputes,
            Ledger ledger,
            Journal journal,
            Engine engine,
            Acting acting,
            Tell tell) {
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
        this.ledger = ledger;
        this.journal = journal;
        this.engine = engine;
        this.acting = acting;
        this.tell = tell;
    }

    @Bean
    @InModel
    JavaDelegate chooseMilestoneClock() {
        return at -> {
            var subject = Cases.subject(at);
            var milestone = milestoneOf(at);
            milestone.stop(subject);
            var next = next(milestone, endedCase(at));
            at.setVariables(Engine.transients(Map.of(MILESTONE_CLOCK, next.name())));
        };
    }

    /** REV-8 (b). The review is there before its process, which takes it up by its id. */
    @Bean
    @InModel
    JavaDelegate startReview() {
        return at -> {
            var dispute = disputes.get(Cases.subject(at));
            var milestone = milestoneOf(at);
            var before = reviews.get(dispute.endedReview().orElseThrow());
            var review =
                    reviews.reopen(before.id(), stillToReview(milestone, Optional.of(dispute)), before.termsVersion());
            engine.start(MilestoneReviewProcess.KEY, review.id(), Variables.createVariables());
        };
    }

    /** REV-8 (c). */
    @Bean
    @InModel
    JavaDelegate startClaimWindow() {
        return at -> startClosure(milestoneOf(at), true);
    }

    @Bean
    @InModel
    JavaDelegate refundFreeEscrow() {
        return at -> {
            var milestone = milestoneOf(at);
            if (Cases.subject(at).equals(milestone.clockId())) milestone.stop(Cases.subject(at));
            var free = ledger.free(Cases.escrowOf(milestone));
            ledger.refund(refundOf(at), Cases.escrowOf(milestone), free, acting.actor());
            journal.append(new CaseEvent(
                    milestone.id(), "escrow.refunded", acting.actor(), Map.of("amount", free, "cause", refundOf(at))));
        };
    }

    @Bean
    @InModel
    JavaDelegate tellRefunded() {
        return at -> {
            var milestone = milestoneOf(at);
            var refunded = ledger.transfer(refundOf(at)).toClient();
            tell.both(News.of(
                    Kind.ESCROW_REFUNDED,
                    Cases.subject(at),
                    milestone,
                    Map.of(
                            "amount",
                            refunded,
                            "reason",
                            Phrase.of("refunded."
                                    + (milestone.endedBy() == Side.FREELANCER ? Side.FREELANCER : Side.CLIENT)))));
        };
    }

    /** Closes a milestone of an ended contract: a claim window, or a refund at once. */
    void startClosure(Milestone milestone, boolean claimable) {
        var variables = Engine.transients(Map.of(ContractClosureProcess.CLAIMABLE, claimable));
        variables.putValue(
                ContractClosureProcess.MILESTONE,
                Variables.stringValue(milestone.id().toString()));
        engine.start(ContractClosureProcess.KEY, Ids.next(), variables);
    }

    /** What the milestone will wait for once this case is over: for the mail that says so. */
    NextClock next(Milestone milestone, Optional<Dispute> ended) {
        var withdrawn =
                ended.flatMap(Dispute::ending).filter(Ending.WITHDRAWN::equals).isPresent();
        return NextClock.after(
                milestone.endedBy(),
                () -> ledger.free(Cases.escrowOf(milestone)),
                stillToReview(milestone, ended),
                withdrawn);
    }

    /** DIS-10: what the milestone would wait for if the filing were withdrawn now, and for how much. */
    Withdrawal ifWithdrawn(Milestone milestone, Dispute dispute) {
        var held = dispute.amount(milestone.contract().currency());
        var free = ledger.free(Cases.escrowOf(milestone)).plus(held);
        var review = reviewOf(milestone, dispute, Split.backToEscrow(held)).min(free);
        var next = NextClock.after(milestone.endedBy(), () -> free, review, true);
        return new Withdrawal(next, next == NextClock.REVIEW ? review : free);
    }

    /** What the ended review had been about, less what the case released or refunded; at most what is free. */
    private Money stillToReview(Milestone milestone, Optional<Dispute> ended) {
        var currency = milestone.contract().currency();
        return ended.map(dispute ->
                        reviewOf(milestone, dispute, dispute.split(currency).orElseThrow()))
                .map(rest -> rest.isPositive() ? rest.min(ledger.free(Cases.escrowOf(milestone))) : rest)
                .orElseGet(() -> new Money(0, currency));
    }

    private Money reviewOf(Milestone milestone, Dispute dispute, Split split) {
        return dispute.endedReview()
                .map(reviews::get)
                .map(review -> review.amount(milestone.contract().currency())
                        .minus(split.toFreelancer())
                        .minus(split.toClient()))
                .orElseGet(() -> split.total().zero());
    }

    private Milestone milestoneOf(DelegateExecution at) {
        var subject = Cases.subject(at);
        var id = at.getVariable(ContractClosureProcess.MILESTONE) instanceof String known
                ? UUID.fromString(known)
                : endedCase(at)
                        .map(Dispute::milestone)
                        .orElseGet(() -> reviews.get(subject).milestone());
        return milestones.findById(id).orElseThrow();
    }

    /** The case whose end this is; in a review there is none. */
    private Optional<Dispute> endedCase(DelegateExecution at) {
        var process = ((ExecutionEntity) at).getProcessDefinition().getKey();
        return process.equals(DisputeProcess.KEY) ? Optional.of(disputes.get(Cases.subject(at))) : Optional.empty();
    }

    private static String refundOf(DelegateExecution at) {
        return "refund:" + at.getProcessBusinessKey();
    }
}
