package dev.parley.benchmark;

import static dev.parley.benchmark.House.AMOUNT;

import dev.parley.Api;
import dev.parley.mediation.Assignments;
import dev.parley.shared.Money;
import java.util.UUID;
import javax.sql.DataSource;

/** Ours, by calls of the API over HTTP; the caller works in this process, and its work is counted with ours. */
final class Http implements Shape {
    private static final Money TO_FREELANCER = Money.of(60_000, "USD");

    private final House house;
    private final Executor executor;
    private final Api api;

    Http(House house, Executor executor) {
        this.house = house;
        this.executor = executor;
        this.api = new Api(house.port()).unchecked();
    }

    @Override
    public String name() {
        return "http";
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
            switch (act) {
                case "submit" -> api.submit(milestone, AMOUNT).expect(201);
                case "acquire" -> job = executor.acquire();
                case "timer" -> executor.execute(job);
                case "file" -> subject = api.file(milestone, AMOUNT).expect(201).id();
                case "decline" -> api.decline(subject, 1).expect(200);
                case "propose" ->
                    api.as(mediator()).propose(subject, TO_FREELANCER).expect(200);
                case "accept-first" ->
                    api.decide(subject, "CLIENT", 1, "ACCEPT").expect(200);
                case "accept-second" ->
                    api.decide(subject, "FREELANCER", 1, "ACCEPT").expect(200);
                default -> throw new IllegalArgumentException(act);
            }
        }

        private String mediator() {
            return house.get(Assignments.class).current(subject).orElseThrow();
        }
    }
}
