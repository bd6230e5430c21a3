package dev.parley.dispute;

import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is sealed in a case: one kind and slot each, made once and never changed (DIS-8, RES-6). Texts and evidence
 * stand in it by their hashes (AUD-3).
 */
public sealed interface Document {
    /** What sort of document this is. */
    Kind kind();

    /** What tells it from others of its kind in the case: a version, a number or a side. */
    String slot();

    /** The evidence that is sealed with it. */
    default List<Exhibit> evidence() {
        return List.of();
    }

    /** The kinds, each with its record. */
    enum Kind {
        FILING(Filing.class),
        RESPONSE(Response.class),
        OFFER(Offer.class),
        SETTLEMENT(Settlement.class),
        WITHDRAWAL(Withdrawal.class),
        PROPOSAL(Proposal.class),
        DECISION(Decision.class),
        NOTICE(Notice.class),
        ELECTION(Election.class),
        AWARD(Award.class),
        AWARD_CONFIRMATION(AwardConfirmation.class);

        private final Class<? extends Document> type;

        Kind(Class<? extends Document> type) {
            this.type = type;
        }

        Class<? extends Document> type() {
            return type;
        }
    }

    /** A piece of evidence as it was when it was sealed. */
    record Exhibit(UUID id, String sha256) {}

    /** DIS-2, DIS-9: a version of the request. */
    record Filing(int version, Money amount, Texts.Ref statement, List<Exhibit> evidence) implements Document {
        @Override
        public Kind kind() {
            return Kind.FILING;
        }

        @Override
        public String slot() {
            return String.valueOf(version);
        }
    }

    /** DIS-7, DIS-8: the client's answer to a version of the request; an approval has neither reason nor description. */
    record Response(
            int requestVersion,
            boolean approved,
            @Nullable DeclineReason reason,
            Texts.@Nullable Ref description,
            List<Exhibit> evidence)
            implements Document {
        @Override
        public Kind kind() {
            return Kind.RESPONSE;
        }

        @Override
        public String slot() {
            return "1";
        }
    }

    /** DIS-10: an offer of one side; it ends with the stage and the version of the request it was made in. */
    record Offer(int number, Side by, Money toFreelancer, Stage stage, int requestVersion) implements Document {
        @Override
        public Kind kind() {
            return Kind.OFFER;
        }

        @Override
        public String slot() {
            return String.valueOf(number);
        }
    }

    /** DIS-10: an offer was accepted by the other side. */
    record Settlement(int offer, Side acceptedBy) implements Document {
        @Override
        public Kind kind() {
            return Kind.SETTLEMENT;
        }

        @Override
        public String slot() {
            return "1";
        }
    }

    /** DIS-10: the filing was withdrawn. */
    record Withdrawal(int requestVersion) implements Document {
        @Override
        public Kind kind() {
            return Kind.WITHDRAWAL;
        }

        @Override
        public String slot() {
            return "1";
        }
    }

    /** RES-1: the mediator's proposal. */
    record Proposal(
            int version, String mediator, Money toFreelancer, Money toClient, String reasonCode, Texts.Ref reasons)
            implements Document {
        @Override
        public Kind kind() {
            return Kind.PROPOSAL;
        }

        @Override
        public String slot() {
            return String.valueOf(version);
        }
    }

    /** RES-3: what one side decided on the proposal. */
    record Decision(Side by, int proposal, boolean accepted) implements Document {
        @Override
        public Kind kind() {
            return Kind.DECISION;
        }

        @Override
        public String slot() {
            return by.name();
        }
    }

    /** RES-5: the Notice of Non-Resolution and its reason. */
    record Notice(String reason) implements Document {
        @Override
        public Kind kind() {
            return Kind.NOTICE;
        }

        @Override
        public String slot() {
            return "1";
        }
    }

    /** ARB-2: one side goes on to arbitration; the reference is the contracts system's confirmation of the paid share. */
    record Election(Side by, Money share, String paymentReference) implements Document {
        @Override
        public Kind kind() {
            return Kind.ELECTION;
        }

        @Override
        public String slot() {
            return by.name();
        }
    }

    /** ARB-5: an award as one person entered it. */
    record Award(int number, String enteredBy, Money toFreelancer, String reference) implements Document {
        @Override
        public Kind kind() {
            return Kind.AWARD;
        }

        @Override
        public String slot() {
            return String.valueOf(number);
        }
    }

    /** ARB-5: what the second person said of it. */
    record AwardConfirmation(int award, String by, boolean confirmed, Texts.@Nullable Ref remark) implements Document {
        @Override
        public Kind kind() {
            return Kind.AWARD_CONFIRMATION;
        }

        @Override
        public String slot() {
            return String.valueOf(award);
        }
    }
}
