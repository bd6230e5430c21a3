package dev.parley.delivery;

import dev.parley.shared.NoticeFailures;

/** How an attempt to send ended. */
sealed interface Outcome {
    void recordIn(Outbox outbox, NoticeFailures failures, Delivery delivery);

    record Accepted() implements Outcome {
        @Override
        public void recordIn(Outbox outbox, NoticeFailures failures, Delivery delivery) {
            outbox.accepted(delivery);
        }
    }

    /** The server is away, busy or at odds with our set-up: nothing is said about this notice yet. */
    record TryAgain(String error) implements Outcome {
        @Override
        public void recordIn(Outbox outbox, NoticeFailures failures, Delivery delivery) {
            outbox.tryAgain(delivery, error);
        }
    }

    /** The same bytes to the same address would be refused again. That an abandoned address is dead is no news. */
    record Failed(String error) implements Outcome {
        @Override
        public void recordIn(Outbox outbox, NoticeFailures failures, Delivery delivery) {
            if (outbox.failed(delivery, error) && !delivery.role().equals(Recipient.FORMER_ADDRESS))
                failures.failed(
                        delivery.id(), delivery.subject(), delivery.kind() + " to " + delivery.role() + ": " + error);
        }
    }
}
