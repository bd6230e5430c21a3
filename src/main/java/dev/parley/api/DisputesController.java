package dev.parley.api;

import dev.parley.delivery.Sent;
import dev.parley.journal.Journal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Cases, to be read. */
@RestController
@RequestMapping("/api/v1/disputes/{id}")
@Tag(name = "Disputes: read")
class DisputesController {
    private final DisputeReads reads;
    private final DisputeRecords records;

    DisputesController(DisputeReads reads, DisputeRecords records) {
        this.reads = reads;
        this.records = records;
    }

    @GetMapping
    @Operation(summary = "Read a case: stage, deadline, all that was said and decided, and who got what")
    DisputeView read(@PathVariable UUID id, Caller caller) {
        return reads.full(caller, id);
    }

    @GetMapping("/timeline")
    @Operation(summary = "Read a case's events, each chained to the one before (AUD-1)")
    List<Journal.Entry> timeline(@PathVariable UUID id, Caller caller) {
        return records.timeline(caller, id);
    }

    @GetMapping("/deadlines")
    @Operation(summary = "Read a case's deadlines with their certificates (DEA-1)")
    List<DeadlineView> deadlines(@PathVariable UUID id, Caller caller) {
        return records.deadlines(caller, id);
    }

    @GetMapping("/notices")
    @Operation(summary = "Read what was to be told about a case, and what became of it (NOT-1)")
    List<Sent> notices(@PathVariable UUID id, Caller caller) {
        return records.notices(caller, id);
    }

    @GetMapping("/ledger")
    @Operation(summary = "Read a case's movements of money (ESC-1)")
    List<TransferView> ledger(@PathVariable UUID id, Caller caller) {
        return records.ledger(caller, id);
    }
}
