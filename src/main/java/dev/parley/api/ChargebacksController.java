package dev.parley.api;

import dev.parley.process.ChargebackActs;
import dev.parley.process.ChargebackActs.Reported;
import dev.parley.process.PendingDepositActs;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Deposits that are not in escrow: those that came back, and those that are pending. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Deposits")
class ChargebacksController {
    private final ChargebackActs chargebacks;
    private final PendingDepositActs pending;
    private final MoneyReads reads;

    ChargebacksController(ChargebackActs chargebacks, PendingDepositActs pending, MoneyReads reads) {
        this.chargebacks = chargebacks;
        this.pending = pending;
        this.reads = reads;
    }

    /** What came back of a deposit, by the contracts system's own ids of both. */
    record ReportChargeback(
            @Line(max = 100) String deposit,
            @Line(max = 100) String externalId,
            @NotNull @MoreThanZero Money amount,
            @Line(max = 300) String reason) {}

    /** Nothing but that it happened. */
    record Happened() {}

    @PostMapping("/milestones/{id}/chargebacks")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Say that a deposit came back, whole or in part: as much of the milestone is frozen (ESC-7)")
    ResponseEntity<Answer<ChargebackView>> report(
            @PathVariable UUID id, @Valid @RequestBody ReportChargeback report, Once once) {
        return once.run(report, by -> {
            var reported = new Reported(report.deposit(), report.externalId(), report.amount(), report.reason());
            var chargeback = chargebacks.reported(id, reported, by);
            return Reply.created("/api/v1/chargebacks/" + chargeback, reads.chargeback(chargeback));
        });
    }

    @GetMapping("/chargebacks/{id}")
    @Operation(summary = "Read a deposit that came back, and what is frozen or missing for it (ESC-7)")
    ChargebackView chargeback(@PathVariable UUID id, Caller caller) {
        return reads.chargeback(caller, id);
    }

    @PostMapping("/chargebacks/{id}/reinstatement")
    @Operation(summary = "Say that what came back is there after all: transfers that waited for it are ordered (ESC-7)")
    ResponseEntity<Answer<ChargebackView>> reinstated(
            @PathVariable UUID id, @Valid @RequestBody Happened reinstatement, Once once) {
        return once.run(reinstatement, by -> {
            chargebacks.reinstated(id, by);
            return Reply.ok(reads.chargeback(id));
        });
    }

    @GetMapping("/deposits/{id}")
    @Operation(summary = "Read a deposit that is or was pending, with the reason (ESC-5)")
    PendingDepositView deposit(@PathVariable UUID id, Caller caller) {
        return reads.deposit(caller, id);
    }

    @PostMapping("/deposits/{id}/failure")
    @Operation(summary = "Say that a deposit that was announced did not come (ESC-5)")
    ResponseEntity<Answer<PendingDepositView>> failed(
            @PathVariable UUID id, @Valid @RequestBody Happened failure, Once once) {
        return once.run(failure, by -> {
            pending.failed(id, by);
            return Reply.ok(reads.deposit(id));
        });
    }
}
