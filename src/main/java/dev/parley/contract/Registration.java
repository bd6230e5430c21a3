package dev.parley.contract;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** A contract as a contracts system sends it; its ids are the sender's own, and so is what its metadata say. */
public record Registration(
        String system,
        String externalId,
        ContractKind kind,
        Currency currency,
        String title,
        PartyDetails client,
        PartyDetails freelancer,
        List<MilestoneDetails> milestones,
        Map<String, String> metadata) {
    /** One milestone with the amount agreed for it. */
    public record MilestoneDetails(String externalId, String title, Money amount, Map<String, String> metadata) {
        public MilestoneDetails {
            if (!amount.isPositive())
                throw Refused.badInput(
                        "amount-not-positive", "milestones.amount", "a milestone is worth more than zero");
        }
    }

    public Registration {
        if (client.id().equals(freelancer.id()))
            throw Refused.badInput(
                    "parties-the-same", "freelancer.externalId", "client and freelancer are the same party");
        if (milestones.isEmpty() || milestones.size() > 100)
            throw Refused.badInput("milestones-count", "milestones", "a contract has 1 to 100 milestones");
        var ids = new HashSet<String>();
        for (var milestone : milestones) {
            if (!ids.add(milestone.externalId()))
                throw Refused.badInput(
                        "milestone-twice", "milestones.externalId", milestone.externalId() + " stands twice");
            if (!milestone.amount().currency().equals(currency))
                throw Refused.badInput("currency-mixed", "milestones.amount", "the contract is in " + currency);
        }
    }
}
