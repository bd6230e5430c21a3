package dev.parley.process;

import dev.parley.contract.Milestones;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Document;
import dev.parley.dispute.Document.Award;
import dev.parley.shared.Texts;
import dev.parley.shared.Words;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What a form of a task says about its case. */
@Component
class CaseSummaries {
    private final Disputes disputes;
    private final Milestones milestones;
    private final CaseFile file;
    private final Texts texts;

    CaseSummaries(Disputes disputes, Milestones milestones, CaseFile file, Texts texts) {
        this.disputes = disputes;
        this.milestones = milestones;
        this.file = file;
        this.texts = texts;
    }

    @Transactional(readOnly = true)
    public Map<String, String> of(String caseId) {
        var dispute = disputes.get(UUID.fromString(caseId));
        return Map.of("caseSummary", summary(dispute), "statement", statement(dispute), "response", response(dispute));
    }

    private String summary(Dispute dispute) {
        var milestone = milestones.findById(dispute.milestone()).orElseThrow();
        var held = dispute.amount(milestone.contract().currency());
        return "Case " + dispute.number() + ": " + held + " on hold. " + Words.of(dispute.ground()) + "."
                + award(dispute);
    }

    /** The award that waits for its second person, if one does. */
    private String award(Dispute dispute) {
        return file.all(dispute.id(), Document.Kind.AWARD, Award.class).stream()
                .reduce((earlier, later) -> later)
                .map(award -> " Award " + award.number() + ", entered by " + award.enteredBy() + ": "
                        + award.toFreelancer() + " to the freelancer, reference " + award.reference() + ".")
                .orElse("");
    }

    private String statement(Dispute dispute) {
        return texts.read(
                file.filing(dispute.id(), dispute.requestVersion()).statement().id());
    }

    private String response(Dispute dispute) {
        return file.find(dispute.id(), Document.Kind.RESPONSE, "1", Document.Response.class)
                .map(Document.Response::description)
                .map(description -> texts.read(description.id()))
                .orElse("");
    }
}
