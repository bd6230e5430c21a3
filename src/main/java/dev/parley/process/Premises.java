package dev.parley.process;

import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Document;
import dev.parley.mediation.Assignments;
import dev.parley.shared.Clock;
import dev.parley.shared.Premise;
import dev.parley.shared.Side;
import dev.parley.shared.StillHolds;
import java.time.Instant;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.springframework.stereotype.Component;

/** Whether what a notice takes for granted is still so (NOT-2); read as it is now, nothing is locked. */
@Component
class Premises implements StillHolds {
    private final Deadlines deadlines;
    private final Disputes disputes;
    private final Milestones milestones;
    private final CaseFile file;
    private final Assignments assignments;
    private final TaskService tasks;
    private final Clock clock;

    Premises(
            Deadlines deadlines,
            Disputes disputes,
            Milestones milestones,
            CaseFile file,
            Assignments assignments,
            TaskService tasks,
            Clock clock) {
        this.deadlines = deadlines;
        this.disputes = disputes;
        this.milestones = milestones;
        this.file = file;
        this.assignments = assignments;
        this.tasks = tasks;
        this.clock = clock;
    }

    @Override
    public boolean stillHolds(Premise premise) {
        var subject = premise.subject();
        return switch (premise.fact()) {
            case WINDOW_OPEN -> deadlines.isOpen(subject);
            case AWAITS -> deadlines.isOpen(subject) && !hasAnswered(subject, Side.valueOf(premise.value()));
            case STAGE -> isUndecided(subject) && stageOf(subject).equals(premise.value());
            case REQUEST_VERSION ->
                String.valueOf(disputes.get(subject).requestVersion()).equals(premise.value());
            case OFFER_OPEN ->
                isNothingDue(subject) && isOfferOpen(disputes.get(subject), Integer.parseInt(premise.value()));
            case MEDIATOR -> assignments.current(subject).orElse("").equals(premise.value());
            case TASK_OPEN -> isTaskOpen(subject, premise.value());
            case NOT_AFTER -> clock.now().isBefore(Instant.parse(premise.value()));
            case NO_CLOCK -> milestones.findById(subject).orElseThrow().clock() == null;
        };
    }

    /** In a window that waits for both, one may have answered while the other has not. */
    private boolean hasAnswered(UUID deadline, Side side) {
        return deadlines.find(deadline).map(open -> hasAnswered(open, side)).orElse(true);
    }

    private boolean hasAnswered(Deadline open, Side side) {
        return switch (open.rule()) {
            case DECISIONS ->
                file.all(open.subject(), Document.Kind.DECISION, Document.Decision.class).stream()
                        .anyMatch(decision -> decision.by() == side);
            case ELECTION ->
                file.all(open.subject(), Document.Kind.ELECTION, Document.Election.class).stream()
                        .anyMatch(election -> election.by() == side);
            case REVIEW, CLAIM, RESPONSE, PROPOSAL, PROPOSAL_REASSIGNMENT -> false;
        };
    }

    /** Between the end of a window and its alarm nothing can be done any more. */
    private boolean isNothingDue(UUID caseId) {
        return deadlines.of(caseId).stream()
                .filter(deadline -> deadline.state() == Deadline.State.OPEN
                        && deadline.rule().binding())
                .allMatch(deadline -> deadlines.isOpen(deadline.id()));
    }

    private boolean isUndecided(UUID caseId) {
        return disputes.get(caseId).ending().isEmpty();
    }

    private String stageOf(UUID caseId) {
        return disputes.get(caseId).stage().name();
    }

    private boolean isOfferOpen(Dispute dispute, int number) {
        var offers = file.offers(dispute.id());
        return offers.stream()
                .filter(offer -> offer.number() == number)
                .anyMatch(offer -> file.openOffer(dispute, offers, offer.by())
                        .filter(open -> open.number() == number)
                        .isPresent());
    }

    private boolean isTaskOpen(UUID caseId, String task) {
        return tasks.createTaskQuery()
                        .processInstanceBusinessKey(caseId.toString())
                        .taskDefinitionKey(task)
                        .count()
                > 0;
    }
}
