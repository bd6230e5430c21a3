package dev.parley.delivery;

/** How an attempt to send ended. */
sealed interface Outcome {
    void recordIn(Outbox outbox, Delivery delivery);

    record Accepted() implements Outcome {
        @Override
        public void recordIn(Outbox outbox, Delivery delivery) {
            outbox.accepted(delivery);
        }
    }

    /** The server is away, busy or at odds with our set-up: nothing is said about this notice yet. */
    record TryAgain(String error) implements Outcome {
        @Override
        public void recordIn(Outbox outbox, Delivery delivery) {
            outbox.tryAgain(delivery, error);
        }
    }

    /** The same bytes to the same address would be refused again. */
    record Failed(String error) implements Outcome {
        @Override
        public void recordIn(Outbox outbox, Delivery delivery) {
            outbox.failed(delivery, error);
        }
    }
}
