package dev.parley.deadline;

import dev.parley.shared.Refused;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Other ends for a window that wait for somebody's answer: the other party's, or a second person's of operations (DEA-3).
 * The newest of its kind replaces the one before, and is open until it is answered or the end moves.
 */
@Component
public class Proposals {
    private final JdbcClient db;

    Proposals(JdbcClient db) {
        this.db = db;
    }

    /** Proposes another end than the one that the window has now, and returns the proposal's number. */
    public int propose(Deadline window, Move.Cause cause, Instant until, String proposer, @Nullable UUID groundText) {
        return db.sql("""
                        insert into deadline_proposal (deadline, number, cause, from_due, until, proposer, ground_text)
                        select :id, coalesce(max(number), 0) + 1, :cause, :from, :until, :proposer, :groundText
                          from deadline_proposal where deadline = :id
                        returning number""")
                .param("id", window.id())
                .param("cause", cause.name())
                .param("from", window.dueAt().atOffset(ZoneOffset.UTC))
                .param("until", until.atOffset(ZoneOffset.UTC))
                .param("proposer", proposer)
                .param("groundText", groundText, Types.OTHER)
                .query(Integer.class)
                .single();
    }

    /** The one that can be answered now. */
    public Optional<Proposal> open(UUID deadline, Move.Cause cause) {
        return db.sql("""
                        select p.* from deadline_proposal p join deadline d on d.id = p.deadline
                         where p.deadline = ? and p.cause = ? and d.state = 'OPEN' and d.due_at = p.from_due
                           and not exists (select from deadline_proposal newer
                                            where newer.deadline = p.deadline and newer.cause = p.cause and newer.number > p.number)
                           and not exists (select from deadline_answer a where a.deadline = p.deadline and a.number = p.number)""")
                .params(deadline, cause.name())
                .query((row, n) -> new Proposal(
                        row.getObject("deadline", UUID.class),
                        row.getInt("number"),
                        Move.Cause.valueOf(row.getString("cause")),
                        DeadlineRows.instant(row, "from_due"),
                        DeadlineRows.instant(row, "until"),
                        row.getString("proposer"),
                        row.getObject("ground_text", UUID.class),
                        DeadlineRows.instant(row, "at")))
                .optional();
    }

    /** The same by the number that somebody saw (DIS-13); replaced, answered or overtaken by another end it is refused. */
    public Proposal requireOpen(UUID deadline, Move.Cause cause, int number) {
        return open(deadline, cause)
                .filter(proposal -> proposal.number() == number)
                .orElseThrow(() -> Refused.conflict("version-stale", "proposal " + number + " is not open"));
    }

    public void answer(Proposal proposal, String answerer, boolean accepted) {
        db.sql("insert into deadline_answer (deadline, number, answerer, accepted) values (?, ?, ?, ?)")
                .params(proposal.deadline(), proposal.number(), answerer, accepted)
                .update();
    }
}
