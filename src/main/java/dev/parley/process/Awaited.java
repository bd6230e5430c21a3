package dev.parley.process;

import dev.parley.deadline.Deadline;
import dev.parley.deadline.Rule;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.shared.Side;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** For whom a window waits: whose silence, if it passes now, has the consequence (NOT-4). */
@Component
class Awaited {
    private final CaseFile file;

    Awaited(CaseFile file) {
        this.file = file;
    }

    /** The sides that have yet to answer in an open window. */
    Set<Side> in(Deadline window) {
        return switch (window.rule()) {
            case REVIEW, RESPONSE -> EnumSet.of(Side.CLIENT);
            case CLAIM -> EnumSet.of(Side.FREELANCER);
            case DECISIONS, ELECTION -> EnumSet.complementOf(answered(window));
            case PROPOSAL, PROPOSAL_REASSIGNMENT -> EnumSet.noneOf(Side.class);
        };
    }

    /** Whether this side's answer is among those that a window for both has. */
    boolean hasAnswered(Deadline window, Side side) {
        return (window.rule() == Rule.DECISIONS || window.rule() == Rule.ELECTION)
                && answered(window).contains(side);
    }

    private EnumSet<Side> answered(Deadline window) {
        var sides = window.rule() == Rule.DECISIONS ? decisions(window) : elections(window);
        return sides.collect(Collectors.toCollection(() -> EnumSet.noneOf(Side.class)));
    }

    private Stream<Side> decisions(Deadline window) {
        return file.all(window.subject(), Document.Kind.DECISION, Document.Decision.class).stream()
                .map(Document.Decision::by);
    }

    private Stream<Side> elections(Deadline window) {
        return file.all(window.subject(), Document.Kind.ELECTION, Document.Election.class).stream()
                .map(Document.Election::by);
    }
}
