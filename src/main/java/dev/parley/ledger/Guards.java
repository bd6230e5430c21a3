package dev.parley.ledger;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.springframework.dao.DataAccessException;

/** Puts what the database's guards refuse into the caller's words; what no caller can mend stays as it is. */
final class Guards {
    private Guards() {}

    static RuntimeException refusal(DataAccessException failed) {
        return switch (constraint(failed)) {
            case "account_not_overdrawn" ->
                Refused.conflict("escrow-insufficient", "the escrow holds less than this would take");
            case "account_balance_check" ->
                Refused.conflict("account-full", "no account carries more than " + Money.LIMIT);
            case "chargeback_cancellable" ->
                Refused.conflict("frozen-on-hold", "part of what is frozen is on hold until its case is over");
            case "hold_resolution_pkey" -> Refused.conflict("hold-already-resolved", "the hold was resolved before");
            case "transfer_reference_key" ->
                Refused.conflict("reference-reused", "the reference stands for another movement");
            case "transfer_reverses_key" ->
                Refused.conflict("transfer-already-reversed", "the transfer was reversed before");
            case "transfer_reversible" ->
                Refused.conflict("transfer-not-reversible", "a hold ends by its settlement, not by a reversal");
            default -> failed;
        };
    }

    private static String constraint(DataAccessException failed) {
        return failed.getMostSpecificCause() instanceof PSQLException cause
                ? constraint(cause.getServerErrorMessage())
                : "";
    }

    private static String constraint(@Nullable ServerErrorMessage message) {
        return message == null || message.getConstraint() == null ? "" : message.getConstraint();
    }
}
