package dev.parley.process;

import dev.parley.shared.Refused;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moves the engine: starts instances, tells them what happened, completes tasks. Facts travel as transient variables. */
@Component
class Engine {
    private final RuntimeService runtime;
    private final TaskService tasks;
    private final ManagementService management;

    Engine(RuntimeService runtime, TaskService tasks, ManagementService management) {
        this.runtime = runtime;
        this.tasks = tasks;
        this.management = management;
    }

    /** Starts an instance and runs it to its first wait; its business key as the first task set it. */
    UUID start(String process, @Nullable UUID businessKey, VariableMap variables) {
        var instance = racing(() -> runtime.startProcessInstanceByKey(
                process, businessKey == null ? null : businessKey.toString(), variables));
        return UUID.fromString(instance.getBusinessKey());
    }

    /** Tells the instance with this business key what happened, and runs it to its next wait. */
    void message(String name, UUID businessKey, Map<String, ?> facts) {
        racing(() -> {
            runtime.createMessageCorrelation(name)
                    .processInstanceBusinessKey(businessKey.toString())
                    .setVariables(transients(facts))
                    .correlate();
            return name;
        });
    }

    /** The open task of this definition in the instance with this business key. */
    Task task(String definition, UUID businessKey) {
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(businessKey.toString())
                .taskDefinitionKey(definition)
                .singleResult();
        if (task == null) throw Refused.conflict("no-such-task", "the case does not wait for this now");
        return task;
    }

    void complete(Task task, Map<String, Object> posted) {
        racing(() -> {
            tasks.complete(task.getId(), posted);
            return task;
        });
    }

    /** Sets the alarm that waits at this timer event, in the instance with this business key, to another moment. */
    void wake(String timer, UUID businessKey, Date at) {
        for (var instance : runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(businessKey.toString())
                .list())
            management
                    .createJobQuery()
                    .processInstanceId(instance.getId())
                    .activityId(timer)
                    .list()
                    .forEach(job -> management.setJobDuedate(job.getId(), at));
    }

    void assign(Task task, @Nullable String user) {
        tasks.setAssignee(task.getId(), user);
    }

    static <T> T racing(Supplier<T> move) {
        try {
            return move.get();
        } catch (OptimisticLockingException | MismatchingMessageCorrelationException lost) {
            throw Refused.conflict("state-moved", "something else happened at the same moment: read the state again");
        }
    }

    static VariableMap transients(Map<String, ?> facts) {
        var variables = Variables.createVariables();
        facts.forEach((name, value) -> variables.putValueTyped(name, Variables.untypedValue(value, true)));
        return variables;
    }
}
