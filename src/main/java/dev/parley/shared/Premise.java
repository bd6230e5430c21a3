package dev.parley.shared;

import java.time.Instant;
import java.util.UUID;

/** What a notice takes for granted, asked again before it leaves (NOT-2): the fact about the subject, with its value. */
public record Premise(Fact fact, UUID subject, String value) {
    /** What can be taken for granted, the kind of its subject, and what the value says. */
    public enum Fact {
        /** A deadline is open and not yet due. */
        WINDOW_OPEN("its deadline is no longer open"),
        /** A deadline is open and still waits for this side. */
        AWAITS("its deadline no longer waits for the recipient"),
        /** A case is undecided and at this stage. */
        STAGE("the case has moved on"),
        /** A case's request is at this version. */
        REQUEST_VERSION("the request was updated"),
        /** A case's offer of this number can be accepted. */
        OFFER_OPEN("the offer is no longer open"),
        /** A case is with this mediator; with nobody if the value is empty. */
        MEDIATOR("the case was given to somebody else"),
        /** A case waits for this task of staff. */
        TASK_OPEN("the task is done"),
        /** A milestone has no clock: it is open for its next submission. */
        NO_CLOCK("the milestone has moved on"),
        /** It is not yet this instant (RFC 3339); the subject is what ends then. */
        NOT_AFTER("it came too late to be of use");

        private final String otherwise;

        Fact(String otherwise) {
            this.otherwise = otherwise;
        }

        /** Why a notice that took it for granted was dropped. */
        public String otherwise() {
            return otherwise;
        }
    }

    public static Premise windowOpen(UUID deadline) {
        return new Premise(Fact.WINDOW_OPEN, deadline, "");
    }

    public static Premise notAfter(UUID subject, Instant end) {
        return new Premise(Fact.NOT_AFTER, subject, end.toString());
    }

    public static Premise awaits(UUID deadline, Side side) {
        return new Premise(Fact.AWAITS, deadline, side.name());
    }
}
