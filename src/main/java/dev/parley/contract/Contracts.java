package dev.parley.contract;

import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Registers contracts and ends them. */
@Component
public class Contracts {
    private final ContractRows contracts;
    private final Parties parties;
    private final Milestones milestones;
    private final Metadata metadata;
    private final Clock clock;

    Contracts(ContractRows contracts, Parties parties, Milestones milestones, Metadata metadata, Clock clock) {
        this.contracts = contracts;
        this.parties = parties;
        this.milestones = milestones;
        this.metadata = metadata;
        this.clock = clock;
    }

    /**
     * Registers a contract and its milestones with the fee's rate pinned (TER-2). The sender's id is taken once: a repeat
     * is refused as that, anything else as a contradiction.
     */
    public Contract register(Registration registration, Terms terms) {
        contracts.find(registration.system(), registration.externalId()).ifPresent(known -> {
            throw alreadyThere(known, registration);
        });
        var contract = contracts.save(new Contract(
                Ids.next(),
                registration,
                party(registration.system(), registration.client()),
                party(registration.system(), registration.freelancer()),
                terms,
                clock.now()));
        metadata.keep(contract.id(), registration.metadata());
        for (var details : registration.milestones()) {
            var milestone = milestones.save(new Milestone(Ids.next(), contract, details));
            metadata.keep(milestone.id(), details.metadata());
        }
        return contract;
    }

    /** Ends the contract once (REV-6) and returns its milestones, locked. */
    public List<Milestone> end(UUID id, Side side, Terms inForce) {
        var contract = contracts.lock(id).orElseThrow(() -> Refused.notFound("contract-unknown", id));
        contract.endedBy(side, inForce, clock.now());
        var all = milestones.lockAll(id);
        all.forEach(milestone -> milestone.contractEndedBy(side));
        return all;
    }

    public Optional<Contract> find(UUID id) {
        return contracts.find(id);
    }

    private Refused alreadyThere(Contract known, Registration registration) {
        var registered = registration.externalId() + " is registered as " + known.id();
        var differences = differences(known, registration);
        return differences.isEmpty()
                ? Refused.repeated("contract-known", known.id(), registered)
                : Refused.contradicted("contract-contradicted", known.id(), differences, registered);
    }

    private List<String> differences(Contract known, Registration registration) {
        var parts = milestones.of(known.id());
        var kept =
                metadata.of(Stream.concat(Stream.of(known.id()), parts.stream().map(Milestone::id))
                        .toList());
        var details = parts.stream()
                .map(part -> part.details(kept.getOrDefault(part.id(), Map.of())))
                .toList();
        return known.differencesFrom(registration, details, kept.getOrDefault(known.id(), Map.of()));
    }

    private Party party(String system, PartyDetails details) {
        var known = parties.find(system, details.id());
        if (!details.enteredByOtherSide()) known.ifPresent(party -> party.describedAs(details));
        return known.orElseGet(() -> parties.save(new Party(Ids.next(), system, details)));
    }
}
