package dev.parley.api;

import dev.parley.contract.ContractKind;
import dev.parley.contract.PartyDetails;
import dev.parley.contract.Registration;
import dev.parley.process.ContractActs;
import dev.parley.process.Registers;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Contracts, as their system registers and ends them. */
@RestController
@RequestMapping("/api/v1/contracts")
@Tag(name = "Contracts")
class ContractsController {
    static final int MOST_MILESTONES = 100;

    private final ContractActs acts;
    private final ContractReads reads;
    private final Registers registers;

    ContractsController(ContractActs acts, ContractReads reads, Registers registers) {
        this.acts = acts;
        this.reads = reads;
        this.registers = registers;
    }

    /** A contract; {@code externalId} is always the sender's own id. */
    record NewContract(
            @Line(max = 100) String externalId,
            @NotNull ContractKind kind,
            @NotNull Currency currency,
            @Line String title,
            @NotNull @Valid NewParty client,
            @NotNull @Valid NewParty freelancer,
            @Size(min = 1, max = MOST_MILESTONES) @Valid List<NewMilestone> milestones,
            @Nullable @Entries Map<String, String> metadata) {
        Registration by(String system) {
            return new Registration(
                    system,
                    externalId,
                    kind,
                    currency,
                    title,
                    client.details(),
                    freelancer.details(),
                    milestones.stream().map(NewMilestone::details).toList(),
                    entries(metadata));
        }
    }

    /** A party; zone and region count only if the party entered them itself, and may be left out. */
    record NewParty(
            @Line(max = 100) String externalId,
            @Line String name,
            @Line(max = 254) @Email String email,
            @Nullable @ZoneName String zone,

            @Nullable
            @Pattern(regexp = "[A-Z]{2}(-[A-Z0-9]{1,3})?", message = "is an ISO 3166 code, such as US or US-CA")
            String region,

            @Nullable Boolean enteredByOtherSide) {
        PartyDetails details() {
            return new PartyDetails(externalId, name, email, zone, region, Boolean.TRUE.equals(enteredByOtherSide));
        }
    }

    /** A milestone and the amount agreed for it. */
    record NewMilestone(
            @Line(max = 100) String externalId,
            @Line String title,
            @NotNull @MoreThanZero Money amount,
            @Nullable @Entries Map<String, String> metadata) {
        Registration.MilestoneDetails details() {
            return new Registration.MilestoneDetails(externalId, title, amount, entries(metadata));
        }
    }

    private static Map<String, String> entries(@Nullable Map<String, String> metadata) {
        return metadata == null ? Map.of() : metadata;
    }

    /** Who ends the contract. */
    record EndContract(@NotNull Side by) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary =
                    "Register a contract with its parties and milestones (TER-2); one that is known by its own id is answered as it"
                            + " is now, and a contradiction of it is refused")
    @AlsoAnswers(status = 200, when = "It was registered before")
    ResponseEntity<Answer<ContractView.Brief>> register(@Valid @RequestBody NewContract contract, Once once) {
        return once.run(
                contract,
                by -> {
                    var id = acts.register(contract.by(by.id()), by);
                    return Reply.created("/api/v1/contracts/" + id, reads.brief(id));
                },
                known -> Reply.ok(reads.brief(known)));
    }

    @GetMapping
    @Operation(summary = "List the contracts, newest first, or look for some")
    @Transactional(readOnly = true)
    Page<Registers.ContractLine> list(
            @RequestParam(required = false) @Nullable String party,
            @RequestParam(required = false) @Nullable String externalId,
            @RequestParam(required = false) @Nullable Currency currency,
            @RequestParam(required = false) @Nullable UUID after,
            @RequestParam(defaultValue = Page.SIZE) int limit,
            Caller caller) {
        var code = currency == null ? null : currency.getCurrencyCode();
        var wanted = new Registers.Wanted(List.of(), party, null, externalId, null, code, null, null, after);
        return Page.of(limit, most -> registers.contracts(caller.name(), wanted, most), Registers.ContractLine::id);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a contract")
    ContractView read(@PathVariable UUID id, Caller caller) {
        return reads.full(caller, id);
    }

    @PostMapping("/{id}/end")
    @Operation(summary = "End a contract for its free escrow (REV-6)")
    ResponseEntity<Answer<ContractView.Brief>> end(
            @PathVariable UUID id, @Valid @RequestBody EndContract end, Once once) {
        return once.run(end, by -> {
            acts.end(id, end.by(), by);
            return Reply.ok(reads.brief(id));
        });
    }
}
