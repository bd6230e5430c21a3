package dev.parley.proof;

import dev.parley.proof.CaseRules.Stage;
import dev.parley.proof.MilestoneRules.Clock;

/** What somebody does next about a milestone: right, wrong, late, stale, out of order or once more. */
final class Acts {
    private final Life life;
    private final Work work;
    private final MilestoneRules rules;
    private final Chance chance;
    private final WorkActs about;

    Acts(Life life, Work work, Chance chance) {
        this.life = life;
        this.work = work;
        this.rules = work.rules;
        this.chance = chance;
        this.about = new WorkActs(life, work, chance);
    }

    /** More often one that fits. */
    void some() {
        if (chance.oneIn(3)) any();
        else fitting();
    }

    private void fitting() {
        if (work.due() != null && chance.oneIn(6)) askForTime();
        if (work.due() != null && chance.oneIn(4)) new Repairs(life, work, chance).whatFailed();
        switch (rules.clock) {
            case NONE -> {
                if (rules.free == 0) about.deposit();
                about.submit();
            }
            case REVIEW -> {
                switch (chance.below(8)) {
                    case 0 -> about.approve();
                    case 1 -> about.requestChanges();
                    case 2, 3, 4 -> about.file(false);
                    case 5 -> {
                        if (chance.oneIn(2)) about.endContract();
                    }
                    default -> {}
                }
            }
            case CLAIM -> {
                if (chance.oneIn(3)) about.file(true);
            }
            case CASE -> inCase(this::fitting);
        }
    }

    private void fitting(CaseActs acts, CaseRules at) {
        if (chance.oneIn(5)) settle(acts, at);
        switch (at.stage) {
            case RESPONSE -> {
                if (!chance.oneIn(3)) acts.answer(chance.oneIn(5));
            }
            case DECISIONS -> {
                for (var n = chance.below(3); n > 0; n--) acts.decide(!chance.oneIn(5));
            }
            case ELECTION -> {
                for (var n = chance.below(4); n > 0; n--) acts.elect();
            }
            case MEDIATION, ARBITRATION -> staff();
        }
    }

    /** Offers until there is one, then accepts it. */
    private static void settle(CaseActs acts, CaseRules at) {
        if (at.offers == 0) acts.offer();
        else acts.accept();
    }

    private void any() {
        switch (chance.below(rules.clock == Clock.CASE ? 30 : 15)) {
            case 0, 1 -> about.deposit();
            case 2, 3 -> about.submit();
            case 4 -> about.approve();
            case 5 -> about.requestChanges();
            case 6, 7 -> about.file(false);
            case 8 -> about.file(true);
            case 9 -> {
                if (chance.oneIn(3)) about.endContract();
            }
            case 10 -> new TimeActs(life, work, chance).hearOfNotice(true);
            case 11 -> new TimeActs(life, work, chance).hearOfNotice(false);
            case 12, 13 -> time();
            case 14 -> new Repairs(life, work, chance).any();
            default -> inCase((acts, at) -> any(acts));
        }
    }

    private void any(CaseActs acts) {
        switch (chance.below(14)) {
            case 0, 1 -> acts.update();
            case 2 -> acts.answer(chance.oneIn(2));
            case 3 -> {
                if (chance.oneIn(3)) acts.withdraw();
            }
            case 4, 5 -> acts.offer();
            case 6 -> acts.accept();
            case 7 -> acts.propose();
            case 8 -> acts.decide(chance.oneIn(2));
            case 9 -> acts.elect();
            case 10 -> acts.enterAward();
            case 11 -> acts.confirmAward();
            case 12 -> acts.handBack();
            default -> acts.declareInterest();
        }
    }

    /** A later end, asked for and mostly granted. */
    private void askForTime() {
        var acts = new TimeActs(life, work, chance);
        if (chance.oneIn(2)) {
            acts.proposeLaterEnd();
            acts.acceptLaterEnd();
        } else {
            acts.askForLaterEnd();
            acts.confirmLaterEnd();
        }
    }

    private void time() {
        var acts = new TimeActs(life, work, chance);
        switch (chance.below(4)) {
            case 0 -> acts.proposeLaterEnd();
            case 1 -> acts.acceptLaterEnd();
            case 2 -> acts.askForLaterEnd();
            default -> acts.confirmLaterEnd();
        }
    }

    /** What brings it nearer to its end, when nobody but staff is waited for. */
    void staff() {
        inCase((acts, at) -> {
            if (at.isAt(Stage.MEDIATION)) mediate(acts, at);
            else if (at.isAt(Stage.ARBITRATION) && chance.oneIn(2)) acts.enterAward();
            else if (at.isAt(Stage.ARBITRATION)) acts.confirmAward();
        });
    }

    /** Mediators may take their time, and give a case back. With nobody left who may propose, the filer gives up. */
    private void mediate(CaseActs acts, CaseRules at) {
        if (!rules.contract.ties.isAnybodyLeft(at)) acts.withdraw();
        else
            switch (chance.below(8)) {
                case 0 -> acts.handBack();
                case 1 -> acts.declareInterest();
                case 2, 3 -> {}
                default -> acts.propose();
            }
    }

    private interface InCase {
        void go(CaseActs acts, CaseRules at);
    }

    /** In the case that is open, or the last; in none, nothing happens. */
    private void inCase(InCase act) {
        var at = rules.disputed;
        if (at != null) act.go(new CaseActs(life, work, at, chance), at);
    }
}
