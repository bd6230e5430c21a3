package dev.parley.process;

import dev.parley.arbitration.DefaultOutcome;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.deadline.Window;
import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Document.Decision;
import dev.parley.dispute.Document.Election;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.mediation.Verdict;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Words;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/arbitration.bpmn}, from the Notice to the provider; {@link AwardTasks} has the rest. */
@Configuration(proxyBeanMethods = false)
class ArbitrationTasks {
    private final CaseFile file;
    private final Deadlines deadlines;
    private final Journal journal;
    private final Cases cases;
    private final Acting acting;
    private final Prospects prospects;
    private final Tell tell;

    ArbitrationTasks(
            CaseFile file,
            Deadlines deadlines,
            Journal journal,
            Cases cases,
            Acting acting,
            Prospects prospects,
            Tell tell) {
        this.file = file;
        this.deadlines = deadlines;
        this.journal = journal;
        this.cases = cases;
        this.acting = acting;
        this.prospects = prospects;
        this.tell = tell;
    }

    /** RES-5: the Notice, and with it the window to go on. */
    @Bean
    @InModel
    JavaDelegate issueNotice() {
        return at -> {
            var c = cases.at(at);
            var reason = Words.of(Verdict.reason(file.all(c.id(), Document.Kind.DECISION, Decision.class)));
            file.seal(c.id(), new Document.Notice(reason));
            c.dispute().noticeIssued();
            var deadline = deadlines.open(
                    c.id(),
                    Window.endOfLocalDay(
                            Rule.ELECTION,
                            cases.now(),
                            c.terms().electionDays(),
                            NonBindingResolutionTasks.places(c),
                            c.terms().version()));
            append(c.id(), "notice-of-non-resolution.issued", Map.of("reason", reason, "deadline", deadline.dueAt()));
        };
    }

    /** ARB-1: what happens, and to whose good, if both, one or neither goes on, and what it costs. */
    @Bean
    @InModel
    JavaDelegate tellNotice() {
        return at -> {
            var c = cases.at(at);
            var notice = file.find(c.id(), Document.Kind.NOTICE, "1", Document.Notice.class)
                    .orElseThrow();
            var prospect = prospects.of(c.milestone(), c.terms(), c.amount());
            tell.both(News.of(
                            Kind.NOTICE_OF_NON_RESOLUTION,
                            c,
                            Map.of(
                                    "caseNumber", c.dispute().number(),
                                    "amount", c.amount(),
                                    "reason", notice.reason(),
                                    "share", c.terms().arbitrationShare(),
                                    "ifBoth", prospect.ifBoth(),
                                    "ifOne", prospect.ifOne(),
                                    "ifNeither", prospect.ifNeither()))
                    .by(deadlines.current(c.id(), Rule.ELECTION).orElseThrow()));
        };
    }

    /** ARB-3: one elected, or nobody. */
    @Bean
    @InModel
    JavaDelegate recordElectionDefault() {
        return at -> {
            var c = cases.at(at);
            var elections = file.all(c.id(), Document.Kind.ELECTION, Election.class);
            var outcome = DefaultOutcome.of(elections, c.terms(), c.amount());
            c.dispute().defaulted(outcome.ending(), outcome.split());
            append(
                    c.id(),
                    "election-window.over",
                    Map.of("ending", outcome.ending().name()));
        };
    }

    /** ARB-3: for now an event, and a mail to operations who file the case by hand. */
    @Bean
    @InModel
    JavaDelegate fileWithProvider() {
        return at -> {
            var c = cases.at(at);
            c.dispute().filedWithProvider();
            append(c.id(), "arbitration.filed", Map.of());
        };
    }

    @Bean
    @InModel
    JavaDelegate tellFiled() {
        return at -> {
            var c = cases.at(at);
            var facts = Map.<String, Object>of("caseNumber", c.dispute().number(), "amount", c.amount());
            tell.both(News.of(Kind.FILED_WITH_PROVIDER, c, facts).provided(Fact.STAGE, c.id(), Stage.ARBITRATION));
            tell.operations(News.of(Kind.FILE_WITH_PROVIDER, c, facts)
                    .provided(Fact.TASK_OPEN, c.id(), ArbitrationProcess.ENTER_AWARD));
        };
    }

    private void append(UUID caseId, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(caseId, type, acting.actor(), facts));
    }
}
