package dev.parley.proof;

import dev.parley.Api;
import dev.parley.shared.Money;
import java.util.List;
import java.util.UUID;

/** Whole lives, each played by its own parties; what comes of one is the same each time. */
enum Script {
    APPROVED {
        @Override
        void go(Caller caller, UUID milestone) {
            var review = submit(caller, milestone);
            caller.act("approve", api -> api.approve(review));
        }
    },
    CHANGED {
        @Override
        void go(Caller caller, UUID milestone) {
            var review = submit(caller, milestone);
            caller.act("request changes", api -> api.requestChanges(review, "More blue."));
            var second = submit(caller, milestone);
            caller.act("approve", api -> api.approve(second));
        }
    },
    WITHDRAWN {
        @Override
        void go(Caller caller, UUID milestone) {
            var dispute = file(caller, milestone);
            caller.act("update", api -> api.update(dispute, LESS, "It was less."));
            caller.act("withdraw", api -> api.withdraw(dispute));
        }
    },
    ANSWERED {
        @Override
        void go(Caller caller, UUID milestone) {
            var dispute = file(caller, milestone);
            caller.act("approve the request", api -> api.approveRequest(dispute, 1));
        }
    },
    SETTLED {
        @Override
        void go(Caller caller, UUID milestone) {
            var dispute = file(caller, milestone);
            caller.act("decline", api -> api.decline(dispute, 1));
            caller.act("offer", api -> api.offer(dispute, "CLIENT", LESS));
            caller.act("accept", api -> api.accept(dispute, "FREELANCER", 1));
        }
    },
    RESOLVED {
        @Override
        void go(Caller caller, UUID milestone) {
            var dispute = file(caller, milestone);
            caller.act("decline", api -> api.decline(dispute, 1));
            var mediator = caller.read(api -> api.dispute(dispute)).at("/mediator");
            caller.act("propose", api -> api.as(mediator).propose(dispute, LESS));
            caller.act("client decides", api -> api.decide(dispute, "CLIENT", 1, "ACCEPT"));
            caller.act("freelancer decides", api -> api.decide(dispute, "FREELANCER", 1, "ACCEPT"));
        }
    },
    SILENT {
        @Override
        void go(Caller caller, UUID milestone) {
            submit(caller, milestone);
        }
    };

    /** Those that come to their end without the clock's help. */
    static final List<Script> ENDING = List.of(APPROVED, CHANGED, WITHDRAWN, ANSWERED, SETTLED, RESOLVED);

    private static final Money AMOUNT = Money.of(50_000, "USD");
    private static final Money LESS = Money.of(20_000, "USD");

    abstract void go(Caller caller, UUID milestone);

    /** Plays it to its end, and says in which contract. */
    UUID play(Caller caller) {
        var body = Api.contract("DIRECT", "USD", "America/New_York", "US-NY", AMOUNT.minor());
        var contract = caller.act("register", api -> api.register(body));
        var deposit = Api.fresh("deposit");
        caller.act("deposit", api -> api.deposit(contract.milestone(0), deposit, AMOUNT));
        go(caller, contract.milestone(0));
        return contract.id();
    }

    private static UUID submit(Caller caller, UUID milestone) {
        var submission = Api.fresh("submission");
        return caller.act("submit", api -> api.submit(milestone, submission, AMOUNT))
                .id();
    }

    private static UUID file(Caller caller, UUID milestone) {
        submit(caller, milestone);
        return caller.act("file", api -> api.file(milestone, AMOUNT)).id();
    }
}
