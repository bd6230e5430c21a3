package dev.parley.api;

import dev.parley.ledger.Reconciliation;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What went in and out by day, for both sides to agree on every cent. */
@RestController
@RequestMapping("/api/v1/reconciliation")
@Tag(name = "Ledger")
class ReconciliationController {
    private static final int MOST_DAYS = 366;

    private final Reconciliation reconciliation;

    ReconciliationController(Reconciliation reconciliation) {
        this.reconciliation = reconciliation;
    }

    /** Days (UTC) on which something moved or was ordered, in minor units of each day's currency. */
    record Reconciled(LocalDate from, LocalDate to, List<Reconciliation.Day> days) {}

    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, ReconciliationCsv.TYPE})
    @Operation(
            summary =
                    "Read what went in and out by day (UTC) and currency: each closing is its opening and what moved (ESC-6)")
    @AlsoAnswers(mediaType = ReconciliationCsv.TYPE)
    Reconciled read(@RequestParam LocalDate from, @RequestParam LocalDate to, Caller caller) {
        return new Reconciled(from, to, days(from, to, caller));
    }

    private List<Reconciliation.Day> days(LocalDate from, LocalDate to, Caller caller) {
        var days = ChronoUnit.DAYS.between(from, to) + 1;
        if (days < 1 || days > MOST_DAYS)
            throw Refused.badInput("range", "to", "from the first day on, at most " + MOST_DAYS + " days");
        return reconciliation.between(from, to, caller.isContractsSystem() ? caller.name() : null);
    }
}
