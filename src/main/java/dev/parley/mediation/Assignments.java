package dev.parley.mediation;

import dev.parley.contract.Contract;
import dev.parley.contract.Terms;
import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Side;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Assigns cases to mediators (RES-2): a case is given, not picked. */
@Component
public class Assignments {
    private final JdbcClient db;
    private final Clock clock;

    Assignments(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Assigns the case to the eligible mediator with the fewest open cases, and says whom; nobody eligible: empty. Who
     * had the case before does not get it again.
     */
    public Optional<String> assign(UUID caseId, Contract contract, Terms terms, Collection<String> mediators) {
        takeTurns(contract);
        var chosen = fewestOpenCases(contract, terms, mediators);
        chosen.ifPresent(mediator -> record(caseId, contract, mediator));
        return chosen;
    }

    /** Somebody who took the case although nobody was eligible when it was to be assigned: a lead mediator. */
    public void take(UUID caseId, Contract contract, String mediator) {
        record(caseId, contract, mediator);
    }

    /** No interest declared and no earlier case with either party within the terms' days. */
    public boolean isEligible(Contract contract, Terms terms, String mediator) {
        return fewestOpenCases(contract, terms, List.of(mediator)).isPresent();
    }

    /** Whether the mediator has declared an interest in one of the parties, also after the case was assigned. */
    public boolean hasInterest(Contract contract, String mediator) {
        return db.sql("select exists (select from declared_interest where mediator = ? and party_id in (?, ?))")
                .params(
                        mediator,
                        contract.party(Side.CLIENT).id(),
                        contract.party(Side.FREELANCER).id())
                .query(Boolean.class)
                .single();
    }

    public Optional<String> current(UUID caseId) {
        return db.sql("select mediator from assignment where case_id = ? and ended_at is null")
                .param(caseId)
                .query(String.class)
                .optional();
    }

    /** Ends the assignment, if the case has one. */
    public Optional<String> end(UUID caseId, AssignmentEnd because) {
        return db.sql("update assignment set ended_at = parley.now(), ended_because = ?"
                        + " where case_id = ? and ended_at is null returning mediator")
                .params(because.name(), caseId)
                .query(String.class)
                .optional();
    }

    /** RES-2: a mediator declares an interest in a party; declared twice is declared. */
    public void declareInterest(String mediator, UUID party) {
        db.sql("insert into declared_interest values (?, ?, parley.now()) on conflict do nothing")
                .params(mediator, party)
                .update();
    }

    /** Who assigns a case of these parties at the same moment waits for this transaction, and sees what it assigned. */
    private void takeTurns(Contract contract) {
        db.sql(
                        "select pg_advisory_xact_lock(party) from (select hashtextextended(id, 0) as party from unnest(:parties) id"
                                + " order by 1) ordered")
                .param("parties", new String[] {
                    contract.party(Side.CLIENT).id().toString(),
                    contract.party(Side.FREELANCER).id().toString()
                })
                .query((row, n) -> n)
                .list();
    }

    private void record(UUID caseId, Contract contract, String mediator) {
        db.sql("insert into assignment (id, case_id, mediator, client_id, freelancer_id, assigned_at)"
                        + " values (?, ?, ?, ?, ?, parley.now())")
                .params(
                        Ids.next(),
                        caseId,
                        mediator,
                        contract.party(Side.CLIENT).id(),
                        contract.party(Side.FREELANCER).id())
                .update();
    }

    private Optional<String> fewestOpenCases(Contract contract, Terms terms, Collection<String> mediators) {
        return db.sql("""
                        select m.id from unnest(:mediators) as m(id)
                        where not exists (select from declared_interest i
                                          where i.mediator = m.id and i.party_id in (:client, :freelancer))
                          and not exists (select from assignment a
                                          where a.client_id in (:client, :freelancer) and a.mediator = m.id and a.assigned_at > :since::timestamptz)
                          and not exists (select from assignment a
                                          where a.freelancer_id in (:client, :freelancer) and a.mediator = m.id and a.assigned_at > :since::timestamptz)
                        order by (select count(*) from assignment a where a.mediator = m.id and a.ended_at is null), m.id
                        limit 1
                        """)
                .param("mediators", mediators.toArray(String[]::new))
                .param("client", contract.party(Side.CLIENT).id())
                .param("freelancer", contract.party(Side.FREELANCER).id())
                .param(
                        "since",
                        clock.now()
                                .minus(Duration.ofDays(terms.earlierCaseDays()))
                                .toString())
                .query(String.class)
                .optional();
    }
}
