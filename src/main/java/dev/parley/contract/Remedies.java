package dev.parley.contract;

import dev.parley.shared.Ids;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What one of operations wants to be done about money that waits, until a second person has decided (DOR-4). */
@Component
public class Remedies {
    private static final String REMEDIES =
            "select r.*, t.body as grounds from remedy r join kept_text t on t.id = r.ground_text ";

    private final JdbcClient db;
    private final Texts texts;

    Remedies(JdbcClient db, Texts texts) {
        this.db = db;
        this.texts = texts;
    }

    /** What can be done by hand. */
    public enum Kind {
        /** A transfer that was refused or came back is ordered anew. */
        REORDER_TRANSFER,
        /** The frozen part of a chargeback is given up. */
        CANCEL_CHARGEBACK,
        /** A pending deposit is booked to a milestone. */
        BOOK_DEPOSIT,
        /** A pending deposit goes back to the client. */
        RETURN_DEPOSIT
    }

    /**
     * What is to be done about what.
     *
     * @param target the milestone that a deposit is booked to
     */
    public record Proposal(
            Kind kind, UUID subject, @Nullable UUID target, String grounds) {}

    /**
     * A remedy that was proposed.
     *
     * @param milestone whose money it is
     */
    public record Remedy(
            UUID id,
            Kind kind,
            UUID subject,
            UUID milestone,
            @Nullable UUID target,
            String grounds,
            String proposedBy,
            Instant proposedAt,
            @Nullable Boolean confirmed) {
        /** It can still be decided, by another person than the one who proposed it. */
        public void requireDecidableBy(String person) {
            if (confirmed != null) throw Refused.conflict("already-decided", "the remedy was decided before");
            if (proposedBy.equals(person))
                throw Refused.forbidden(
                        "second-person-needed", "what is done about money is confirmed by another person");
        }
    }

    /** One at a time on one subject. The milestone's row is locked. */
    public UUID propose(Proposal proposal, Milestone milestone, String by) {
        if (open(proposal.subject()).isPresent())
            throw Refused.conflict("remedy-open", "a remedy is proposed for this already: decide it first");
        var id = Ids.next();
        db.sql("insert into remedy (id, kind, subject, milestone, target, ground_text, proposed_by)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        id,
                        proposal.kind().name(),
                        proposal.subject(),
                        milestone.id(),
                        proposal.target(),
                        texts.keep(milestone.contract().id(), proposal.grounds())
                                .id(),
                        by)
                .update();
        return id;
    }

    public Optional<Remedy> find(UUID id) {
        return db.sql(REMEDIES + "where r.id = ?")
                .param(id)
                .query(Remedies::remedy)
                .optional();
    }

    /** What waits for a second person, oldest first. */
    public List<Remedy> open() {
        return db.sql(REMEDIES + "where r.decided_at is null order by r.id")
                .query(Remedies::remedy)
                .list();
    }

    public void decide(Remedy remedy, boolean confirmed, String by) {
        var decided = db.sql("""
                        update remedy set confirmed = ?, decided_by = ?, decided_at = parley.now()
                         where id = ? and decided_at is null
                        """).params(confirmed, by, remedy.id()).update();
        if (decided == 0) throw Refused.conflict("already-decided", "the remedy was decided before");
    }

    private Optional<Remedy> open(UUID subject) {
        return db.sql(REMEDIES + "where r.subject = ? and r.decided_at is null")
                .param(subject)
                .query(Remedies::remedy)
                .optional();
    }

    private static Remedy remedy(ResultSet row, int number) throws SQLException {
        return new Remedy(
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getObject("subject", UUID.class),
                row.getObject("milestone", UUID.class),
                row.getObject("target", UUID.class),
                row.getString("grounds"),
                row.getString("proposed_by"),
                row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                (Boolean) row.getObject("confirmed"));
    }
}
