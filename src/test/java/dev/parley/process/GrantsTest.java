package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ParleyTest;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** On a stand-in of the mediation process: one task, assigned to mia, with a timer. */
@ParleyTest
class GrantsTest {
    @Autowired
    EngineRest engine;

    @Autowired
    IdentityService identity;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    TaskService tasks;

    private String deployment = "";
    private String instance = "";
    private String task = "";

    @BeforeEach
    void aCaseOfMias() {
        var model = Bpmn.createExecutableProcess("non-binding-resolution")
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent()
                .userTask("proposeResolution")
                .camundaAssignee("mia")
                .camundaCandidateGroups(Staff.LEAD_MEDIATORS)
                .boundaryEvent("late")
                .cancelActivity(false)
                .timerWithDuration("P1D")
                .endEvent()
                .moveToActivity("proposeResolution")
                .endEvent()
                .done();
        deployment = repository
                .createDeployment()
                .addModelInstance("stand-in.bpmn", model)
                .deploy()
                .getId();
        instance = runtime.startProcessInstanceByKey("non-binding-resolution").getId();
        task = tasks.createTaskQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();
    }

    @AfterEach
    void away() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    @DisplayName("RES-2 a mediator sees the case assigned to them, lead mediators see all, others none")
    void whoSeesTheTask() {
        assertThat(seenBy("mia")).isTrue();
        assertThat(seenBy("lena")).isTrue();
        for (var user : List.of("max", "otto", "admin"))
            assertThat(seenBy(user)).isFalse();
    }

    @Test
    @DisplayName("DOR-3 who hands a case over loses sight of it")
    void handedOver() {
        tasks.setAssignee(task, "max");

        assertThat(seenBy("max")).isTrue();
        assertThat(seenBy("mia")).isFalse();
        refused("mia", () -> tasks.complete(task));
    }

    @Test
    @DisplayName("DOR-3 a mediator works on a task of theirs and changes nothing else")
    void mediatorsWork() {
        refused("max", () -> tasks.complete(task));
        refused("mia", () -> tasks.setAssignee(task, "max"));
        refused("mia", () -> runtime.setVariable(instance, "resolved", true));
        refused("mia", () -> runtime.deleteProcessInstance(instance, "gone"));
        refused("mia", () -> runtime.startProcessInstanceByKey("non-binding-resolution"));

        as("mia", () -> tasks.complete(task));

        assertThat(tasks.createTaskQuery().taskId(task).count()).isZero();
    }

    @Test
    @DisplayName(
            "DOR-3 operations see instances and jobs and retry a job, and neither change, delete, start nor deploy")
    void operationsWatch() {
        var job = management
                .createJobQuery()
                .processInstanceId(instance)
                .singleResult()
                .getId();

        as("otto", () -> {
            assertThat(runtime.createProcessInstanceQuery()
                            .processInstanceId(instance)
                            .count())
                    .isEqualTo(1);
            assertThat(management.createJobQuery().jobId(job).count()).isEqualTo(1);
            management.setJobRetries(job, 1);
        });
        refused("otto", () -> management.executeJob(job));
        refused("otto", () -> management.deleteJob(job));
        refused("otto", () -> runtime.setVariable(instance, "resolved", true));
        refused("otto", () -> runtime.suspendProcessInstanceById(instance));
        refused("otto", () -> runtime.deleteProcessInstance(instance, "gone"));
        refused(
                "otto",
                () -> runtime.createProcessInstanceModification(instance)
                        .cancelAllForActivity("proposeResolution")
                        .execute());
        refused("otto", () -> runtime.startProcessInstanceByKey("non-binding-resolution", Map.of()));
        refused(
                "otto",
                () -> repository.createDeployment().addString("x.bpmn", "<x/>").deploy());
        refused("otto", () -> tasks.complete(task));
    }

    @Test
    @DisplayName("DOR-3 nobody deletes their own account, and administrators keep accounts but touch no case")
    void accounts() {
        refused("mia", () -> identity.deleteUser("mia"));
        refused("admin", () -> runtime.deleteProcessInstance(instance, "gone"));
        refused("admin", () -> tasks.complete(task));
        as(
                "admin",
                () -> assertThat(identity.createUserQuery().userId("mia").count())
                        .isEqualTo(1));
    }

    private boolean seenBy(String user) {
        try (var call = engine.asStaff(user)) {
            return tasks.createTaskQuery().taskId(task).count() == 1;
        }
    }

    private void as(String user, Runnable act) {
        try (var call = engine.asStaff(user)) {
            act.run();
        }
    }

    private void refused(String user, ThrowingCallable act) {
        try (var call = engine.asStaff(user)) {
            assertThatThrownBy(act).isInstanceOf(AuthorizationException.class);
        }
    }
}
