package dev.parley.api;

import dev.parley.contract.Contracts;
import dev.parley.contract.Metadata;
import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads contracts. */
@Component
@Transactional(readOnly = true)
class ContractReads {
    private final Access access;
    private final Contracts contracts;
    private final Milestones milestones;
    private final Metadata metadata;

    ContractReads(Access access, Contracts contracts, Milestones milestones, Metadata metadata) {
        this.metadata = metadata;
        this.access = access;
        this.contracts = contracts;
        this.milestones = milestones;
    }

    ContractView full(Caller caller, UUID id) {
        var contract = access.contract(caller, id);
        var parts = milestones.of(id);
        var subjects = Stream.concat(Stream.of(id), parts.stream().map(Milestone::id));
        return ContractView.of(contract, parts, metadata.of(subjects.toList()));
    }

    /** As somebody may see it who has not acted on it just now. */
    ContractView.Brief brief(Caller caller, UUID id) {
        access.contract(caller, id);
        return brief(id);
    }

    ContractView.Brief brief(UUID id) {
        return ContractView.Brief.of(contracts.find(id).orElseThrow(), milestones.of(id));
    }
}
