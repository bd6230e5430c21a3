package dev.parley.sandbox;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Document;
import dev.parley.ledger.Balances;
import dev.parley.ledger.Book;
import dev.parley.ledger.Escrow;
import dev.parley.ledger.Transfer;
import dev.parley.mediation.Assignments;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import dev.parley.shared.Clock;
import dev.parley.shared.Side;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which samples were played, and how each stands now. */
@Component
@Profile("sandbox")
class SampleTable {
    private final JdbcClient db;
    private final Clock clock;
    private final Milestones milestones;
    private final Reviews reviews;
    private final Disputes disputes;
    private final CaseFile file;
    private final Assignments assignments;
    private final Deadlines deadlines;
    private final Book book;

    SampleTable(
            JdbcClient db,
            Clock clock,
            Milestones milestones,
            Reviews reviews,
            Disputes disputes,
            CaseFile file,
            Assignments assignments,
            Deadlines deadlines,
            Book book) {
        this.db = db;
        this.clock = clock;
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
        this.file = file;
        this.assignments = assignments;
        this.deadlines = deadlines;
        this.book = book;
    }

    /**
     * One sample.
     *
     * @param number the case's number; "review" or "claim" where there was no case
     * @param state how it ended, or what it waits for
     * @param at the deadline, or the end; empty where nothing is due
     * @param zone in which {@code at} was counted, or is shown
     * @param mails how many the mail server took for the two parties
     */
    public record Row(
            String name,
            String title,
            String number,
            boolean open,
            String state,
            Balances money,
            Optional<Instant> at,
            ZoneId zone,
            int mails) {}

    boolean isPlayed(String name) {
        return db.sql("select exists (select from sandbox_sample where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    void played(String name, UUID milestone) {
        db.sql("insert into sandbox_sample values (?, ?, ?::timestamptz)")
                .params(name, milestone, clock.now().toString())
                .update();
    }

    /** In the order in which they were played. */
    @Transactional(readOnly = true)
    public List<Row> rows() {
        return db.sql("select name, subject from sandbox_sample order by played_at, name")
                .query((row, n) -> row(row.getString("name"), row.getObject("subject", UUID.class)))
                .list();
    }

    private Row row(String name, UUID milestoneId) {
        var milestone = milestones.findById(milestoneId).orElseThrow();
        var contract = milestone.contract();
        var life = life(milestone);
        var deadline = life.ended == null ? nextDeadline(life.subject) : Optional.<Deadline>empty();
        return new Row(
                name,
                contract.title(),
                life.number,
                life.ended == null,
                life.state,
                book.balances(new Escrow(contract.id(), milestoneId, contract.currency())),
                deadline.map(Deadline::dueAt).or(() -> Optional.ofNullable(life.ended)),
                deadline.map(due -> due.certificate().zone())
                        .orElseGet(() -> contract.party(Side.CLIENT).zone()),
                mails(milestone));
    }

    private record Life(
            UUID subject,
            String number,
            String state,
            @Nullable Instant ended) {}

    private Life life(Milestone milestone) {
        return last(disputes.of(milestone.id()).stream())
                .map(this::ofCase)
                .or(() -> last(reviews.of(milestone.id()).stream()).map(SampleTable::ofReview))
                .orElseGet(() -> ofClaim(milestone));
    }

    private Life ofCase(Dispute dispute) {
        var state = dispute.ending().map(SampleTable::words).orElseGet(() -> waitsFor(dispute));
        return new Life(
                dispute.id(), dispute.number(), state, dispute.closedAt().orElse(null));
    }

    private String waitsFor(Dispute dispute) {
        return switch (dispute.stage()) {
            case RESPONSE -> "client's response";
            case MEDIATION -> "proposal by " + assignments.current(dispute.id()).orElse("a lead mediator");
            case DECISIONS -> "decisions of both";
            case ELECTION -> "elections of both";
            case ARBITRATION -> isAwardEntered(dispute) ? "award's confirmation" : "award";
            case CLOSED -> "nobody";
        };
    }

    private boolean isAwardEntered(Dispute dispute) {
        var awards = file.all(dispute.id(), Document.Kind.AWARD, Document.Award.class);
        var answers = file.all(dispute.id(), Document.Kind.AWARD_CONFIRMATION, Document.AwardConfirmation.class);
        return awards.size() > answers.size();
    }

    private static Life ofReview(Review review) {
        var state = review.state() == Review.State.OPEN ? "client's review" : words(review.state());
        return new Life(review.id(), "review", state, review.endedAt());
    }

    private Life ofClaim(Milestone milestone) {
        var window = milestone.clockId();
        if (window != null) return new Life(window, "claim", "freelancer's claim", null);
        var refund = last(book.transfers(milestone.id()).stream()).map(Transfer::at);
        return new Life(milestone.id(), "claim", "not claimed", refund.orElse(null));
    }

    private Optional<Deadline> nextDeadline(UUID subject) {
        return deadlines.of(subject).stream()
                .filter(deadline -> deadline.state() == Deadline.State.OPEN)
                .min(Comparator.comparing(Deadline::dueAt));
    }

    /** No two samples share a party, so the parties' mails are the sample's. */
    private int mails(Milestone milestone) {
        var contract = milestone.contract();
        return db.sql("select count(*) from delivery where state = 'ACCEPTED' and address in (?, ?)")
                .params(
                        contract.party(Side.CLIENT).email(),
                        contract.party(Side.FREELANCER).email())
                .query(Integer.class)
                .single();
    }

    private static <T> Optional<T> last(Stream<T> oldestFirst) {
        return oldestFirst.reduce((earlier, later) -> later);
    }

    private static String words(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
