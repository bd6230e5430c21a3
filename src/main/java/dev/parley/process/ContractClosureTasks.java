package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.deadline.Window;
import dev.parley.delivery.Kind;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Side;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/contract-closure.bpmn} up to the refund, which {@link MilestoneClockTasks} has. */
@Configuration(proxyBeanMethods = false)
class ContractClosureTasks {
    private final Milestones milestones;
    private final Deadlines deadlines;
    private final Ledger ledger;
    private final Journal journal;
    private final TermsTable terms;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    ContractClosureTasks(
            Milestones milestones,
            Deadlines deadlines,
            Ledger ledger,
            Journal journal,
            TermsTable terms,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.milestones = milestones;
        this.deadlines = deadlines;
        this.ledger = ledger;
        this.journal = journal;
        this.terms = terms;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** REV-6: the freelancer has the terms' days to file, to the end of the last local day. */
    @Bean
    @InModel
    JavaDelegate openClaimWindow() {
        return at -> {
            var milestone = milestoneOf(at);
            var contract = milestone.contract();
            milestone.start(Milestone.Clock.CLAIM, Cases.subject(at));
            var inForce = terms.of(contract.endedTerms(), contract);
            var window = Window.endOfLocalDay(
                    Rule.CLAIM,
                    cases.now(),
                    inForce.claimDays(),
                    List.of(contract.party(Side.FREELANCER).place()),
                    inForce.version());
            var deadline = deadlines.open(Cases.subject(at), window);
            journal.append(new CaseEvent(
                    milestone.id(), "claim-window.opened", acting.actor(), Map.of("deadline", deadline.dueAt())));
        };
    }

    @Bean
    @InModel
    JavaDelegate tellClaimWindow() {
        return at -> {
            var milestone = milestoneOf(at);
            var free = ledger.free(Cases.escrowOf(milestone));
            var deadline = deadlines.current(Cases.subject(at), Rule.CLAIM).orElseThrow();
            tell.side(
                    Side.FREELANCER,
                    News.of(Kind.CLAIM_WINDOW_OPENED, Cases.subject(at), milestone, Map.of("amount", free))
                            .by(deadline));
        };
    }

    private Milestone milestoneOf(DelegateExecution at) {
        var id = (String) at.getVariable(ContractClosureProcess.MILESTONE);
        return milestones.findById(UUID.fromString(id)).orElseThrow();
    }
}
