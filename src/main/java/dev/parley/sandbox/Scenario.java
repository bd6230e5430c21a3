package dev.parley.sandbox;

import static dev.parley.shared.Side.CLIENT;
import static dev.parley.shared.Side.FREELANCER;

import dev.parley.sandbox.SampleCaller.Failed;
import dev.parley.shared.Money;
import java.math.BigDecimal;
import java.util.Locale;

/** The states that the sandbox brings a new case to; those that end by silence move its clock. */
enum Scenario {
    FUNDED("the milestone's amount is in escrow, nothing was submitted", (life, of) -> life.deposit()),
    REVIEW_OPEN("work was submitted, the client reviews it", Scenario::submitted),
    CHANGES_REQUESTED(
            "the client asked for changes, no clock runs",
            (life, of) -> submitted(life, of).requestChanges("Please take the new logo.")),
    CLAIM_OPEN(
            "the client ended the contract, the freelancer can file",
            (life, of) -> life.deposit().endContract(CLIENT)),
    DISPUTE_FILED("a dispute is filed, the client has not answered", Scenario::filed),
    OFFERED(
            "a dispute is filed, and the freelancer has offered to take half",
            (life, of) -> filed(life, of).offer(FREELANCER, of.half())),
    DECLINED("the client declined, a mediator is to propose", (life, of) -> Samples.declined(life, of.all())),
    PROPOSED("the mediator proposed half, both decide", Scenario::proposed),
    NOT_RESOLVED("the client rejected the proposal, both can go on to arbitration", Scenario::rejected),
    ELECTED_BY_ONE(
            "the freelancer goes on to arbitration, the client has not said",
            (life, of) -> rejected(life, of).elect(FREELANCER)),
    ELECTED_BY_BOTH("both go on to arbitration, the award is awaited", Scenario::arbitrated),
    AWARD_ENTERED(
            "one of operations entered the award, another is to confirm it",
            (life, of) -> arbitrated(life, of).enterAward("otto", of.half())),
    ENDED_APPROVED(
            "the client approved the work: released",
            (life, of) -> submitted(life, of).approve()),
    ENDED_APPROVED_BY_SILENCE(
            "nobody answered the work: released",
            (life, of) -> submitted(life, of).beSilent()),
    ENDED_BY_FREELANCER(
            "the freelancer ended the contract: refunded",
            (life, of) -> submitted(life, of).endContract(FREELANCER)),
    ENDED_UNCLAIMED(
            "the client ended the contract, and nobody claimed: refunded",
            (life, of) -> life.deposit().endContract(CLIENT).beSilent()),
    ENDED_CLIENT_APPROVED(
            "the client approved the request: released",
            (life, of) -> filed(life, of).approveRequest()),
    ENDED_NO_RESPONSE(
            "the client did not answer the dispute: released",
            (life, of) -> filed(life, of).beSilent()),
    ENDED_WITHDRAWN(
            "the freelancer withdrew: reviewed anew",
            (life, of) -> filed(life, of).withdraw()),
    ENDED_SETTLED(
            "the freelancer accepted the client's offer of half",
            (life, of) -> filed(life, of).offer(CLIENT, of.half()).accept(FREELANCER, 1)),
    ENDED_PROPOSAL_ACCEPTED(
            "both accepted the proposal of half",
            (life, of) -> proposed(life, of).decide(CLIENT, "ACCEPT").decide(FREELANCER, "ACCEPT")),
    ENDED_NOBODY_ELECTED(
            "not resolved, and nobody went on: refunded",
            (life, of) -> rejected(life, of).beSilent()),
    ENDED_ONE_ELECTED(
            "not resolved, and the freelancer alone went on: released",
            (life, of) -> rejected(life, of).elect(FREELANCER).beSilent()),
    ENDED_AWARDED(
            "the award of half was entered and confirmed",
            (life, of) -> arbitrated(life, of).enterAward("otto", of.half()).confirmAward("olga"));

    private final String sentence;
    private final Play play;

    Scenario(String sentence, Play play) {
        this.sentence = sentence;
        this.play = play;
    }

    /** What is done on a contract about this amount. */
    @FunctionalInterface
    private interface Play {
        void on(SampleLife life, Amount of) throws Failed, InterruptedException;
    }

    /** An amount as samples say it, in major units. */
    private record Amount(Money whole) {
        String all() {
            return major(whole.minor());
        }

        String half() {
            return major(whole.minor() / 2);
        }

        private String major(long minor) {
            return BigDecimal.valueOf(minor, whole.currency().getDefaultFractionDigits())
                    .toPlainString();
        }
    }

    void play(SampleLife life, Money amount) throws Failed, InterruptedException {
        play.on(life, new Amount(amount));
    }

    /** As it is called. */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String sentence() {
        return sentence;
    }

    private static SampleLife submitted(SampleLife life, Amount of) throws Failed, InterruptedException {
        return life.deposit().submit(of.all(), "Everything is in the shared folder.");
    }

    private static SampleLife filed(SampleLife life, Amount of) throws Failed, InterruptedException {
        return submitted(life, of).file("PAYMENT_NOT_RELEASED", of.all(), "Everything is handed over as agreed.");
    }

    private static SampleLife proposed(SampleLife life, Amount of) throws Failed, InterruptedException {
        return Samples.declined(life, of.all()).propose(of.half(), "PARTLY_DELIVERED", "Half of it is as agreed.");
    }

    private static SampleLife rejected(SampleLife life, Amount of) throws Failed, InterruptedException {
        return proposed(life, of).decide(CLIENT, "REJECT");
    }

    private static SampleLife arbitrated(SampleLife life, Amount of) throws Failed, InterruptedException {
        return rejected(life, of).elect(FREELANCER).elect(CLIENT);
    }
}
