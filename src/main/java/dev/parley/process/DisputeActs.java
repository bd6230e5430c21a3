package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Rule;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits;
import dev.parley.dispute.Ground;
import dev.parley.dispute.ReceivedFile;
import dev.parley.dispute.ResponseDrafts;
import dev.parley.dispute.Stage;
import dev.parley.journal.Journal;
import dev.parley.review.Reviews;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the parties do in a case until the client has answered: one act, one transaction each. */
@Component
@Transactional
public class DisputeActs {
    private final Filings filings;
    private final CaseFile file;
    private final Exhibits exhibits;
    private final ResponseDrafts drafts;
    private final Reviews reviews;
    private final MilestoneClockTasks clocks;
    private final Windows windows;
    private final Journal journal;
    private final Texts texts;
    private final Engine engine;
    private final Cases cases;
    private final Acting acting;

    DisputeActs(
            Filings filings,
            CaseFile file,
            Exhibits exhibits,
            ResponseDrafts drafts,
            Reviews reviews,
            MilestoneClockTasks clocks,
            Windows windows,
            Journal journal,
            Texts texts,
            Engine engine,
            Cases cases,
            Acting acting) {
        this.filings = filings;
        this.file = file;
        this.exhibits = exhibits;
        this.drafts = drafts;
        this.reviews = reviews;
        this.clocks = clocks;
        this.windows = windows;
        this.journal = journal;
        this.texts = texts;
        this.engine = engine;
        this.cases = cases;
        this.acting = acting;
    }

    /** Keeps a document of one side of a milestone, to be named in a filing or a response. */
    public UUID keepEvidence(UUID milestoneId, Side side, String name, ReceivedFile file, Actor by) {
        return acting.as(Cases.party(by, side), () -> {
            var milestone = cases.lockMilestone(milestoneId);
            var evidence = exhibits.keep(milestoneId, side, name, file);
            journal.append(new CaseEvent(
                    milestone.id(),
                    "evidence.kept",
                    acting.actor(),
                    Map.of("evidence", evidence.id(), "sha256", evidence.sha256())));
            return evidence.id();
        });
    }

    /** DIS-1 to DIS-4: files a dispute on the milestone and returns the case. */
    public UUID file(UUID milestone, Ground ground, Money amount, String statement, List<UUID> evidence, Actor by) {
        var facts = Engine.transients(Map.of(
                DisputeProcess.MILESTONE, milestone.toString(),
                DisputeProcess.GROUND, ground.name(),
                DisputeProcess.AMOUNT, amount.minor(),
                DisputeProcess.CURRENCY, amount.currency().getCurrencyCode(),
                DisputeProcess.STATEMENT, statement,
                DisputeProcess.EVIDENCE, evidence.stream().map(UUID::toString).collect(Collectors.joining(","))));
        return acting.as(Cases.party(by, Side.FREELANCER), () -> engine.start(DisputeProcess.KEY, null, facts));
    }

    /** DIS-9: another version of the request, until the client has responded. Returns its number. */
    public int update(UUID caseId, Money amount, String statement, List<UUID> evidence, Actor by) {
        return acting.as(Cases.party(by, Side.FREELANCER), () -> {
            var c = cases.lock(caseId);
            c.dispute().requireStage(Stage.RESPONSE);
            var replaced = filings.update(c, new Filings.Request(amount, statement, evidence));
            var version = c.dispute().requestVersion();
            append(caseId, "request.updated", Map.of("version", version, "amount", amount));
            engine.message(
                    DisputeProcess.REQUEST_UPDATED,
                    caseId,
                    replaced.<Map<String, Object>>map(hold -> Map.of(DisputeProcess.REPLACED_HOLD, hold.toString()))
                            .orElse(Map.of()));
            return version;
        });
    }

    /** DIS-7: "Yes, I approve", for the version of the request that the client saw (DIS-13). */
    public void approve(UUID caseId, int version, Actor by) {
        acting.as(Cases.party(by, Side.CLIENT), () -> {
            var c = cases.lock(caseId);
            c.dispute().approved(version, c.contract().currency());
            respond(c, new Document.Response(version, true, null, null, List.of()), DisputeProcess.APPROVED);
            return caseId;
        });
    }

    /** DIS-8: saves the client's answer while it is written; it answers nothing. */
    public void saveDraft(UUID caseId, String body, Actor by) {
        acting.as(Cases.party(by, Side.CLIENT), () -> {
            var c = cases.lock(caseId);
            c.dispute().requireStage(Stage.RESPONSE);
            drafts.save(caseId, body);
            return caseId;
        });
    }

    /** DIS-8: declines with a reason, a description and documents; sealed from then on. */
    public void decline(
            UUID caseId, int version, DeclineReason reason, String description, List<UUID> evidence, Actor by) {
        acting.as(Cases.party(by, Side.CLIENT), () -> {
            var c = cases.lock(caseId);
            c.dispute().declined(version);
            var documents = exhibits.named(c.milestone().id(), Side.CLIENT, evidence);
            var kept = texts.keep(caseId, description);
            respond(c, new Document.Response(version, false, reason, kept, documents), DisputeProcess.DECLINED);
            return caseId;
        });
    }

    /** DIS-10: what a withdrawal would come to now; empty when it is too late for one. */
    @Transactional(readOnly = true)
    public Optional<Withdrawal> ifWithdrawn(Milestone milestone, Dispute dispute) {
        return dispute.isWithdrawable() ? Optional.of(clocks.ifWithdrawn(milestone, dispute)) : Optional.empty();
    }

    /** DIS-10: withdraws the filing, until the Notice of Non-Resolution; final for its submission. */
    public void withdraw(UUID caseId, Actor by) {
        acting.as(Cases.party(by, Side.FREELANCER), () -> {
            var c = cases.lock(caseId);
            c.dispute().withdrawn(c.contract().currency());
            windows.interrupt(caseId);
            file.seal(caseId, new Document.Withdrawal(c.dispute().requestVersion()));
            c.dispute().submission().map(reviews::submission).ifPresent(submission -> submission.bar());
            append(caseId, "dispute.withdrawn", Map.of());
            engine.message(DisputeProcess.FILING_WITHDRAWN, caseId, Map.of());
            return caseId;
        });
    }

    private void respond(Cases.Case c, Document.Response response, String answer) {
        windows.meet(c.id(), Rule.RESPONSE);
        file.seal(c.id(), response);
        drafts.discard(c.id());
        append(
                c.id(),
                response.approved() ? "request.approved" : "request.declined",
                Map.of("version", response.requestVersion()));
        engine.message(DisputeProcess.RESPONSE_GIVEN, c.id(), Map.of(DisputeProcess.RESPONSE, answer));
    }

    private void append(UUID caseId, String type, Map<String, Object> facts) {
        journal.append(new CaseEvent(caseId, type, acting.actor(), facts));
    }
}
