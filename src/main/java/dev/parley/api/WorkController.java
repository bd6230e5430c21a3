package dev.parley.api;

import dev.parley.process.Effects;
import dev.parley.process.MediationActs;
import dev.parley.process.Overview;
import dev.parley.process.Worklist;
import dev.parley.shared.Clock;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Tasklist and Cockpit show beside the engine's own lists: cases, and what waits for whom. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Work of the staff")
class WorkController {
    private static final int MOST = 200;
    private static final Duration SOON = Duration.ofHours(24);

    private final Worklist worklist;
    private final Overview overview;
    private final MediationActs mediation;
    private final DisputeReads reads;
    private final Access access;
    private final Effects effects;
    private final Clock clock;

    WorkController(
            Worklist worklist,
            Overview overview,
            MediationActs mediation,
            DisputeReads reads,
            Access access,
            Effects effects,
            Clock clock) {
        this.worklist = worklist;
        this.overview = overview;
        this.mediation = mediation;
        this.reads = reads;
        this.access = access;
        this.effects = effects;
        this.clock = clock;
    }

    /** Why a case is given to another mediator. */
    record Reassign(@Line String reason) {}

    @GetMapping("/tasks")
    @Operation(summary = "The cases behind tasks of Tasklist, as far as the caller sees them")
    @Transactional(readOnly = true)
    List<Worklist.Line> behind(@RequestParam List<String> id, Caller caller) {
        if (id.size() > MOST) throw Refused.badInput("too-many", "id", "at most " + MOST + " tasks at once");
        return worklist.behind(id, caller.name(), caller.seesEveryCase());
    }

    @GetMapping("/disputes/waiting")
    @Operation(summary = "Cases on whose proposal the parties decide: a mediator's own, or all of them (RES-3)")
    @Transactional(readOnly = true)
    List<Worklist.Line> waiting(Caller caller) {
        return worklist.waitingForParties(caller.name(), caller.seesEveryCase(), MOST);
    }

    @GetMapping("/disputes/{id}/effect")
    @Operation(summary = "What a split would come to, to the minor unit, before it is proposed or awarded (ESC-4)")
    Effects.Effect effect(@PathVariable UUID id, @RequestParam String toFreelancer, Caller caller) {
        return effects.of(access.dispute(caller, id).id(), toFreelancer);
    }

    @PostMapping("/disputes/{id}/reassignment")
    @Operation(summary = "Give a case to another mediator as operations or a lead mediator (RES-2)")
    ResponseEntity<Answer<DisputeView.Brief>> reassign(
            @PathVariable UUID id, @Valid @RequestBody Reassign reassign, Once once) {
        return once.run(reassign, by -> {
            mediation.reassign(id, reassign.reason(), by);
            return Reply.ok(reads.brief(id));
        });
    }

    @GetMapping("/operations/overview")
    @Operation(summary = "How the house stands: open cases, money on hold, what is overdue, failed or found wrong")
    Overview.State overview() {
        return overview.now();
    }

    @GetMapping("/operations/windows")
    @Operation(
            summary = "Open windows that end before an instant, by default within 24 hours; those overdue come first")
    @Transactional(readOnly = true)
    List<Worklist.Open> windows(@RequestParam(required = false) @Nullable Instant before) {
        return worklist.windows(before == null ? clock.now().plus(SOON) : before, MOST);
    }

    @GetMapping("/operations/cases")
    @Operation(summary = "Cases by number (P-000012) or by the contracts system's id of the contract, closed ones too")
    @Transactional(readOnly = true)
    List<Worklist.Line> search(@RequestParam String search) {
        return worklist.search(search, MOST);
    }
}
