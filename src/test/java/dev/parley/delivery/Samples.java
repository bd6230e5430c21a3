package dev.parley.delivery;

import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Premise;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notices of every kind, with facts as a real case has them. */
final class Samples {
    static final Instant DEADLINE = Instant.parse("2026-12-04T17:00:00Z");
    static final UUID MILESTONE = Ids.next();
    private static final UUID CONTRACT = Ids.next();
    private static final UUID CLIENT = Ids.next();
    private static final UUID FREELANCER = Ids.next();
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final Map<String, Object> FACTS = Map.ofEntries(
            Map.entry("amount", Money.of(123450, "USD")),
            Map.entry("fee", Money.of(4197, "USD")),
            Map.entry("net", Money.of(119253, "USD")),
            Map.entry("toFreelancer", Money.of(80000, "USD")),
            Map.entry("toClient", Money.of(43450, "USD")),
            Map.entry("toEscrow", Money.of(0, "USD")),
            Map.entry("share", Money.of(29100, "USD")),
            Map.entry("arbitrationFees", "Returned to who paid them"),
            Map.entry("deadline", DEADLINE),
            Map.entry("answerBy", DEADLINE),
            Map.entry("manifest", """
                    Request, version 1
                    SHA-256 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                    delivery-note.txt, 1,234 bytes
                    SHA-256 fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"""),
            Map.entry("since", Instant.parse("2026-10-01T07:30:00Z")),
            Map.entry("version", 2),
            Map.entry("contract", "Website relaunch"),
            Map.entry("milestone", "Homepage design"),
            Map.entry("other", "Nadia Okafor"),
            Map.entry("who", "Nadia Okafor"),
            Map.entry("mediator", "Mira Lindqvist"),
            Map.entry("caseNumber", "D-1042"),
            Map.entry("ground", "The client does not release a payment despite delivery"),
            Map.entry("reason", "Delivered late"),
            Map.entry("reasonCode", "Delivered in part"),
            Map.entry(
                    "statement",
                    "I delivered the three drafts on 3 November, as agreed.\n\nSince then I have asked twice for feedback and got none."),
            Map.entry("message", "The colours are not those of our brand.\nPlease use the palette that we sent."),
            Map.entry("description", "We agreed on 1 November. The drafts came on 3 November at 17:40."),
            Map.entry("reasons", "Two of three drafts were delivered as agreed; the third is missing the mobile view."),
            Map.entry("decision", "accepted"),
            Map.entry("ifBoth", "The provider decides, and the money stays on hold until then."),
            Map.entry("ifOne", "The 1,234.50 USD go to the one who does."),
            Map.entry("ifNeither", "The 1,234.50 USD are refunded to the client."),
            Map.entry("ending", "No response in time"),
            Map.entry("why", "The client had until 4 December 2026 to answer, and did not."),
            Map.entry("act", "approve the work"),
            Map.entry("code", Ids.next().toString()),
            Map.entry("window", "review period"),
            Map.entry("before", Instant.parse("2026-12-01T17:00:00Z")),
            Map.entry("until", Instant.parse("2026-12-09T17:00:00Z")),
            Map.entry("grounds", "The client's site was down."),
            Map.entry("otherwise", "The requested amount is released to the freelancer."),
            Map.entry("next", "Nothing is left in escrow for this milestone."));

    private Samples() {}

    /** A milestone for the samples to be about, in tests whose mails lead to it. */
    static void keepMilestone(JdbcClient db, UUID milestone) {
        db.sql("""
                        insert into terms values ('samples', 'MARKETPLACE', 'USD', 0, 14, 7, 5, 2, 4, 2, 7, 60, 30, 29100, 'CLIENT', 'ELECTOR', 4, 3, 24, 2, 365)
                        on conflict do nothing
                        """).update();
        db.sql("""
                        insert into party (id, system, external_id, name, email, version)
                        select ids.id, 'samples', ids.id, 'Anna Weber', 'anna@client.example', 0 from unnest(?) as ids (id)
                        on conflict do nothing
                        """).param(new UUID[] {CLIENT, FREELANCER}).update();
        db.sql("""
                        insert into contract (id, system, external_id, kind, currency, title, client_id, freelancer_id, terms_version,
                                              service_fee_rate, registered_at, version)
                        values (?, 'samples', 'samples', 'MARKETPLACE', 'USD', 'Website relaunch', ?, ?, 'samples', 0, parley.now(), 0)
                        on conflict do nothing
                        """).params(CONTRACT, CLIENT, FREELANCER).update();
        db.sql("""
                        insert into milestone (id, contract_id, external_id, title, amount_minor, version)
                        values (?, ?, ?, 'Homepage design', 123450, 0) on conflict do nothing
                        """).params(milestone, CONTRACT, milestone.toString()).update();
    }

    /** Every kind for every role that gets it. */
    static Stream<Arguments> kindsAndRoles() {
        return Stream.of(Kind.values())
                .flatMap(kind -> kind.roles().stream().sorted().map(role -> Arguments.of(kind, role)));
    }

    static Notice notice(Kind kind, String role) {
        return notice(kind, new Recipient(role, "Anna Weber", "anna@client.example", BERLIN), Map.of());
    }

    static Notice notice(Kind kind, Recipient to, Map<String, Object> otherFacts) {
        var facts = new HashMap<String, Object>();
        for (var name : kind.facts()) facts.put(name, otherFacts.getOrDefault(name, FACTS.get(name)));
        return new Notice(kind, to, MILESTONE, Ids.next(), kind.hasDeadline() ? Ids.next() : null, List.of(), facts);
    }

    /** A review opened for the client, about this subject. */
    static Notice reviewOpened(UUID subject, UUID deadline) {
        var sample = notice(Kind.REVIEW_OPENED, "CLIENT");
        return new Notice(
                sample.kind(),
                sample.to(),
                MILESTONE,
                subject,
                deadline,
                List.of(Premise.windowOpen(deadline)),
                sample.facts());
    }

    /** A notice that asks for nothing, and so can't be dropped. */
    static Notice changesRequested(UUID subject, String address) {
        var to = new Recipient("FREELANCER", "Nadia Okafor", address, BERLIN);
        var sample = notice(Kind.CHANGES_REQUESTED, to, Map.of());
        return new Notice(sample.kind(), sample.to(), MILESTONE, subject, null, List.of(), sample.facts());
    }

    static Delivery delivery(Notice notice) {
        var to = notice.to();
        return new Delivery(
                Ids.next(),
                notice.kind(),
                to.role(),
                FactText.line(to.name(), 200),
                to.address(),
                notice.milestone(),
                notice.subject(),
                notice.deadline(),
                notice.dueAt(),
                notice.premises(),
                notice.inWords(),
                Instant.parse("2026-11-20T17:00:00Z"),
                1,
                null);
    }
}
