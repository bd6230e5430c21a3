package dev.parley.benchmark;

import dev.parley.benchmark.Recorder.Statement;
import dev.parley.benchmark.Recorder.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.context.Context;

/**
 * What the yardstick's service tasks do: the domain's statements of the act that led to them, each task its share, in the
 * engine's own transaction; and they read and set variables as such tasks do.
 */
final class UsualTasks {
    /** The tasks that follow an act, up to where the instance waits again. */
    private static final Map<String, List<String>> AFTER = Map.of(
            "file", List.of("recordDispute", "holdEscrow", "tellClient"),
            "decline", List.of("recordResponse", "tellFreelancer", "assignMediator"),
            "propose", List.of("recordProposal", "tellProposal"),
            "accept-first", List.of("recordClientDecision"),
            "accept-second", List.of("recordFreelancerDecision", "settleHold", "closeDispute", "tellBoth"),
            "submit", List.of("openReview", "tellReviewOpened"),
            "timer", List.of("approveSilently", "releaseAmount", "tellReleased"));

    private final Map<String, List<Statement>> shares = new ConcurrentHashMap<>();
    private final Map<Object, Object> beans = new HashMap<>();

    UsualTasks(Signals signals) {
        addFiling();
        addMediation();
        addEnding();
        addReview();
        beans.put("reached", (TaskListener)
                task -> signals.reached(task.getExecution().getProcessBusinessKey(), task.getTaskDefinitionKey()));
        beans.put("ended", (ExecutionListener) at -> signals.reached(at.getProcessBusinessKey(), Signals.ENDED));
    }

    /** As the model's expressions name them. */
    Map<Object, Object> beans() {
        return beans;
    }

    /** Deals an act's statements out to the tasks that follow it, in their order. */
    void expect(String subject, Map<String, List<Step>> acts) {
        acts.forEach((act, steps) -> {
            var statements = new ArrayList<Statement>();
            for (var step : steps) if (step instanceof Statement statement) statements.add(statement);
            var tasks = AFTER.getOrDefault(act, List.of());
            for (var n = 0; n < tasks.size(); n++)
                shares.put(
                        subject + tasks.get(n),
                        statements.subList(
                                statements.size() * n / tasks.size(), statements.size() * (n + 1) / tasks.size()));
        });
    }

    private void addFiling() {
        add("recordDispute", at -> at.setVariable("state", "RESPONSE"));
        add("holdEscrow", at -> at.setVariable("held", at.getVariable("amount")));
        add("tellClient", at -> tell(at, "client"));
        add("recordResponse", at -> at.setVariable("state", "MEDIATION"));
        add("tellFreelancer", at -> tell(at, "freelancer"));
        add("recordNoResponse", at -> at.setVariable("answer", "NONE"));
    }

    private void addMediation() {
        add("assignMediator", at -> at.setVariable("mediator", "mia"));
        add("escalate", at -> tell(at, "mediator"));
        add("reassign", at -> tell(at, "mediator"));
        add("recordProposal", at -> at.setVariable("state", "DECISIONS"));
        add("tellProposal", UsualTasks::tellBoth);
        add("recordClientDecision", at -> at.setVariable("clientDecided", at.getVariable("clientAccepts")));
        add("recordFreelancerDecision", at -> at.setVariable("freelancerDecided", at.getVariable("freelancerAccepts")));
        add("recordNotResolved", at -> at.setVariable("toFreelancer", 0L));
    }

    private void addEnding() {
        add("settleHold", at -> at.setVariable("held", 0L));
        add("closeDispute", at -> at.setVariable("state", "CLOSED"));
        add("tellBoth", UsualTasks::tellBoth);
    }

    private void addReview() {
        add("openReview", at -> at.setVariable("state", "OPEN"));
        add("tellReviewOpened", at -> tell(at, "client"));
        add("approveSilently", at -> at.setVariable("state", "APPROVED"));
        add("releaseAmount", at -> at.setVariable("released", at.getVariable("amount")));
        add("tellReleased", UsualTasks::tellBoth);
    }

    private void add(String task, JavaDelegate variables) {
        beans.put(task, (JavaDelegate) at -> {
            var share = shares.remove(at.getProcessBusinessKey() + task);
            if (share != null) send(share);
            variables.execute(at);
        });
    }

    private static void send(List<Statement> share) throws SQLException, ReflectiveOperationException {
        var connection =
                Context.getCommandContext().getDbSqlSession().getSqlSession().getConnection();
        for (var one : share)
            try (var statement = connection.prepareStatement(one.sent().sql())) {
                Desk.send(statement, one.sent());
            }
    }

    private static void tellBoth(DelegateExecution at) {
        tell(at, "client");
        tell(at, "freelancer");
    }

    private static void tell(DelegateExecution at, String recipient) {
        at.setVariable("told", at.getVariable(recipient) + " of " + at.getVariable("milestone"));
    }
}
