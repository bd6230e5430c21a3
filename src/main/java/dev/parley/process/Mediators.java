package dev.parley.process;

import dev.parley.contract.PinnedTerms;
import dev.parley.contract.Terms;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.journal.Journal;
import dev.parley.mediation.AssignmentEnd;
import dev.parley.mediation.Assignments;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Refused;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Gives cases to mediators and takes them away again (RES-2). */
@Component
class Mediators {
    private final Assignments assignments;
    private final PinnedTerms terms;
    private final Staff staff;
    private final Deadlines deadlines;
    private final Journal journal;
    private final Acting acting;
    private final Tell tell;

    Mediators(
            Assignments assignments,
            PinnedTerms terms,
            Staff staff,
            Deadlines deadlines,
            Journal journal,
            Acting acting,
            Tell tell) {
        this.assignments = assignments;
        this.terms = terms;
        this.staff = staff;
        this.deadlines = deadlines;
        this.journal = journal;
        this.acting = acting;
        this.tell = tell;
    }

    /** Assigns the case; with nobody eligible it is left to the lead mediators. */
    Optional<String> assign(Cases.Case c) {
        var ids = staff.mediators().stream().map(Staff.Member::id).toList();
        var assigned = assignments.assign(c.id(), c.contract(), pinned(c), ids);
        journal.append(new CaseEvent(
                c.id(),
                assigned.isPresent() ? "mediator.assigned" : "mediator.none-eligible",
                acting.actor(),
                assigned.<Map<String, Object>>map(mediator -> Map.of("mediator", mediator))
                        .orElse(Map.of())));
        return assigned;
    }

    /** Takes the case from its mediator and assigns it anew; while the target can be met, the new one is told of it. */
    Optional<String> reassign(Cases.Case c, AssignmentEnd because) {
        endAssignment(c, because);
        var assigned = assign(c);
        var inTime = deadlines.current(c.id(), Rule.PROPOSAL).filter(target -> deadlines.isOpen(target.id()));
        tell(c, assigned, inTime.isPresent() ? Kind.MEDIATOR_ASSIGNED : Kind.CASE_REASSIGNED);
        return assigned;
    }

    /** Tells the new mediator; with nobody eligible the lead mediators and operations. */
    void tell(Cases.Case c, Optional<String> assigned, Kind kind) {
        var facts = Map.<String, Object>of("caseNumber", c.dispute().number(), "amount", c.amount());
        var told = assigned.isPresent() ? kind : Kind.NO_MEDIATOR;
        var news = News.of(told, c, facts)
                .provided(Fact.TASK_OPEN, c.id(), NonBindingResolutionProcess.PROPOSE_RESOLUTION)
                .provided(Fact.MEDIATOR, c.id(), assigned.orElse(""));
        if (told.hasDeadline())
            news = news.naming(deadlines.current(c.id(), Rule.PROPOSAL).orElseThrow());
        if (assigned.isPresent()) {
            tell.mediator(assigned.get(), news);
        } else {
            tell.leadMediators(news);
            tell.operations(news);
        }
    }

    /** Only the assignee proposes; a case without one is taken by the lead mediator who proposes, if eligible. */
    void requireAssignee(Cases.Case c, String user) {
        var assignee = assignments.current(c.id());
        if (assignee.isEmpty() && staff.isMember(user, Staff.LEAD_MEDIATORS)) {
            if (!assignments.isEligible(c.contract(), pinned(c), user))
                throw Refused.forbidden("conflict-of-interest", "you had a case with a party, or declared an interest");
            assignments.take(c.id(), c.contract(), user);
            return;
        }
        if (assignee.isPresent() && assignments.hasInterest(c.contract(), user))
            throw Refused.forbidden("conflict-of-interest", "you declared an interest in a party: hand the case back");
        if (!assignee.filter(user::equals).isPresent() || !isMediator(user))
            throw Refused.forbidden("not-assigned", "the case is assigned to " + assignee.orElse("the lead mediators"));
    }

    private Terms pinned(Cases.Case c) {
        return terms.of(c.dispute().termsVersion(), c.contract());
    }

    private boolean isMediator(String user) {
        return staff.isMember(user, Staff.MEDIATORS) || staff.isMember(user, Staff.LEAD_MEDIATORS);
    }

    /** The case is with its mediator no longer, who is told: also for the calendar. */
    void endAssignment(Cases.Case c, AssignmentEnd because) {
        var facts = Map.<String, Object>of("caseNumber", c.dispute().number(), "reason", because);
        assignments
                .end(c.id(), because)
                .ifPresent(mediator -> tell.mediator(mediator, News.of(Kind.ASSIGNMENT_ENDED, c, facts)));
    }
}
