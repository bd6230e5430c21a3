package dev.parley.benchmark;

import static dev.parley.benchmark.House.AMOUNT;
import static dev.parley.benchmark.House.CONTRACTS;

import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.Ground;
import dev.parley.mediation.Assignments;
import dev.parley.mediation.ReasonCode;
import dev.parley.process.DisputeActs;
import dev.parley.process.MediationActs;
import dev.parley.shared.Actor;
import dev.parley.shared.Side;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

/** Ours, by calls of the facade. */
final class Facade implements Shape {
    private final House house;
    private final Executor executor;

    Facade(House house, Executor executor) {
        this.house = house;
        this.executor = executor;
    }

    @Override
    public String name() {
        return "facade";
    }

    @Override
    public Life begin(Kind kind) {
        var milestone = house.funded();
        if (kind == Kind.DISPUTE) house.submitted(milestone);
        return new Acts(milestone);
    }

    @Override
    public void letTimePass() {
        house.letTimePass();
    }

    @Override
    public DataSource database() {
        return house.database("postgres");
    }

    private final class Acts implements Life {
        private final UUID milestone;
        private UUID subject = new UUID(0, 0);
        private String job = "";

        Acts(UUID milestone) {
            this.milestone = milestone;
        }

        @Override
        public void play(String act) {
            var disputes = house.get(DisputeActs.class);
            var mediation = house.get(MediationActs.class);
            switch (act) {
                case "submit" -> subject = house.submitted(milestone);
                case "acquire" -> job = executor.acquire();
                case "timer" -> executor.execute(job);
                case "file" ->
                    subject = disputes.file(
                            milestone, Ground.PAYMENT_NOT_RELEASED, AMOUNT, "I delivered.", List.of(), CONTRACTS);
                case "decline" ->
                    disputes.decline(subject, 1, DeclineReason.QUALITY, "Not good.", List.of(), CONTRACTS);
                case "propose" ->
                    mediation.propose(subject, "600.00", ReasonCode.QUALITY, "Half is good.", null, mediator());
                case "accept-first" -> mediation.decide(subject, Side.CLIENT, 1, true, CONTRACTS);
                case "accept-second" -> mediation.decide(subject, Side.FREELANCER, 1, true, CONTRACTS);
                default -> throw new IllegalArgumentException(act);
            }
        }

        private Actor mediator() {
            return Actor.staff(house.get(Assignments.class).current(subject).orElseThrow());
        }
    }
}
