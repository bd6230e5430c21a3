package dev.parley.benchmark;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;

/** What the yardstick's service tasks do: each writes a row or two, in the engine's own transaction. */
final class UsualTasks {
    private static final String NOTICE = "insert into notice (subject, recipient, kind, body) values (?, ?, ?, ?)";
    private static final String ENTRY = "insert into entry (subject, account, amount) values (?, ?, ?)";

    private UsualTasks() {}

    static Map<Object, Object> named(Signals signals) {
        var tasks = new HashMap<String, JavaDelegate>();
        addFiling(tasks);
        addMediation(tasks);
        addEnding(tasks);
        addReview(tasks);
        var beans = new HashMap<Object, Object>(tasks);
        beans.put("reached", (TaskListener)
                task -> signals.reached(task.getExecution().getProcessBusinessKey(), task.getTaskDefinitionKey()));
        beans.put("ended", (ExecutionListener) at -> signals.reached(at.getProcessBusinessKey(), Signals.ENDED));
        return beans;
    }

    private static void addFiling(Map<String, JavaDelegate> tasks) {
        tasks.put("recordDispute", at -> {
            write(
                    "insert into dispute (id, milestone, client, freelancer, ground, amount, currency, statement, state)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, 'RESPONSE')",
                    subject(at),
                    at.getVariable("milestone"),
                    at.getVariable("client"),
                    at.getVariable("freelancer"),
                    at.getVariable("ground"),
                    at.getVariable("amount"),
                    at.getVariable("currency"),
                    at.getVariable("statement"));
            at.setVariable("state", "RESPONSE");
        });
        tasks.put("holdEscrow", at -> {
            write(ENTRY, subject(at), "FREE", -amount(at, "amount"));
            write(ENTRY, subject(at), "HELD", amount(at, "amount"));
            at.setVariable("held", amount(at, "amount"));
        });
        tasks.put("tellClient", at -> tell(at, "client", "DISPUTE_FILED"));
        tasks.put("recordResponse", at -> {
            write(
                    "insert into response (dispute, reason, description) values (?, ?, ?)",
                    subject(at),
                    at.getVariable("reason"),
                    at.getVariable("description"));
            state(at, "MEDIATION");
        });
        tasks.put("tellFreelancer", at -> tell(at, "freelancer", "REQUEST_DECLINED"));
        tasks.put("recordNoResponse", at -> at.setVariable("answer", "NONE"));
    }

    private static void addMediation(Map<String, JavaDelegate> tasks) {
        tasks.put("assignMediator", at -> {
            write("update dispute set mediator = ? where id = ?", "mia", subject(at));
            at.setVariable("mediator", "mia");
        });
        tasks.put("escalate", at -> tell(at, "mediator", "PROPOSAL_MISSED"));
        tasks.put("reassign", at -> tell(at, "mediator", "REASSIGNED"));
        tasks.put("recordProposal", at -> {
            write(
                    "insert into proposal (dispute, mediator, to_freelancer, to_client, reasons) values (?, ?, ?, ?, ?)",
                    subject(at),
                    at.getVariable("mediator"),
                    at.getVariable("toFreelancer"),
                    at.getVariable("toClient"),
                    at.getVariable("reasons"));
            state(at, "DECISIONS");
        });
        tasks.put("tellProposal", at -> tellBoth(at, "PROPOSAL_MADE"));
        tasks.put("recordClientDecision", at -> decide(at, "client"));
        tasks.put("recordFreelancerDecision", at -> decide(at, "freelancer"));
        tasks.put("recordNotResolved", at -> at.setVariable("toFreelancer", 0L));
    }

    private static void addEnding(Map<String, JavaDelegate> tasks) {
        tasks.put("settleHold", at -> {
            write(ENTRY, subject(at), "HELD", -amount(at, "held"));
            write(ENTRY, subject(at), "PAID_OUT", amount(at, "toFreelancer"));
            write(ENTRY, subject(at), "REFUNDED", amount(at, "toClient"));
            at.setVariable("held", 0L);
        });
        tasks.put("closeDispute", at -> {
            write("update dispute set closed_at = now() where id = ?", subject(at));
            state(at, "CLOSED");
        });
        tasks.put("tellBoth", at -> tellBoth(at, "CASE_CLOSED"));
    }

    private static void addReview(Map<String, JavaDelegate> tasks) {
        tasks.put("openReview", at -> {
            write(
                    "insert into review (id, milestone, amount, state) values (?, ?, ?, 'OPEN')",
                    subject(at),
                    at.getVariable("milestone"),
                    at.getVariable("amount"));
            at.setVariable("state", "OPEN");
        });
        tasks.put("tellReviewOpened", at -> tell(at, "client", "REVIEW_OPENED"));
        tasks.put("approveSilently", at -> {
            write("update review set state = 'APPROVED', ended_at = now() where id = ?", subject(at));
            at.setVariable("state", "APPROVED");
        });
        tasks.put("releaseAmount", at -> {
            write(ENTRY, subject(at), "FREE", -amount(at, "amount"));
            write(ENTRY, subject(at), "PAID_OUT", amount(at, "amount"));
            at.setVariable("released", amount(at, "amount"));
        });
        tasks.put("tellReleased", at -> tellBoth(at, "REVIEW_APPROVED"));
    }

    private static void decide(DelegateExecution at, String side) throws SQLException {
        write(
                "insert into decision (dispute, side, accepted) values (?, ?, ?)",
                subject(at),
                side,
                at.getVariable(side + "Accepts"));
    }

    private static void state(DelegateExecution at, String state) throws SQLException {
        write("update dispute set state = ? where id = ?", state, subject(at));
        at.setVariable("state", state);
    }

    private static void tellBoth(DelegateExecution at, String kind) throws SQLException {
        tell(at, "client", kind);
        tell(at, "freelancer", kind);
    }

    private static void tell(DelegateExecution at, String recipient, String kind) throws SQLException {
        var body = kind + " of " + at.getVariable("milestone") + ", " + at.getVariable("amount");
        write(NOTICE, subject(at), at.getVariable(recipient), kind, body);
    }

    private static UUID subject(DelegateExecution at) {
        return UUID.fromString(at.getProcessBusinessKey());
    }

    private static long amount(DelegateExecution at, String name) {
        return (Long) at.getVariable(name);
    }

    private static void write(String sql, Object... values) throws SQLException {
        var connection =
                Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection();
        try (var statement = connection.prepareStatement(sql)) {
            for (var n = 0; n < values.length; n++) statement.setObject(n + 1, values[n]);
            statement.executeUpdate();
        }
    }
}
