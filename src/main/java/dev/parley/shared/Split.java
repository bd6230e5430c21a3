package dev.parley.shared;

/** Who gets what of a held amount: freelancer, client, or back to the milestone's free escrow. No cent is lost. */
public record Split(Money toFreelancer, Money toClient, Money toEscrow) {
    public Split {
        if (toFreelancer.minor() < 0 || toClient.minor() < 0 || toEscrow.minor() < 0)
            throw Refused.badInput("split-negative", "amount", "no part of a split is below zero");
        total(toFreelancer, toClient, toEscrow);
    }

    public static Split allToFreelancer(Money held) {
        return new Split(held, held.zero(), held.zero());
    }

    public static Split allToClient(Money held) {
        return new Split(held.zero(), held, held.zero());
    }

    public static Split backToEscrow(Money held) {
        return new Split(held.zero(), held.zero(), held);
    }

    /** The freelancer's part as given, the rest to the client; more than is held is refused. */
    public static Split between(Money held, Money toFreelancer) {
        if (toFreelancer.compareTo(held) > 0)
            throw Refused.badInput(
                    "amount-above-hold", "toFreelancer", toFreelancer + " is more than the " + held + " held");
        return new Split(toFreelancer, held.minus(toFreelancer), held.zero());
    }

    public Money total() {
        return total(toFreelancer, toClient, toEscrow);
    }

    private static Money total(Money a, Money b, Money c) {
        return a.plus(b).plus(c);
    }
}
