package dev.parley.process;

import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Document.Award;
import dev.parley.dispute.Document.AwardConfirmation;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Refused;
import dev.parley.shared.Split;
import dev.parley.shared.Texts;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/arbitration.bpmn} around the award, which two people record (ARB-5). */
@Configuration(proxyBeanMethods = false)
class AwardTasks {
    private static final Set<String> ENTERED =
            Set.of(ArbitrationProcess.AMOUNT_TO_FREELANCER, ArbitrationProcess.AWARD_REFERENCE);
    private static final Set<String> CONFIRMED = Set.of(ArbitrationProcess.CONFIRMATION, ArbitrationProcess.REMARK);

    private final CaseFile file;
    private final Deadlines deadlines;
    private final Journal journal;
    private final Texts texts;
    private final Staff staff;
    private final Cases cases;
    private final Acting acting;
    private final Tell tell;

    AwardTasks(
            Deadlines deadlines,
            CaseFile file,
            Journal journal,
            Texts texts,
            Staff staff,
            Cases cases,
            Acting acting,
            Tell tell) {
        this.file = file;
        this.deadlines = deadlines;
        this.journal = journal;
        this.texts = texts;
        this.staff = staff;
        this.cases = cases;
        this.acting = acting;
        this.tell = tell;
    }

    /** What the second person says of an award. */
    enum Confirmation {
        CONFIRM,
        REJECT
    }

    @Bean
    @InModel
    JavaDelegate tellAwardOverdue() {
        return at -> tellOverdue(cases.at(at), Kind.AWARD_OVERDUE, ArbitrationProcess.ENTER_AWARD);
    }

    @Bean
    @InModel
    JavaDelegate tellConfirmationOverdue() {
        return at -> tellOverdue(cases.at(at), Kind.CONFIRMATION_OVERDUE, ArbitrationProcess.CONFIRM_AWARD);
    }

    private void tellOverdue(Cases.Case c, Kind kind, String task) {
        var filed = deadlines
                .current(c.id(), Rule.ELECTION)
                .map(Deadline::decidedAt)
                .orElseThrow();
        var facts = Map.<String, Object>of("caseNumber", c.dispute().number(), "amount", c.amount(), "since", filed);
        tell.operations(News.of(kind, c, facts).provided(Fact.TASK_OPEN, c.id(), task));
    }

    /** ARB-5: the first of two people. */
    @Bean
    @InModel
    JavaDelegate recordAward() {
        return acting.refusing(at -> {
            var c = cases.lock(Cases.subject(at));
            var posted = Posted.take(at, ENTERED, Set.of());
            requireOperations();
            c.dispute().requireStage(Stage.ARBITRATION);
            var amount = Money.parse(
                    posted.text(ArbitrationProcess.AMOUNT_TO_FREELANCER),
                    c.contract().currency(),
                    ArbitrationProcess.AMOUNT_TO_FREELANCER);
            var split = Split.between(c.amount(), amount);
            var number = awards(c.id()) + 1;
            var award = new Award(
                    number,
                    acting.actor().id(),
                    split.toFreelancer(),
                    posted.line(ArbitrationProcess.AWARD_REFERENCE, 100));
            file.seal(c.id(), award);
            append(c.id(), "award.entered", Map.of("number", number, "toFreelancer", award.toFreelancer()));
        });
    }

    /** ARB-5, DOR-4: the second person; the same one again is refused. */
    @Bean
    @InModel
    JavaDelegate recordAwardConfirmation() {
        return acting.refusing(at -> {
            var c = cases.lock(Cases.subject(at));
            var posted = Posted.take(at, CONFIRMED, Set.of());
            requireOperations();
            var award = file.find(c.id(), Document.Kind.AWARD, String.valueOf(awards(c.id())), Award.class)
                    .orElseThrow();
            if (award.enteredBy().equals(acting.actor().id()))
                throw Refused.forbidden("second-person-needed", "the award is confirmed by another person");
            var confirmed = posted.oneOf(ArbitrationProcess.CONFIRMATION, Confirmation.class) == Confirmation.CONFIRM;
            var remark = posted.optionalText(ArbitrationProcess.REMARK);
            file.seal(
                    c.id(),
                    new AwardConfirmation(
                            award.number(),
                            acting.actor().id(),
                            confirmed,
                            remark == null ? null : texts.keep(c.id(), remark)));
            if (confirmed) c.dispute().awarded(Split.between(c.amount(), award.toFreelancer()));
            append(c.id(), confirmed ? "award.confirmed" : "award.rejected", Map.of("number", award.number()));
            at.setVariables(Engine.transients(Map.of(ArbitrationProcess.AWARD_CONFIRMED, confirmed)));
        });
    }

    private int awards(UUID caseId) {
        return file.all(caseId, Document.Kind.AWARD, Award.class).size();
    }

    private void requireOperations() {
        if (!staff.isMember(acting.actor().id(), Staff.OPERATIONS))
            throw Refused.forbidden("operations-only", "awards are entered and confirmed by operations");
    }

    private void append(UUID caseId, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(caseId, type, acting.actor(), facts));
    }
}
