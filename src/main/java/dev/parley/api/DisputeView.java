package dev.parley.api;

import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Ending;
import dev.parley.dispute.Ground;
import dev.parley.dispute.Stage;
import dev.parley.ledger.Balances;
import dev.parley.mediation.ReasonCode;
import dev.parley.process.Withdrawal;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A case as it is read. What was sealed has the SHA-256 of its sealed document.
 *
 * @param amount the amount requested now, which is what is held
 * @param serviceFee what its whole release would take now (ESC-4), until the case is decided
 * @param arbitrationShare what each party pays to go on to arbitration (ARB-2)
 * @param mediator who the case is assigned to now
 * @param ifWithdrawn what a withdrawal would come to, while it is possible (DIS-10)
 */
record DisputeView(
        UUID id,
        String number,
        UUID contract,
        UUID milestone,
        String client,
        String freelancer,
        Ground ground,
        Stage stage,
        Money amount,
        @Nullable Money serviceFee,
        Money arbitrationShare,
        int requestVersion,
        String termsVersion,
        Map<String, String> metadata,
        Instant filedAt,
        @Nullable Instant closedAt,
        @Nullable DeadlineView deadline,
        EvidenceDetails evidenceDetails,
        @Nullable Outcome outcome,
        @Nullable String mediator,
        List<Request> requests,
        @Nullable Response response,
        List<Offer> offers,
        @Nullable Integer acceptedOffer,
        @Nullable Instant withdrawnAt,
        @Nullable Withdrawal ifWithdrawn,
        @Nullable Proposal proposal,
        List<Decision> decisions,
        @Nullable Notice notice,
        List<Election> elections,
        List<Award> awards,
        Balances balances)
        implements Versioned {

    /**
     * The client's answer, in the shape that integrators know from card disputes.
     *
     * @param dueBy when it is due; absent once the client has answered or can answer no more
     * @param hasEvidence whether the client has answered with documents
     * @param pastDue whether the window ended without an answer
     * @param submissionCount answers so far, which are final: 0 or 1
     */
    record EvidenceDetails(@Nullable Instant dueBy, boolean hasEvidence, boolean pastDue, int submissionCount) {
        static EvidenceDetails of(Dispute dispute, @Nullable Response response, @Nullable DeadlineView deadline) {
            var window = dispute.stage() == Stage.RESPONSE && response == null ? deadline : null;
            return new EvidenceDetails(
                    window == null ? null : window.at(),
                    response != null && !response.evidence().isEmpty(),
                    window == null
                            ? dispute.ending()
                                    .filter(Ending.NO_RESPONSE::equals)
                                    .isPresent()
                            : Duration.ZERO.equals(window.remaining()),
                    response == null ? 0 : 1);
        }
    }

    /** Who got what of the amount held; the fee and the net amount are there once the money has moved. */
    record Outcome(
            Ending ending,
            String words,
            Money toFreelancer,
            Money toClient,
            Money toEscrow,
            @Nullable Money serviceFee,
            @Nullable Money net) {}

    /** DIS-2, DIS-9. */
    record Request(
            int version, Money amount, String statement, List<EvidenceView> evidence, Instant at, String sha256) {}

    /** What the client can answer. */
    enum Said {
        APPROVE,
        DECLINE
    }

    /** DIS-7, DIS-8: sealed; an approval has neither reason nor description. */
    record Response(
            int requestVersion,
            Said answer,
            @Nullable DeclineReason reason,
            @Nullable String description,
            List<EvidenceView> evidence,
            Instant at,
            String sha256) {}

    /** DIS-10; the fee is what accepting it now would take (ESC-4), while it is open. */
    record Offer(
            int number,
            Side by,
            Money toFreelancer,
            Money toClient,
            @Nullable Money serviceFee,
            Stage stage,
            int requestVersion,
            boolean open,
            Instant at,
            String sha256) {}

    /** RES-1; the fee is what carrying it out now would take (ESC-4), while it is decided on. */
    record Proposal(
            int version,
            String mediator,
            Money toFreelancer,
            Money toClient,
            @Nullable Money serviceFee,
            ReasonCode reasonCode,
            String reasons,
            Instant at,
            String sha256) {}

    /** What a party can decide on a proposal. */
    enum Choice {
        ACCEPT,
        REJECT
    }

    /** RES-3. */
    record Decision(Side by, int proposal, Choice decision, Instant at, String sha256) {}

    /** RES-5. */
    record Notice(String reason, Instant at, String sha256) {}

    /** ARB-2. */
    record Election(Side by, Money paid, String paymentReference, Instant at, String sha256) {}

    /** ARB-5: as entered, and what the second person said of it, once they have. */
    record Award(
            int number,
            String enteredBy,
            Money toFreelancer,
            String reference,
            Instant at,
            String sha256,
            @Nullable Confirmation confirmation) {}

    /** The second person's word on an award. */
    record Confirmation(
            String by, boolean confirmed, @Nullable String remark, Instant at, String sha256) {}

    /** What an act answers, and what stands beside a conflict: no names, nothing that anybody wrote. */
    @Schema(name = "DisputeBrief")
    record Brief(
            UUID id,
            String number,
            UUID milestone,
            Stage stage,
            Money amount,
            int requestVersion,
            @Nullable Ending ending,
            @Nullable Money toFreelancer,
            @Nullable Money toClient,
            @Nullable Money toEscrow,
            @Nullable DeadlineView deadline) {
        static Brief of(Dispute dispute, Currency currency, @Nullable DeadlineView deadline) {
            var split = dispute.split(currency);
            return new Brief(
                    dispute.id(),
                    dispute.number(),
                    dispute.milestone(),
                    dispute.stage(),
                    dispute.amount(currency),
                    dispute.requestVersion(),
                    dispute.ending().orElse(null),
                    split.map(part -> part.toFreelancer()).orElse(null),
                    split.map(part -> part.toClient()).orElse(null),
                    split.map(part -> part.toEscrow()).orElse(null),
                    deadline);
        }
    }
}
