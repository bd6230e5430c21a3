package dev.parley.process;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.springframework.stereotype.Component;

/** What the door to the engine's own REST interface asks: in whose name a call runs, and whose an instance is. */
@Component
public class EngineRest {
    /** The group that the contracts system acts as inside the engine. It has no members. */
    static final String CONTRACTS_SYSTEM = "contracts-system";

    private static final Set<String> OPEN = Set.of(MilestoneReviewProcess.KEY, DisputeProcess.KEY);

    private final Staff staff;
    private final IdentityService identity;
    private final HistoryService history;
    private final OwnInstances owners;

    EngineRest(Staff staff, IdentityService identity, HistoryService history, OwnInstances owners) {
        this.staff = staff;
        this.identity = identity;
        this.history = history;
        this.owners = owners;
    }

    /** A call in someone's name: until it is closed the engine checks what they may do. */
    public interface Call extends AutoCloseable {
        @Override
        void close();
    }

    public Call asStaff(String user) {
        return as(user, staff.groupsOf(user));
    }

    public Call asContractsSystem(String client) {
        return as(client, List.of(CONTRACTS_SYSTEM));
    }

    private Call as(String user, List<String> groups) {
        identity.setAuthentication(user, groups);
        return identity::clearAuthentication;
    }

    /** Whether the running or ended instance is a review or a dispute under one of this client's contracts. */
    public boolean isOwn(String client, String instance) {
        var known = history.createHistoricProcessInstanceQuery()
                .processInstanceId(instance)
                .singleResult();
        return known != null && OPEN.contains(known.getProcessDefinitionKey()) && owns(client, known);
    }

    private boolean owns(String client, HistoricProcessInstance instance) {
        var key = instance.getBusinessKey();
        return key != null && owners.owns(client, UUID.fromString(key));
    }
}
