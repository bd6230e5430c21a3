package dev.parley.process;

import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.deadline.Window;
import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.journal.Journal;
import dev.parley.mediation.AssignmentEnd;
import dev.parley.mediation.Assignments;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Place;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Side;
import java.time.ZoneId;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/non-binding-resolution.bpmn} up to the proposal: who mediates, and what if they are late. */
@Configuration(proxyBeanMethods = false)
class MediatorTasks {
    private final Mediators mediators;
    private final CaseFile file;
    private final Manifests manifests;
    private final Assignments assignments;
    private final Deadlines deadlines;
    private final Journal journal;
    private final Cases cases;
    private final Engine engine;
    private final Acting acting;
    private final Tell tell;
    private final Place office;

    MediatorTasks(
            Mediators mediators,
            CaseFile file,
            Manifests manifests,
            Assignments assignments,
            Deadlines deadlines,
            Journal journal,
            Cases cases,
            Engine engine,
            Acting acting,
            Tell tell,
            @Value("${parley.staff.zone}") ZoneId staffZone) {
        this.mediators = mediators;
        this.file = file;
        this.manifests = manifests;
        this.assignments = assignments;
        this.deadlines = deadlines;
        this.journal = journal;
        this.cases = cases;
        this.engine = engine;
        this.acting = acting;
        this.tell = tell;
        this.office = new Place(staffZone, null);
    }

    /** RES-1, RES-2: the target and the reassignment are alarms for staff, no forfeits. */
    @Bean
    @InModel
    JavaDelegate assignMediator() {
        return at -> {
            var c = cases.at(at);
            var target = openTarget(c, Rule.PROPOSAL, c.terms().proposalDays());
            openTarget(c, Rule.PROPOSAL_REASSIGNMENT, c.terms().reassignmentDays());
            var facts = new HashMap<String, Object>();
            facts.put(NonBindingResolutionProcess.MEDIATOR, mediators.assign(c).orElse(null));
            facts.put(NonBindingResolutionProcess.PROPOSAL_DUE, Date.from(target.dueAt()));
            at.setVariables(Engine.transients(facts));
        };
    }

    /** The client's receipt; the freelancer's came with the decline. */
    @Bean
    @InModel
    JavaDelegate tellMediationOpened() {
        return at -> {
            var c = cases.at(at);
            var answer = file.sealed(c.id(), Document.Kind.RESPONSE, "1");
            var facts = Map.<String, Object>of(
                    "caseNumber", c.dispute().number(),
                    "amount", c.amount(),
                    "manifest", manifests.of(c.milestone().id(), answer));
            tell.side(Side.CLIENT, News.of(Kind.MEDIATION_STARTED, c, facts));
            var assigned = Optional.ofNullable((String) at.getVariable(NonBindingResolutionProcess.MEDIATOR));
            mediators.tell(c, assigned, Kind.MEDIATOR_ASSIGNED);
        };
    }

    @Bean
    @InModel
    JavaDelegate escalateProposal() {
        return at -> {
            var c = cases.at(at);
            journal.append(new CaseEvent(c.id(), "proposal.escalated", acting.actor(), Map.of()));
            tell.leadMediators(News.of(
                            Kind.PROPOSAL_ESCALATED,
                            c,
                            Map.of(
                                    "caseNumber", c.dispute().number(),
                                    "amount", c.amount(),
                                    "mediator", assignments.current(c.id()).orElse("nobody")))
                    .provided(Fact.TASK_OPEN, c.id(), NonBindingResolutionProcess.PROPOSE_RESOLUTION));
        };
    }

    /** RES-1: again after as many days, until somebody proposes; with nobody left the leads and operations are told again. */
    @Bean
    @InModel
    JavaDelegate reassignMediator() {
        return at -> {
            var c = cases.at(at);
            var before = assignments.current(c.id());
            var assigned = mediators.reassign(c, AssignmentEnd.LATE);
            openTarget(c, Rule.PROPOSAL_REASSIGNMENT, c.terms().reassignmentDays());
            if (before.isPresent() || assigned.isPresent())
                engine.assign(
                        engine.task(NonBindingResolutionProcess.PROPOSE_RESOLUTION, c.id()), assigned.orElse(null));
        };
    }

    private Deadline openTarget(Cases.Case c, Rule rule, int days) {
        return deadlines.open(
                c.id(),
                Window.sameLocalTime(rule, cases.now(), days, office, c.terms().version()));
    }
}
