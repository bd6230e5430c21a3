package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.journal.Journal;
import dev.parley.ledger.Transfer;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What happened, in words: from the journal, and from the book. An event without words is not for the parties. */
@Component
class Story {
    private final Phrases phrases;

    Story(Phrases phrases) {
        this.phrases = phrases;
    }

    /** Something that happened. */
    record Event(String at, String text) {}

    /** A movement of money. */
    record Movement(String at, String what, List<Row> parts) {}

    /** Oldest first. */
    List<Event> events(Matter matter) {
        return matter.events().stream()
                .flatMap(entry -> text(matter, entry).stream()
                        .map(text -> new Event(FactText.moment(entry.at(), matter.zone()), text)))
                .toList();
    }

    private Optional<String> text(Matter matter, Journal.Entry entry) {
        var key = "event." + entry.type();
        return phrases.first(
                Stream.of(key + whose(matter, entry.actor()), key),
                matter.other(),
                money(entry.facts(), "amount", "toFreelancer", "net"),
                money(entry.facts(), "fee"),
                money(entry.facts(), "toClient"),
                money(entry.facts(), "toEscrow"),
                String.valueOf(entry.facts().getOrDefault("version", "")));
    }

    private static String whose(Matter matter, Actor actor) {
        return switch (actor.kind()) {
            case CLIENT -> matter.side() == Side.CLIENT ? ".you" : ".other";
            case FREELANCER -> matter.side() == Side.FREELANCER ? ".you" : ".other";
            case STAFF, CONTRACTS_SYSTEM, PARLEY -> ".house";
        };
    }

    /** The first of these facts that there is, as it is read. */
    private static String money(Map<String, Object> facts, String... names) {
        for (var name : names)
            if (facts.get(name) instanceof Map<?, ?> money
                    && money.get("minor") instanceof Long minor
                    && money.get("currency") instanceof String currency)
                return FactText.money(Money.of(minor, currency));
        return "";
    }

    /** Oldest first; each movement with what it changed. */
    List<Movement> movements(Matter matter) {
        return matter.transfers().stream()
                .map(transfer -> new Movement(
                        FactText.moment(transfer.at(), matter.zone()),
                        phrases.of("movement." + transfer.purpose()),
                        transfer.postings().stream()
                                .map(posting -> part(matter, posting))
                                .toList()))
                .toList();
    }

    private Row part(Matter matter, Transfer.Posting posting) {
        var amount = FactText.money(posting.amount());
        return new Row(
                phrases.first(
                                Stream.of(
                                        "account." + posting.account() + "." + matter.side(),
                                        "account." + posting.account()),
                                matter.other())
                        .orElseThrow(),
                posting.amount().isPositive() ? "+" + amount : amount.replace('-', '−'));
    }
}
