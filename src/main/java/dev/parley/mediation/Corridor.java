package dev.parley.mediation;

import dev.parley.shared.Money;
import java.util.Optional;

/**
 * Between what the client last offered and what the freelancer last asked for, the whole hold and nothing where a side
 * made no offer: a proposal outside it needs a reason of its own (RES-1).
 */
public record Corridor(Money low, Money high) {
    public static Corridor between(Optional<Money> offered, Optional<Money> asked, Money held) {
        var client = offered.orElse(held.zero()).min(held);
        var freelancer = asked.orElse(held).min(held);
        return client.compareTo(freelancer) <= 0 ? new Corridor(client, freelancer) : new Corridor(freelancer, client);
    }

    public boolean contains(Money toFreelancer) {
        return toFreelancer.compareTo(low) >= 0 && toFreelancer.compareTo(high) <= 0;
    }
}
