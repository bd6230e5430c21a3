package dev.parley.sandbox;

import dev.parley.api.Answer;
import dev.parley.api.Once;
import dev.parley.api.Reply;
import dev.parley.shared.Clock;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The sandbox's clock over REST. */
@RestController
@Profile("sandbox")
@RequestMapping("/api/v1/sandbox/clock")
@Tag(name = "Sandbox", description = "A clock that can be moved forward; not there in production")
class ClockDoor {
    private final SandboxClock sandbox;
    private final Clock clock;

    ClockDoor(SandboxClock sandbox, Clock clock) {
        this.sandbox = sandbox;
        this.clock = clock;
    }

    /** How far: until an instant, or by a duration such as P14D or PT3H; as an outage, nothing happens on the way. */
    record Advance(
            @Nullable Instant to,
            @Nullable Duration by,
            @Nullable Boolean outage) {}

    @GetMapping
    @Operation(summary = "What time it is in the sandbox")
    Map<String, Instant> now() {
        return Map.of("now", clock.now());
    }

    @PostMapping("/advance")
    @Operation(summary = "Move the clock forward: answers when all that was due until then has happened")
    ResponseEntity<Answer<SandboxClock.Advanced>> advance(@RequestBody Advance advance, Once once) {
        return once.runApart(advance, () -> {
            var target = target(advance);
            return Reply.ok(
                    Boolean.TRUE.equals(advance.outage()) ? sandbox.standStillUntil(target) : sandbox.to(target));
        });
    }

    private Instant target(Advance advance) {
        if (advance.to() != null && advance.by() == null) return advance.to();
        if (advance.by() != null && advance.to() == null) return clock.now().plus(advance.by());
        throw Refused.badInput("advance-malformed", "to", "say either to (an instant) or by (a duration)");
    }
}
