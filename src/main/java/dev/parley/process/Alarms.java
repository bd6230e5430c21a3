package dev.parley.process;

import dev.parley.contract.PinnedTerms;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/**
 * When the engine's timers wake: a moment after the deadline that decides. The timer is only the alarm clock.
 */
@InModel
@Component("alarms")
public class Alarms {
    /** The timer events of the models and the rule of the deadline each wakes for. */
    static final Map<String, Rule> RULES = Map.of(
            "reviewWindowOver", Rule.REVIEW,
            "claimWindowOver", Rule.CLAIM,
            "responseWindowOver", Rule.RESPONSE,
            "proposalTargetMissed", Rule.PROPOSAL,
            "proposalLate", Rule.PROPOSAL_REASSIGNMENT,
            "decisionWindowOver", Rule.DECISIONS,
            "electionWindowOver", Rule.ELECTION);

    /** A timer that fires at the very millisecond of its deadline would race with the clock's own rounding. */
    private static final Duration A_LITTLE = Duration.ofMillis(50);

    private final Deadlines deadlines;
    private final Cases cases;
    private final PinnedTerms terms;

    Alarms(Deadlines deadlines, Cases cases, PinnedTerms terms) {
        this.deadlines = deadlines;
        this.cases = cases;
        this.terms = terms;
    }

    /** The moment at which the timer of this rule wakes, for the instance's review, claim window or case. */
    public Date at(DelegateExecution execution, String rule) {
        var subject = UUID.fromString(execution.getProcessBusinessKey());
        return after(
                deadlines.current(subject, Rule.valueOf(rule)).orElseThrow().dueAt());
    }

    /** ARB-5: operations are told after the terms' days since the case was filed with the provider, and again every so many. */
    public String awardCycle(DelegateExecution execution) {
        var at = cases.at(execution);
        var days = terms.of(at.dispute().termsVersion(), at.contract());
        var filed = deadlines
                .current(at.id(), Rule.ELECTION)
                .map(Deadline::decidedAt)
                .orElseThrow();
        var first = filed.plus(Duration.ofDays(days.awardReminderDays()));
        while (!first.isAfter(cases.now())) first = first.plus(Duration.ofDays(days.awardReminderEveryDays()));
        return "R/" + first + "/P" + days.awardReminderEveryDays() + "D";
    }

    /** The timer event that wakes for the deadline of this rule. */
    static String timer(Rule rule) {
        return RULES.entrySet().stream()
                .filter(timer -> timer.getValue() == rule)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static Date after(Instant dueAt) {
        return Date.from(dueAt.plus(A_LITTLE));
    }
}
