package dev.parley.process;

import dev.parley.delivery.Kind;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Document;
import dev.parley.dispute.Ending;
import dev.parley.dispute.ResponseDrafts;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.ledger.Ledger;
import dev.parley.mediation.AssignmentEnd;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Split;
import dev.parley.shared.Words;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of {@code bpmn/dispute.bpmn} that every ending shares; the last are {@link MilestoneClockTasks}. */
@Configuration(proxyBeanMethods = false)
class DisputeClosingTasks {
    private final CaseFile file;
    private final Manifests manifests;
    private final Mediators mediators;
    private final ResponseDrafts drafts;
    private final Ledger ledger;
    private final Journal journal;
    private final Cases cases;
    private final MilestoneClockTasks clocks;
    private final Acting acting;
    private final Tell tell;

    DisputeClosingTasks(
            CaseFile file,
            Manifests manifests,
            Mediators mediators,
            ResponseDrafts drafts,
            Ledger ledger,
            Journal journal,
            Cases cases,
            MilestoneClockTasks clocks,
            Acting acting,
            Tell tell) {
        this.file = file;
        this.manifests = manifests;
        this.mediators = mediators;
        this.drafts = drafts;
        this.ledger = ledger;
        this.journal = journal;
        this.cases = cases;
        this.clocks = clocks;
        this.acting = acting;
        this.tell = tell;
    }

    /** The one place where a case's money moves: the table of endings. */
    @Bean
    @InModel
    JavaDelegate settleHold() {
        return at -> {
            var c = cases.at(at);
            ledger.settle(
                    settlementOf(c),
                    c.dispute().hold(),
                    c.escrow(),
                    split(c),
                    c.contract().serviceFeeRate(),
                    acting.actor());
            if (c.dispute().stage() == Stage.ELECTION || c.dispute().stage() == Stage.ARBITRATION) settleShares(c);
        };
    }

    private void settleShares(Cases.Case c) {
        var reference = "arbitration-shares:" + c.id();
        switch (ending(c).shares()) {
            case RETURNED -> ledger.returnArbitrationShares(reference, c.escrow(), c.id(), acting.actor());
            case PASSED_ON -> ledger.passArbitrationShares(reference, c.escrow(), c.id(), acting.actor());
            case NONE -> {}
        }
    }

    @Bean
    @InModel
    JavaDelegate closeCase() {
        return at -> {
            var c = cases.at(at);
            if (c.dispute().stage() == Stage.MEDIATION) mediators.endAssignment(c, AssignmentEnd.CASE_OVER);
            if (c.dispute().stage() == Stage.RESPONSE) drafts.discard(c.id());
            c.dispute().closed(cases.now());
            var settled = ledger.transfer(settlementOf(c));
            append(
                    c.id(),
                    "case.closed",
                    Map.of(
                            "ending", ending(c).name(),
                            "toFreelancer", split(c).toFreelancer(),
                            "fee", settled.fee(),
                            "toClient", split(c).toClient(),
                            "toEscrow", split(c).toEscrow()));
        };
    }

    @Bean
    @InModel
    JavaDelegate tellCaseClosed() {
        return at -> {
            var c = cases.at(at);
            var settled = ledger.transfer(settlementOf(c));
            tell.both(News.of(
                    Kind.CASE_CLOSED,
                    c,
                    Map.ofEntries(
                            Map.entry("caseNumber", c.dispute().number()),
                            Map.entry("ending", ending(c)),
                            Map.entry("why", why(c)),
                            Map.entry("toFreelancer", split(c).toFreelancer()),
                            Map.entry("fee", settled.fee()),
                            Map.entry("net", settled.toFreelancer()),
                            Map.entry("toClient", split(c).toClient()),
                            Map.entry("toEscrow", split(c).toEscrow()),
                            Map.entry("arbitrationFees", ending(c).shares()),
                            Map.entry("manifest", manifest(c)),
                            Map.entry("next", clocks.next(c.milestone(), Optional.of(c.dispute()))))));
        };
    }

    /** The receipt of an approval; other endings have nothing sealed that was not told of before. */
    private String manifest(Cases.Case c) {
        return ending(c) == Ending.APPROVED
                ? manifests.of(c.milestone().id(), file.sealed(c.id(), Document.Kind.RESPONSE, "1"))
                : "";
    }

    private String why(Cases.Case c) {
        return ending(c) == Ending.NOBODY_ELECTED || ending(c) == Ending.ONE_ELECTED
                ? file.find(c.id(), Document.Kind.NOTICE, "1", Document.Notice.class)
                        .map(Document.Notice::reason)
                        .orElseThrow()
                : Words.of(ending(c));
    }

    private static Ending ending(Cases.Case c) {
        return c.dispute().ending().orElseThrow();
    }

    private static Split split(Cases.Case c) {
        return c.dispute().split(c.contract().currency()).orElseThrow();
    }

    private static String settlementOf(Cases.Case c) {
        return "settle:" + c.id();
    }

    private void append(UUID caseId, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(caseId, type, acting.actor(), facts));
    }
}
