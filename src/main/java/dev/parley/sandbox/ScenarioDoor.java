package dev.parley.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.api.Answer;
import dev.parley.api.Once;
import dev.parley.api.Reply;
import dev.parley.delivery.Sender;
import dev.parley.sandbox.SampleCaller.Failed;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Brings a new case of the caller's to a named state, by the calls of the API that a contracts system would make. */
@RestController
@Profile("sandbox")
@RequestMapping("/api/v1/sandbox/scenarios")
@Tag(name = "Sandbox")
class ScenarioDoor {
    private static final JsonMapper JSON = new JsonMapper();

    private final Environment environment;
    private final Sender sender;

    ScenarioDoor(Environment environment, Sender sender) {
        this.environment = environment;
        this.sender = sender;
    }

    /** A scenario and what it leaves behind. */
    record Offered(String name, String state) {}

    /** The case that was made: ids and addresses of the API, and of the parties' pages under their sides. */
    record Played(String name, String state, Map<String, String> ids, Map<String, String> links) {}

    @GetMapping
    @Operation(summary = "The states that a case can be brought to")
    List<Offered> list() {
        return Arrays.stream(Scenario.values())
                .map(scenario -> new Offered(scenario.title(), scenario.sentence()))
                .toList();
    }

    @PostMapping("/{name}")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary =
                    "Bring a new case to a state; where it ends by silence, the sandbox's clock is moved for everyone")
    ResponseEntity<Answer<Played>> play(
            @PathVariable String name,
            @RequestParam(defaultValue = "USD") String currency,
            @RequestParam(required = false) @Nullable Long minor,
            Principal system,
            Once once) {
        var scenario = named(name);
        var amount = amount(currency, minor);
        return once.runApart(amount, () -> {
            var played = play(scenario, amount, system);
            return Reply.created(String.valueOf(played.links().get("milestone")), played);
        });
    }

    private Played play(Scenario scenario, Money amount, Principal system) {
        var run = scenario.title() + "-" + UUID.randomUUID();
        var port = environment.getRequiredProperty("local.server.port", int.class);
        try {
            var caller = new SampleCaller(port, system.getName(), sender::sendDue);
            var life = new SampleLife(caller, run, contract(run, amount));
            scenario.play(life, amount);
            return new Played(scenario.title(), scenario.sentence(), life.ids(), life.links());
        } catch (Failed failed) {
            throw Refused.conflict("scenario-cut-short", String.valueOf(failed.getMessage()));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopping);
        }
    }

    private static Scenario named(String name) {
        return Arrays.stream(Scenario.values())
                .filter(scenario -> scenario.title().equals(name))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("scenario-unknown", name));
    }

    private static Money amount(String code, @Nullable Long minor) {
        var currency = Money.currency(code);
        if (minor == null) return Money.parse("700", currency, "minor");
        if (minor < 2 || minor > Money.LIMIT)
            throw Refused.badInput(
                    "amount-out-of-range", "minor", "an amount has 2 to " + Money.LIMIT + " minor units");
        return new Money(minor, currency);
    }

    private static JsonNode contract(String run, Money amount) {
        var code = amount.currency().getCurrencyCode();
        var milestone = Map.of(
                "externalId",
                "milestone-" + run,
                "title",
                "Home page",
                "amount",
                Map.of("minor", amount.minor(), "currency", code));
        return JSON.valueToTree(Map.of(
                "externalId",
                "contract-" + run,
                "kind",
                "DIRECT",
                "currency",
                code,
                "title",
                "A website",
                "client",
                party("client-" + run, "Clara Client", "America/New_York", "US-NY"),
                "freelancer",
                party("freelancer-" + run, "Fred Freelancer", "Europe/Berlin", "DE-BE"),
                "milestones",
                List.of(milestone)));
    }

    private static Map<String, String> party(String id, String name, String zone, String region) {
        var address = name.toLowerCase(Locale.ROOT).replace(' ', '.') + "@parties.example";
        return Map.of("externalId", id, "name", name, "email", address, "zone", zone, "region", region);
    }
}
