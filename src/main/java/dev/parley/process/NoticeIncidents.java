package dev.parley.process;

import dev.parley.shared.NoticeFailures;
import java.util.UUID;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.springframework.stereotype.Component;

/**
 * Shows a notice that failed for good as an incident of the instance that it is about, at the step where that waits
 * (NOT-3). When the instance leaves the step, the engine takes the incident away; the list of failed notices stays.
 */
@Component
class NoticeIncidents implements NoticeFailures {
    static final String TYPE = "noticeFailed";
    private final RuntimeService runtime;

    NoticeIncidents(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void failed(UUID notice, UUID subject, String why) {
        var instance = runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(subject.toString())
                .rootProcessInstances()
                .singleResult();
        if (instance == null) return;
        var waiting = waiting(runtime.getActivityInstance(instance.getId()));
        runtime.createIncident(TYPE, waiting, notice.toString(), "A mail can't be delivered: " + why);
    }

    /** An incident needs an execution that is at an activity. */
    private static String waiting(ActivityInstance at) {
        return at.getChildActivityInstances().length == 0
                ? at.getExecutionIds()[0]
                : waiting(at.getChildActivityInstances()[0]);
    }

    /** Somebody has dealt with it. */
    void mended(UUID notice) {
        runtime.createIncidentQuery()
                .incidentType(TYPE)
                .configuration(notice.toString())
                .list()
                .forEach(incident -> Engine.racing(() -> {
                    runtime.resolveIncident(incident.getId());
                    return incident;
                }));
    }
}
