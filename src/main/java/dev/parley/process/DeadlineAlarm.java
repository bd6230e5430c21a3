package dev.parley.process;

import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Expiry;
import dev.parley.deadline.Rule;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler.TimerJobConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.TimerExecuteNestedActivityJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TimerEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * What a boundary timer does when it wakes: it asks the deadline table, by the database's clock. Woken early (this
 * node's clock is ahead, the deadline was moved, somebody moved the timer), it is set again and nothing happens.
 */
@Component
class DeadlineAlarm extends TimerExecuteNestedActivityJobHandler {
    private static final long SHORTEST_NAP_MILLIS = 1000;

    private final Milestones milestones;
    private final Deadlines deadlines;
    private final ObjectProvider<Windows> windows;

    /** Windows tell people, whom the engine knows: they are there once it is. */
    DeadlineAlarm(Milestones milestones, Deadlines deadlines, ObjectProvider<Windows> windows) {
        this.milestones = milestones;
        this.deadlines = deadlines;
        this.windows = windows;
    }

    @Override
    public void execute(
            TimerJobConfiguration timer, ExecutionEntity execution, CommandContext context, String tenantId) {
        var rule = Alarms.RULES.get(timer.getTimerElementKey());
        if (rule == null) {
            super.execute(timer, execution, context, tenantId);
            return;
        }
        var subject = UUID.fromString(execution.getProcessBusinessKey());
        milestones.lockByClock(subject);
        var expiry = windows.getObject().expire(subject, rule);
        if (expiry instanceof Expiry.Expired) {
            super.execute(timer, execution, context, tenantId);
            if (!rule.binding()) wakeForNext(subject, rule, context);
        } else if (expiry instanceof Expiry.Early early) napUntil(early.dueAt(), context);
        else throw new IllegalStateException("no open " + rule + " deadline of " + subject + ", but its timer fired");
    }

    /** A target for staff that was set anew when it was missed has its alarm anew. */
    private void wakeForNext(UUID subject, Rule rule, CommandContext context) {
        deadlines
                .current(subject, rule)
                .filter(next -> next.state() == Deadline.State.OPEN)
                .ifPresent(next -> napUntil(next.dueAt(), context));
    }

    /** Never sooner than a second from now by this node's clock, or a clock ahead would fire in a loop. */
    private static void napUntil(Instant dueAt, CommandContext context) {
        var soonest = new Date(ClockUtil.getCurrentTime().getTime() + SHORTEST_NAP_MILLIS);
        var due = Alarms.after(dueAt);
        ((TimerEntity) context.getCurrentJob()).createNewTimerJob(due.before(soonest) ? soonest : due);
    }
}
