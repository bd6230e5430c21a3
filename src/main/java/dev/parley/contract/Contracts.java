package dev.parley.contract;

import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Registers contracts and ends them. */
@Component
public class Contracts {
    private final ContractRows contracts;
    private final Parties parties;
    private final Milestones milestones;
    private final Clock clock;

    Contracts(ContractRows contracts, Parties parties, Milestones milestones, Clock clock) {
        this.contracts = contracts;
        this.parties = parties;
        this.milestones = milestones;
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
        for (var details : registration.milestones()) milestones.save(new Milestone(Ids.next(), contract, details));
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
        var others = known.differencesFrom(registration, milestones.of(known.id()));
        return others.isEmpty()
                ? Refused.repeated("contract-known", known.id(), registered)
                : Refused.conflict("contract-contradicted", registered + ", with another " + String.join(", ", others));
    }

    private Party party(String system, PartyDetails details) {
        var known = parties.find(system, details.id());
        if (!details.enteredByOtherSide()) known.ifPresent(party -> party.describedAs(details));
        return known.orElseGet(() -> parties.save(new Party(Ids.next(), system, details)));
    }
}
