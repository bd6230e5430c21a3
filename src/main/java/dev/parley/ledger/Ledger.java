package dev.parley.ledger;

import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import dev.parley.shared.Unchanging;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Moves money in the {@link Book}, and tells what a movement can take. Each movement is one call of a database function,
 * in the caller's transaction; its reference names its cause: repeated with the same content it returns the transfer that
 * stands, with other content it is refused as {@code reference-reused} (ESC-2). Taking more than there is is refused as
 * {@code escrow-insufficient} (ESC-1).
 */
@Component
public class Ledger {
    private static final String CAUSE = "(?, ?, ?, ?, ?, ?)::cause";

    private record Reference(String text) {}

    /** A transaction that has moved money of a contract holds its lock: until its end nobody else moves any (V020). */
    private record Locked(UUID contract, Currency currency) {}

    /** Free escrow as it is since then. */
    private record Since(Map<Escrow, Money> free) {}

    private final JdbcClient db;

    Ledger(JdbcClient db) {
        this.db = db;
    }

    /** Money came in from the client, into the milestone's free escrow. */
    public Transfer deposit(String reference, Escrow escrow, Money amount, Actor actor) {
        return moved("ledger_deposit(" + CAUSE + ", ?)", reference, escrow, actor, escrow.minor(amount));
    }

    /** Takes free escrow aside under the hold's id, which is new (ESC-3). */
    public void hold(String reference, UUID hold, Escrow escrow, Money amount, Actor actor) {
        moved("ledger_hold(" + CAUSE + ", ?, ?)", reference, escrow, actor, hold, escrow.minor(amount));
    }

    /** Pays the freelancer from free escrow, less the service fee at this rate (ESC-4). */
    public Transfer release(String reference, Escrow escrow, Money gross, BigDecimal feeRate, Actor actor) {
        return moved("ledger_release(" + CAUSE + ", ?, ?)", reference, escrow, actor, escrow.minor(gross), feeRate);
    }

    /** Gives free escrow back to the client; no fee. */
    public Transfer refund(String reference, Escrow escrow, Money amount, Actor actor) {
        return moved("ledger_refund(" + CAUSE + ", ?)", reference, escrow, actor, escrow.minor(amount));
    }

    /**
     * Resolves the hold, once ({@code hold-already-resolved}) and whole: the split's total is what is held, or it is the
     * caller's defect. The freelancer's part bears the service fee (ESC-3, ESC-4).
     */
    public Transfer settle(String reference, UUID hold, Escrow escrow, Split split, BigDecimal feeRate, Actor actor) {
        return moved(
                "ledger_settle(" + CAUSE + ", ?, ?, ?, ?, ?)",
                reference,
                escrow,
                actor,
                hold,
                escrow.minor(split.toFreelancer()),
                escrow.minor(split.toClient()),
                escrow.minor(split.toEscrow()),
                feeRate);
    }

    /** A party paid its share of the arbitration fees: held for the case until its outcome. */
    public void takeArbitrationShare(String reference, Escrow escrow, UUID caseId, Money share, Actor actor) {
        moved("ledger_take_share(" + CAUSE + ", ?, ?)", reference, escrow, actor, caseId, escrow.minor(share));
    }

    /** Gives all arbitration fees held for the case back; with none held, nothing happens. */
    public void returnArbitrationShares(String reference, Escrow escrow, UUID caseId, Actor actor) {
        move("ledger_end_shares(" + CAUSE + ", ?, false)", reference, escrow, actor, caseId);
    }

    /** Passes all arbitration fees held for the case to the provider; with none held, nothing happens. */
    public void passArbitrationShares(String reference, Escrow escrow, UUID caseId, Actor actor) {
        move("ledger_end_shares(" + CAUSE + ", ?, true)", reference, escrow, actor, caseId);
    }

    /**
     * Posts the negation of a transfer, once ({@code transfer-already-reversed}). What a settlement took out of its hold
     * goes back to free escrow, for a hold is resolved once; a hold itself is {@code transfer-not-reversible}.
     */
    public Transfer reverse(String reference, String originalReference, Actor actor) {
        return call(
                        "ledger_reverse(?, ?, ?, ?)",
                        reference,
                        originalReference,
                        actor.kind().name(),
                        actor.id())
                .orElseThrow(() -> Refused.notFound("transfer-unknown", originalReference));
    }

    /** A deposit came back, whole or in part: as much of the milestone's money is frozen as is still there (ESC-7). */
    public void chargeBack(String reference, Escrow escrow, UUID id, Chargeback.Report report, Actor actor) {
        moved(
                "ledger_charge_back(" + CAUSE + ", ?, ?, ?, ?, ?)",
                reference,
                escrow,
                actor,
                id,
                report.deposit(),
                report.externalId(),
                escrow.minor(report.amount()),
                report.reason());
    }

    /** What is missing of a chargeback came in after all; orders that waited for it are given. */
    public void reinstate(String reference, Escrow escrow, UUID chargeback, Actor actor) {
        moved("ledger_reinstate(" + CAUSE + ", ?)", reference, escrow, actor, chargeback);
    }

    /**
     * Gives up the frozen part of a chargeback: first what waits to be refunded, then what waits for the freelancer, then
     * free escrow; what is on hold stays ({@code frozen-on-hold}).
     */
    public void cancel(String reference, Escrow escrow, UUID chargeback, BigDecimal feeRate, Actor actor) {
        moved("ledger_cancel(" + CAUSE + ", ?, ?)", reference, escrow, actor, chargeback, feeRate);
    }

    public Money free(Escrow escrow) {
        return Unchanging.knownIfAny(new Locked(escrow.contract(), escrow.currency()), Since.class, Optional::empty)
                .map(since -> since.free().computeIfAbsent(escrow, this::readFree))
                .orElseGet(() -> readFree(escrow));
    }

    /** What is under the hold; zero once it is resolved, or when it is unknown. */
    public Money held(UUID hold, Currency currency) {
        return balance(Account.HELD, hold, currency);
    }

    /** The movement with this reference. */
    public Transfer transfer(String reference) {
        return Unchanging.known(
                new Reference(reference),
                Transfer.class,
                () -> db.sql("select * from transfer_posted where reference = ?")
                        .param(reference)
                        .query(Rows::transfer)
                        .single());
    }

    private Money readFree(Escrow escrow) {
        return balance(Account.FREE, escrow.milestone(), escrow.currency());
    }

    private Money balance(Account account, UUID ref, Currency currency) {
        var minor = db.sql("select ledger_balance(?, ?, ?)")
                .params(account.name(), ref, currency.getCurrencyCode())
                .query(Long.class)
                .single();
        return new Money(minor, currency);
    }

    private Transfer moved(String function, String reference, Escrow escrow, Actor actor, Object... arguments) {
        return move(function, reference, escrow, actor, arguments).orElseThrow();
    }

    private Optional<Transfer> move(
            String function, String reference, Escrow escrow, Actor actor, Object... arguments) {
        var parameters = Stream.concat(
                Stream.of(
                        reference,
                        escrow.contract(),
                        escrow.milestone(),
                        escrow.currency().getCurrencyCode(),
                        actor.kind().name(),
                        actor.id()),
                Stream.of(arguments));
        return call(function, parameters.toArray());
    }

    private Optional<Transfer> call(String function, Object... parameters) {
        try {
            var moved = db.sql("select * from " + function)
                    .params(parameters)
                    .query(Rows::transfer)
                    .optional();
            moved.ifPresent(transfer -> {
                Unchanging.written(new Reference(transfer.reference()), transfer);
                Unchanging.written(new Locked(transfer.contract(), transfer.currency()), new Since(new HashMap<>()));
            });
            return moved;
        } catch (DataAccessException failed) {
            throw Guards.refusal(failed);
        }
    }
}
