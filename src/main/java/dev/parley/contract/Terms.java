package dev.parley.contract;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Side;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * One row of the table of terms: every window, fee and default outcome (TER-1). Windows are in days, the response in
 * business days; the arbitration share is one party's, in minor units of the currency.
 */
public record Terms(
        String version,
        ContractKind contractKind,
        Currency currency,
        BigDecimal serviceFeeRate,
        int reviewDays,
        int claimDays,
        int responseBusinessDays,
        int proposalDays,
        int reassignmentDays,
        int decisionDays,
        int electionDays,
        int awardReminderDays,
        int awardReminderEveryDays,
        int outageHours,
        int undeliveredBusinessDays,
        int firstReminderHours,
        int lastReminderHours,
        int earlierCaseDays,
        long arbitrationShareMinor,
        Side nobodyElects,
        String oneElects) {

    public Money arbitrationShare() {
        return new Money(arbitrationShareMinor, currency);
    }

    /** Who gets the held amount when only one party elects: the elector, unless the terms name a side (ARB-3). */
    public Side winnerWhenOneElects(Side elector) {
        return "ELECTOR".equals(oneElects) ? elector : Side.valueOf(oneElects);
    }

    /** TER-2: a currency without terms takes no contract. */
    public static Refused missing(ContractKind kind, Currency currency) {
        return Refused.badInput(
                "currency-without-terms",
                "currency",
                "no terms are in force for " + kind + " contracts in " + currency);
    }
}
