package dev.parley.sandbox;

import static dev.parley.shared.Side.CLIENT;
import static dev.parley.shared.Side.FREELANCER;

import dev.parley.sandbox.SampleCaller.Failed;
import java.util.List;
import java.util.stream.Stream;

/**
 * The sample contracts of {@code samples/*.json} and what is done on each: together every row of RULES.md's table of
 * endings, and every wait.
 */
final class Samples {
    private static final String NOT_RELEASED = "PAYMENT_NOT_RELEASED";
    private static final String AS_AGREED = "Everything that the milestone names is handed over; the note says when.";
    private static final String NOTE = "delivery-note.txt";

    /** What is done on one contract; the name is its file's. */
    record Sample(String name, Life life) {}

    @FunctionalInterface
    interface Life {
        void play(SampleLife life) throws Failed, InterruptedException;
    }

    /** They end when their windows do: played first, then the clock is moved once for all of them. */
    static final List<Sample> ENDED_BY_TIME = List.of(
            new Sample(
                    "review-silent",
                    life -> life.deposit().submit("1200.00", "Home page, menu and opening hours are online.")),
            new Sample("claim-unused", life -> life.deposit().endContract(CLIENT)),
            new Sample(
                    "response-silent",
                    life -> life.deposit()
                            .submit("96000", "Both translations, with the allergens.")
                            .file(NOT_RELEASED, "96000", AS_AGREED, NOTE)),
            new Sample(
                    "nobody-elects",
                    life -> declined(life, "480.500")
                            .propose("240.250", "PARTLY_DELIVERED", "Half of the forms read barcodes.")
                            .decide(FREELANCER, "ACCEPT")
                            .decide(CLIENT, "REJECT")),
            new Sample(
                    "one-elects",
                    life -> declined(life, "2100.00")
                            .propose("900.00", "QUALITY", "Four of the six labels can be printed as they are.")
                            .decide(FREELANCER, "REJECT")
                            .elect(FREELANCER, "269.00")));

    /** They end by what somebody does. */
    static final List<Sample> ENDED_BY_SOMEBODY = List.of(
            new Sample(
                    "review-approved",
                    life -> life.deposit()
                            .submit("150000", "Forty photos on white.")
                            .requestChanges("Please take the teapots with the lid on.")
                            .submit("150000", "The teapots are new.")
                            .approve()),
            new Sample(
                    "contract-ended-by-freelancer",
                    life -> life.deposit()
                            .submit("600.00", "Episodes 1 to 3 are cut.")
                            .endContract(FREELANCER)),
            new Sample(
                    "response-approved",
                    life -> life.deposit()
                            .submit("2600.00", "The calendar is live and reminds by mail.")
                            .file(NOT_RELEASED, "2000.00", "The calendar was delivered and is in use.", NOTE)
                            .update("2600.00", "The calendar and the reminders were delivered and are in use.")
                            .approveRequest()),
            new Sample(
                    "withdrawn",
                    life -> life.deposit()
                            .submit("1750.00", "All 48 pages.")
                            .file(NOT_RELEASED, "1750.00", AS_AGREED, NOTE)
                            .withdraw()),
            new Sample(
                    "settled",
                    life -> life.deposit()
                            .submit("1000.00", "The jingle in 10, 20 and 30 seconds.")
                            .file(NOT_RELEASED, "1000.00", AS_AGREED, NOTE)
                            .offer(CLIENT, "100.00")
                            .offer(FREELANCER, "800.00")
                            .offer(CLIENT, "333.33")
                            .accept(FREELANCER, 3)),
            new Sample(
                    "proposal-accepted",
                    life -> declined(life, "1300.00")
                            .propose("910.00", "PARTLY_DELIVERED", "Three of four languages are complete and correct.")
                            .decide(CLIENT, "ACCEPT")
                            .decide(FREELANCER, "ACCEPT")),
            new Sample(
                    "awarded",
                    life -> arbitrated(life, "925.750", "89.500")
                            .enterAward("otto", "617.175")
                            .confirmAward("olga")));

    /** They wait for somebody: played last, so that nothing ages away. */
    static final List<Sample> OPEN = List.of(
            new Sample("open-review", life -> life.deposit().submit("720.00", "Plan, plant list and calendar.")),
            new Sample("open-claim", life -> life.deposit().endContract(CLIENT)),
            new Sample(
                    "open-response",
                    life -> life.deposit()
                            .submit("220000", "All texts in five languages.")
                            .file(NOT_RELEASED, "180000", "Four of five languages are approved by the museum.", NOTE)),
            new Sample("open-proposal", life -> declined(life, "4100.00")),
            new Sample(
                    "open-decisions",
                    life -> declined(life, "1950.00")
                            .propose("1300.00", "DELIVERED_LATE", "Complete, but a month after the exhibition opened.")
                            .decide(CLIENT, "ACCEPT")),
            new Sample(
                    "open-elections",
                    life -> declined(life, "1500.00")
                            .propose("500.00", "AMOUNT_WRONG", "One of three months was reported.")
                            .decide(FREELANCER, "REJECT")
                            .elect(FREELANCER, "291.00")),
            new Sample("open-award", life -> arbitrated(life, "1250.000", "89.500")),
            new Sample(
                    "open-award-confirmation",
                    life -> arbitrated(life, "5200.00", "269.00").enterAward("otto", "3466.67")));

    private Samples() {}

    static List<Sample> all() {
        return Stream.of(ENDED_BY_TIME, ENDED_BY_SOMEBODY, OPEN)
                .flatMap(List::stream)
                .toList();
    }

    static SampleLife declined(SampleLife life, String amount) throws Failed, InterruptedException {
        return life.deposit()
                .submit(amount, "Everything is in the shared folder.")
                .file(NOT_RELEASED, amount, AS_AGREED, NOTE, "agreed-scope.txt")
                .decline(
                        "INCOMPLETE",
                        "We agreed on two rounds of corrections. The first was due on 9 March and never came.",
                        "open-points.csv");
    }

    private static SampleLife arbitrated(SampleLife life, String amount, String share)
            throws Failed, InterruptedException {
        return declined(life, amount)
                .propose("0", "NOT_DELIVERED", "The files that were handed over can't be used as they are.")
                .decide(FREELANCER, "REJECT")
                .elect(FREELANCER, share)
                .elect(CLIENT, share);
    }
}
