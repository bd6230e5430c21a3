package dev.parley.api;

import dev.parley.contract.Contract;
import dev.parley.contract.ContractKind;
import dev.parley.contract.Milestone;
import dev.parley.contract.Party;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contract as it is read; the fee's rate is a decimal in a text (TER-2). */
record ContractView(
        UUID id,
        String externalId,
        ContractKind kind,
        Currency currency,
        String title,
        PartyView client,
        PartyView freelancer,
        String termsVersion,
        String serviceFeeRate,
        Instant registeredAt,
        @Nullable Side endedBy,
        @Nullable Instant endedAt,
        Map<String, String> metadata,
        List<Part> milestones)
        implements Versioned {

    /** A party; zone and region are absent where they are not known. */
    record PartyView(
            UUID id,
            String externalId,
            String name,
            String email,
            @Nullable ZoneId zone,
            @Nullable String region) {
        static PartyView of(Party party) {
            var place = party.place();
            return new PartyView(
                    party.id(), party.externalId(), party.name(), party.email(), place.zone(), place.region());
        }
    }

    /** A milestone and what runs on it. */
    record Part(
            UUID id,
            String externalId,
            String title,
            Money amount,
            Milestone.@Nullable Clock clock,
            @Nullable UUID clockId,
            Map<String, String> metadata) {
        static Part of(Milestone milestone, Map<String, String> metadata) {
            return new Part(
                    milestone.id(),
                    milestone.externalId(),
                    milestone.title(),
                    milestone.amount(),
                    milestone.clock(),
                    milestone.clockId(),
                    metadata);
        }
    }

    /** What an act answers: ids and state, no names. */
    @Schema(name = "ContractBrief")
    record Brief(
            UUID id,
            String externalId,
            @Nullable Side endedBy,
            @Nullable Instant endedAt,
            List<PartBrief> milestones) {
        static Brief of(Contract contract, List<Milestone> milestones) {
            return new Brief(
                    contract.id(),
                    contract.externalId(),
                    contract.endedBy(),
                    contract.endedAt(),
                    milestones.stream().map(PartBrief::of).toList());
        }
    }

    /** A milestone's ids and what runs on it. */
    record PartBrief(
            UUID id,
            String externalId,
            Milestone.@Nullable Clock clock,
            @Nullable UUID clockId) {
        static PartBrief of(Milestone milestone) {
            return new PartBrief(milestone.id(), milestone.externalId(), milestone.clock(), milestone.clockId());
        }
    }

    static ContractView of(Contract contract, List<Milestone> milestones, Map<UUID, Map<String, String>> metadata) {
        return new ContractView(
                contract.id(),
                contract.externalId(),
                contract.kind(),
                contract.currency(),
                contract.title(),
                PartyView.of(contract.party(Side.CLIENT)),
                PartyView.of(contract.party(Side.FREELANCER)),
                contract.termsVersion(),
                contract.serviceFeeRate().stripTrailingZeros().toPlainString(),
                contract.registeredAt(),
                contract.endedBy(),
                contract.endedAt(),
                metadata.getOrDefault(contract.id(), Map.of()),
                milestones.stream()
                        .map(milestone -> Part.of(milestone, metadata.getOrDefault(milestone.id(), Map.of())))
                        .toList());
    }
}
