package dev.parley.portal;

import dev.parley.contract.Terms;
import dev.parley.delivery.FactText;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What stands on a case's page, in the words of the one who reads it. */
@Component
class CaseViews {
    private final Phrases phrases;
    private final Outcomes outcomes;
    private final String paymentUrl;

    CaseViews(Phrases phrases, Outcomes outcomes, @Value("${parley.contracts.payment-url}") String paymentUrl) {
        this.phrases = phrases;
        this.outcomes = outcomes;
        this.paymentUrl = paymentUrl;
    }

    /** Whose turn it is, and why. */
    record Turn(String title, String text) {}

    /** ARB-1, ARB-2: what there is to know about going on to arbitration. */
    record Election(
            List<Row> rows, List<Row> outcomes, @Nullable String payAt) {}

    Turn turn(Matter matter) {
        var variant = variant(matter);
        var side = "." + matter.side();
        var keys = Stream.of(variant + side, variant, "." + matter.standing() + side, "." + matter.standing());
        var all = keys.toList();
        return new Turn(turn("title", all, matter), turn("text", all, matter));
    }

    private String turn(String part, List<String> keys, Matter matter) {
        return phrases.first(
                        keys.stream().map(key -> "turn" + key + "." + part),
                        matter.other(),
                        FactText.money(matter.amount()))
                .orElseThrow();
    }

    private static String variant(Matter matter) {
        var standing = "." + matter.standing();
        if (matter.isOver()) return ".OVER";
        return switch (matter.standing()) {
            case DECISIONS -> standing + (matter.papers().hasDecided(matter.side()) ? ".waiting" : ".open");
            case ELECTION -> standing + (matter.papers().hasElected(matter.side()) ? ".waiting" : ".open");
            case CASE_CLOSED ->
                standing
                        + matter.openCase().ending().map(ending -> "." + ending).orElse("");
            case RELEASED, CONTRACT_ENDED, CHANGES_REQUESTED, NOTHING_YET -> standing;
            case REVIEW, CLAIM, RESPONSE, MEDIATION, ARBITRATION -> standing;
        };
    }

    List<Row> stake(Matter matter) {
        var rows = new ArrayList<Row>();
        var currency = matter.contract().currency();
        var dispute = matter.dispute();
        if (matter.standing() == Standing.CASE_CLOSED && dispute != null)
            dispute.split(currency).ifPresent(split -> rows.addAll(ended(matter, split)));
        else if (matter.standing() == Standing.REVIEW) rows.addAll(ifReleased(matter, "stake.requested"));
        else if (matter.isOpenCase()) rows.addAll(ifReleased(matter, "stake.onHold"));
        var rest = besides(matter);
        if (rest.isPositive())
            rows.add(new Row(phrases.of(rows.isEmpty() ? "balance.escrow" : "stake.free"), FactText.money(rest)));
        return rows;
    }

    /** Of the free escrow, what a review is not about: that is not to be shown twice. */
    private static Money besides(Matter matter) {
        var free = matter.balances().free();
        return matter.standing() == Standing.REVIEW ? free.minus(matter.amount().min(free)) : free;
    }

    private List<Row> ifReleased(Matter matter, String label) {
        var fee = outcomes.fee(matter, matter.amount());
        var rows = new ArrayList<Row>();
        rows.add(new Row(phrases.of(label), FactText.money(matter.amount())));
        if (fee.isPositive())
            rows.add(new Row(phrases.of("stake.feeIf." + matter.side(), matter.other()), FactText.money(fee)));
        return rows;
    }

    /** What the case's end has come to stands in the book: the fee is the one that was taken. */
    private List<Row> ended(Matter matter, Split split) {
        var dispute = matter.openCase();
        var settled = matter.transfers().stream()
                .filter(transfer -> transfer.purpose().equals("SETTLEMENT"))
                .filter(transfer -> transfer.postings().stream()
                        .anyMatch(posting -> posting.ref().equals(dispute.hold())))
                .findFirst();
        return settled.map(transfer -> {
                    var rows = new ArrayList<Row>();
                    rows.add(row("stake.got." + matter.side(), matter, FactText.money(transfer.toFreelancer())));
                    if (transfer.fee().isPositive())
                        rows.add(row("stake.fee." + matter.side(), matter, FactText.money(transfer.fee())));
                    rows.add(row("stake.back." + matter.side(), matter, FactText.money(split.toClient())));
                    if (split.toEscrow().isPositive())
                        rows.add(row("outcome.staysInEscrow", matter, FactText.money(split.toEscrow())));
                    return List.copyOf(rows);
                })
                .orElse(List.of());
    }

    private Row row(String label, Matter matter, String value) {
        return new Row(phrases.of(label, matter.other()), value);
    }

    /** Where this contract's money is; the escrow is the milestone's own. */
    List<Row> balances(Matter matter) {
        var balances = matter.balances();
        return List.of(
                new Row(phrases.of("balance.held"), FactText.money(balances.held())),
                new Row(phrases.of("balance.free"), FactText.money(balances.free())));
    }

    @Nullable
    Election election(Matter matter) {
        var terms = matter.terms();
        if (terms == null || matter.standing() != Standing.ELECTION) return null;
        var held = FactText.money(matter.amount());
        var rows = List.of(
                new Row(phrases.of("election.share"), FactText.money(terms.arbitrationShare())),
                new Row(phrases.of("election.held"), held),
                new Row(phrases.of("election.you"), elected(matter, matter.side())),
                new Row(
                        phrases.of("election.other", matter.other()),
                        elected(matter, matter.side().other())));
        var ends = List.of(
                new Row(phrases.of("election.ifBoth"), phrases.of("election.ifBoth.text", held)),
                new Row(phrases.of("election.ifYou"), one(matter, terms, matter.side())),
                new Row(
                        phrases.of("election.ifOther", matter.other()),
                        one(matter, terms, matter.side().other())),
                new Row(phrases.of("election.ifNeither"), goesTo(matter, terms.nobodyElects())));
        var pay = matter.papers().hasElected(matter.side()) || paymentUrl.isBlank() ? null : payAt(matter);
        return new Election(rows, ends, pay);
    }

    private String elected(Matter matter, Side side) {
        return phrases.of(matter.papers().hasElected(side) ? "election.yes" : "election.no");
    }

    private String one(Matter matter, Terms terms, Side elector) {
        return goesTo(matter, terms.winnerWhenOneElects(elector)) + " " + phrases.of("election.shareReturned");
    }

    private String goesTo(Matter matter, Side winner) {
        return phrases.of("election.goesTo" + whose(matter, winner), matter.other(), FactText.money(matter.amount()));
    }

    private String payAt(Matter matter) {
        return paymentUrl
                .replace("{contract}", encoded(matter.contract().externalId()))
                .replace("{milestone}", encoded(matter.milestone().externalId()))
                .replace("{side}", matter.side().word());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    private static String whose(Matter matter, Side side) {
        return side == matter.side() ? ".you" : ".other";
    }
}
