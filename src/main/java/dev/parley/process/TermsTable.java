package dev.parley.process;

import dev.parley.contract.Contract;
import dev.parley.contract.ContractKind;
import dev.parley.contract.PinnedTerms;
import dev.parley.contract.Terms;
import dev.parley.shared.Side;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.RepositoryService;
import org.springframework.stereotype.Component;

/** The table of terms in force, as analysts write it (TER-1). What comes out of it is pinned (TER-2). */
@Component
class TermsTable {
    static final String DECISION = "terms";

    private final RepositoryService models;
    private final DecisionService decisions;
    private final PinnedTerms pinned;
    private final Map<Asked, Terms> known = new ConcurrentHashMap<>();

    TermsTable(RepositoryService models, DecisionService decisions, PinnedTerms pinned) {
        this.models = models;
        this.decisions = decisions;
        this.pinned = pinned;
    }

    /** What is asked of one deployed table, whose rows never change: its answer is worked out once per node. */
    private record Asked(String table, ContractKind kind, Currency currency) {}

    Terms inForce(Contract contract) {
        return inForce(contract.kind(), contract.currency());
    }

    Terms inForce(ContractKind kind, Currency currency) {
        var newest = models.createDecisionDefinitionQuery()
                .decisionDefinitionKey(DECISION)
                .latestVersion()
                .singleResult();
        var asked = new Asked(newest.getId(), kind, currency);
        var row = known.get(asked);
        if (row != null) return pinned.pin(row);
        var evaluated = evaluate(asked);
        known.put(asked, evaluated);
        return pinned.pin(evaluated);
    }

    private Terms evaluate(Asked asked) {
        var kind = asked.kind();
        var currency = asked.currency();
        var row = decisions
                .evaluateDecisionTableById(
                        asked.table(), Map.of("contractKind", kind.name(), "currency", currency.getCurrencyCode()))
                .getSingleResult();
        if (row == null) throw Terms.missing(kind, currency);
        return terms(kind, currency, row.getEntryMap());
    }

    /** The row that something was pinned to. */
    Terms of(String version, Contract contract) {
        return pinned.of(version, contract);
    }

    private static Terms terms(ContractKind kind, Currency currency, Map<String, Object> row) {
        return new Terms(
                text(row, "version"),
                kind,
                currency,
                new BigDecimal(text(row, "serviceFeeRate")),
                number(row, "reviewDays").intValue(),
                number(row, "claimDays").intValue(),
                number(row, "responseBusinessDays").intValue(),
                number(row, "proposalDays").intValue(),
                number(row, "reassignmentDays").intValue(),
                number(row, "decisionDays").intValue(),
                number(row, "electionDays").intValue(),
                number(row, "awardReminderDays").intValue(),
                number(row, "awardReminderEveryDays").intValue(),
                number(row, "outageHours").intValue(),
                number(row, "undeliveredBusinessDays").intValue(),
                number(row, "firstReminderHours").intValue(),
                number(row, "lastReminderHours").intValue(),
                number(row, "earlierCaseDays").intValue(),
                number(row, "arbitrationShareMinor").longValue(),
                Side.valueOf(text(row, "nobodyElects")),
                text(row, "oneElects"));
    }

    private static Number number(Map<String, Object> row, String column) {
        return (Number) filled(row, column);
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) filled(row, column);
    }

    private static Object filled(Map<String, Object> row, String column) {
        return Objects.requireNonNull(row.get(column), () -> "the terms have no " + column);
    }
}
