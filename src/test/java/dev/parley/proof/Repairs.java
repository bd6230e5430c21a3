package dev.parley.proof;

import dev.parley.Api;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What operations do about a notice of the window that runs, which failed for good, came back, or did not (NOT-3, DOR-4). */
final class Repairs {
    private static final List<String> OPERATIONS = List.of("otto", "olga");

    private final Life life;
    private final Work work;
    private final Chance chance;

    Repairs(Life life, Work work, Chance chance) {
        this.life = life;
        this.work = work;
        this.chance = chance;
    }

    void whatFailed() {
        some(life.notices(work).stream().filter(Product.Notice::failed).toList());
    }

    void any() {
        some(life.notices(work));
    }

    private void some(List<Product.Notice> notices) {
        if (notices.isEmpty()) return;
        var notice = chance.of(notices);
        if (chance.oneIn(3)) repeat(notice.id(), notice.failed());
        else correct(notice.id(), notice.failed());
    }

    private void repeat(UUID notice, boolean failed) {
        life.said("otto", "otto sends a notice again", failed, "/notices/" + notice + "/repeat", null);
        if (failed) life.rules.events.add("notice repeated");
    }

    /** One proposes another address; another, or the same, says what they think of that, or of one before. */
    private void correct(UUID notice, boolean failed) {
        var path = "/notices/" + notice + "/address-corrections";
        var by = chance.of(OPERATIONS);
        var address = Map.of("address", Api.fresh("right") + "@parties.example");
        life.said(by, by + " corrects an address", failed, path, address);
        if (!failed) return;
        var newest = Objects.requireNonNull(work.corrections.merge(notice, 1, Integer::sum));
        var second = chance.of(OPERATIONS);
        var seen = chance.seen(newest);
        var confirmed = !chance.oneIn(4);
        var taken = seen == newest && !second.equals(by);
        var what = second + " confirms correction " + seen + ": " + confirmed;
        life.said(second, what, taken, path + "/" + seen + "/confirmation", Map.of("confirmed", confirmed));
        if (taken && confirmed) life.rules.events.add("address corrected");
    }
}
