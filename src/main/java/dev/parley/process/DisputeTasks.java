package dev.parley.process;

import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Ground;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Premise.Fact;
import dev.parley.shared.Side;
import dev.parley.shared.Split;
import dev.parley.shared.Texts;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/dispute.bpmn}, from the filing to the decline; {@link DisputeClosingTasks} has the rest. */
@Configuration(proxyBeanMethods = false)
class DisputeTasks {
    private static final Set<String> FILED = Set.of(
            DisputeProcess.MILESTONE,
            DisputeProcess.GROUND,
            DisputeProcess.AMOUNT,
            DisputeProcess.CURRENCY,
            DisputeProcess.STATEMENT,
            DisputeProcess.EVIDENCE);

    private final Filings filings;
    private final CaseFile file;
    private final Manifests manifests;
    private final Deadlines deadlines;
    private final Ledger ledger;
    private final Journal journal;
    private final Texts texts;
    private final Cases cases;
    private final MilestoneClockTasks clocks;
    private final Acting acting;
    private final Tell tell;

    DisputeTasks(
            Filings filings,
            CaseFile file,
            Manifests manifests,
            Deadlines deadlines,
            Ledger ledger,
            Journal journal,
            Texts texts,
            Cases cases,
            MilestoneClockTasks clocks,
            Acting acting,
            Tell tell) {
        this.filings = filings;
        this.file = file;
        this.manifests = manifests;
        this.deadlines = deadlines;
        this.ledger = ledger;
        this.journal = journal;
        this.texts = texts;
        this.cases = cases;
        this.clocks = clocks;
        this.acting = acting;
        this.tell = tell;
    }

    /** DIS-1, DIS-2, DIS-11. */
    @Bean
    @InModel
    JavaDelegate recordFiling() {
        return acting.refusing(at -> {
            var posted = Posted.take(at, FILED, Set.of());
            var milestone = cases.lockMilestone(posted.id(DisputeProcess.MILESTONE));
            var request = new Filings.Request(
                    posted.money(DisputeProcess.AMOUNT, DisputeProcess.CURRENCY),
                    posted.text(DisputeProcess.STATEMENT),
                    posted.ids(DisputeProcess.EVIDENCE));
            var ground = posted.oneOf(DisputeProcess.GROUND, Ground.class);
            var dispute = filings.file(milestone, ground, request);
            at.setProcessBusinessKey(dispute.id().toString());
            append(
                    dispute.id(),
                    "dispute.filed",
                    Map.of(
                            "milestone", milestone.id(),
                            "ground", ground.name(),
                            "amount", request.amount(),
                            "filing", file.filing(dispute.id(), 1).statement().sha256(),
                            "deadline", deadline(dispute.id(), Rule.RESPONSE).dueAt()));
        });
    }

    /** DIS-3. */
    @Bean
    @InModel
    JavaDelegate holdEscrow() {
        return at -> hold(cases.at(at));
    }

    /** DIS-4. */
    @Bean
    @InModel
    JavaDelegate tellRespondent() {
        return at -> {
            var c = cases.at(at);
            var facts = request(c);
            tellRequest(
                    News.of(
                            Kind.DISPUTE_FILED,
                            c,
                            and(facts, "ground", c.dispute().ground())),
                    facts,
                    c);
        };
    }

    /** DIS-9: another amount replaces the hold. */
    @Bean
    @InModel
    JavaDelegate replaceHold() {
        return at -> {
            if (!(at.getVariable(DisputeProcess.REPLACED_HOLD) instanceof String replaced)) return;
            var c = cases.at(at);
            var held = ledger.held(UUID.fromString(replaced), c.contract().currency());
            ledger.settle(
                    "replace:" + replaced,
                    UUID.fromString(replaced),
                    c.escrow(),
                    Split.backToEscrow(held),
                    c.contract().serviceFeeRate(),
                    acting.actor());
            hold(c);
            refundAfterContractEnd(c);
        };
    }

    @Bean
    @InModel
    JavaDelegate tellRequestUpdated() {
        return at -> {
            var c = cases.at(at);
            var facts = request(c);
            tellRequest(
                    News.of(
                            Kind.REQUEST_UPDATED,
                            c,
                            and(facts, "version", c.dispute().requestVersion())),
                    facts,
                    c);
        };
    }

    /** DIS-6. */
    @Bean
    @InModel
    JavaDelegate recordNoResponse() {
        return at -> {
            var c = cases.at(at);
            c.dispute().notAnswered(c.contract().currency());
            append(c.id(), "response.missing", Map.of());
        };
    }

    @Bean
    @InModel
    JavaDelegate tellDeclined() {
        return at -> {
            var c = cases.at(at);
            var sealed = file.sealed(c.id(), Document.Kind.RESPONSE, "1");
            var response = (Document.Response) sealed.document();
            var description = response.description();
            tell.side(
                    Side.FREELANCER,
                    News.of(
                            Kind.DISPUTE_DECLINED,
                            c,
                            Map.of(
                                    "caseNumber", c.dispute().number(),
                                    "reason", Objects.requireNonNull(response.reason()),
                                    "description", description == null ? "" : texts.read(description.id()),
                                    "manifest", manifests.of(c.milestone().id(), sealed))));
        };
    }

    private Map<String, Object> request(Cases.Case c) {
        var sealed = file.sealed(
                c.id(), Document.Kind.FILING, String.valueOf(c.dispute().requestVersion()));
        var filing = (Document.Filing) sealed.document();
        return Map.of(
                "caseNumber", c.dispute().number(),
                "amount", c.amount(),
                "statement", texts.read(filing.statement().id()),
                "manifest", manifests.of(c.milestone().id(), sealed));
    }

    /** The client is asked to answer this version of the request; the freelancer gets a receipt. */
    private void tellRequest(News news, Map<String, Object> facts, Cases.Case c) {
        var deadline = deadline(c.id(), Rule.RESPONSE);
        var version = c.dispute().requestVersion();
        var receipt = and(and(facts, "version", version), "answerBy", deadline.dueAt());
        tell.each(
                Side.CLIENT,
                news.by(deadline).provided(Fact.REQUEST_VERSION, c.id(), version),
                News.of(Kind.FILING_RECEIPT, c, receipt));
    }

    private static Map<String, Object> and(Map<String, Object> facts, String name, Object value) {
        var more = new HashMap<>(facts);
        more.put(name, value);
        return more;
    }

    /** REV-6: what a lower request frees after the freelancer has ended the contract is refunded at once. */
    private void refundAfterContractEnd(Cases.Case c) {
        if (c.milestone().endedBy() == Side.FREELANCER
                && ledger.free(c.escrow()).isPositive()) clocks.startClosure(c.milestone(), false);
    }

    private void hold(Cases.Case c) {
        ledger.hold("hold:" + c.dispute().hold(), c.dispute().hold(), c.escrow(), c.amount(), acting.actor());
    }

    private Deadline deadline(UUID caseId, Rule rule) {
        return deadlines.current(caseId, rule).orElseThrow();
    }

    private void append(UUID caseId, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(caseId, type, acting.actor(), facts));
    }
}
