package dev.parley.process;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import dev.parley.contract.Milestones;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Rule;
import dev.parley.delivery.FactText;
import dev.parley.dispute.CaseFile;
import dev.parley.dispute.CaseFile.Sealed;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits;
import dev.parley.dispute.Exhibits.Evidence;
import dev.parley.process.CaseSheet.Entered;
import dev.parley.process.CaseSheet.File;
import dev.parley.process.CaseSheet.Offered;
import dev.parley.process.CaseSheet.Said;
import dev.parley.review.Reviews;
import dev.parley.review.Submission;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import dev.parley.shared.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads a case for a form of Tasklist, at the moment in which the form is opened. */
@Component
class CaseSheets {
    private final Disputes disputes;
    private final Milestones milestones;
    private final Reviews reviews;
    private final CaseFile file;
    private final Exhibits exhibits;
    private final Deadlines deadlines;
    private final Texts texts;
    private final ZoneId zone;

    CaseSheets(
            Disputes disputes,
            Milestones milestones,
            Reviews reviews,
            CaseFile file,
            Exhibits exhibits,
            Deadlines deadlines,
            Texts texts,
            @Value("${parley.staff.zone}") ZoneId zone) {
        this.disputes = disputes;
        this.milestones = milestones;
        this.reviews = reviews;
        this.file = file;
        this.exhibits = exhibits;
        this.deadlines = deadlines;
        this.texts = texts;
        this.zone = zone;
    }

    @Transactional(readOnly = true)
    public CaseSheet of(String caseId) {
        var dispute = disputes.get(UUID.fromString(caseId));
        var milestone = milestones.findById(dispute.milestone()).orElseThrow();
        var contract = milestone.contract();
        var held = dispute.amount(contract.currency());
        var sealed = file.of(dispute.id());
        var papers = papers(dispute, sealed);
        return new CaseSheet(
                dispute.id(),
                dispute.number(),
                contract.title(),
                milestone.title(),
                contract.party(Side.CLIENT).name(),
                contract.party(Side.FREELANCER).name(),
                FactText.money(held),
                due(dispute),
                Stream.concat(delivered(papers), filings(papers)).toList(),
                responses(papers).toList(),
                offered(sealed, Side.FREELANCER),
                offered(sealed, Side.CLIENT),
                award(sealed, held));
    }

    private @Nullable String due(Dispute dispute) {
        return deadlines
                .current(dispute.id(), Rule.PROPOSAL)
                .filter(target -> deadlines.isOpen(target.id()))
                .map(target -> FactText.instant(target.dueAt(), zone) + ". "
                        + target.rule().ifItPasses())
                .orElse(null);
    }

    /** What was handed in and sealed, with all its texts. */
    private record Papers(
            @Nullable Submission submission,
            List<Sealed> sealed,
            Map<UUID, Evidence> evidence,
            Map<UUID, String> words) {
        String word(@Nullable UUID text) {
            return text == null ? "" : Objects.requireNonNull(words.get(text));
        }
    }

    private Papers papers(Dispute dispute, List<Sealed> sealed) {
        var submission = dispute.submission().map(reviews::submission).orElse(null);
        var evidence = exhibits.of(dispute.milestone()).stream().collect(toMap(Evidence::id, Function.identity()));
        var ids = Stream.of(
                        Stream.ofNullable(submission == null ? null : submission.note()),
                        evidence.values().stream().map(Evidence::name),
                        of(sealed, Document.Filing.class)
                                .map(paper -> statement(paper).id()),
                        of(sealed, Document.Response.class)
                                .map(paper -> ((Document.Response) paper.document()).description())
                                .filter(Objects::nonNull)
                                .map(Texts.Ref::id))
                .flatMap(Function.identity())
                .collect(toSet());
        return new Papers(submission, sealed, evidence, texts.read(ids));
    }

    private static Texts.Ref statement(Sealed filing) {
        return ((Document.Filing) filing.document()).statement();
    }

    private Stream<Said> delivered(Papers papers) {
        return Stream.ofNullable(papers.submission)
                .map(submission ->
                        said("Work delivered", submission.submittedAt(), papers.word(submission.note()), List.of()));
    }

    private Stream<Said> filings(Papers papers) {
        return of(papers.sealed, Document.Filing.class).map(paper -> {
            var filing = (Document.Filing) paper.document();
            return said(
                    "Request, version " + filing.version() + ": " + FactText.money(filing.amount()),
                    paper.at(),
                    papers.word(filing.statement().id()),
                    files(filing, papers));
        });
    }

    private Stream<Said> responses(Papers papers) {
        return of(papers.sealed, Document.Response.class).map(paper -> {
            var response = (Document.Response) paper.document();
            var description = response.description();
            return said(
                    response.reason() == null ? "Response" : "Declined: " + Words.of(response.reason()),
                    paper.at(),
                    papers.word(description == null ? null : description.id()),
                    files(response, papers));
        });
    }

    private static Stream<Sealed> of(List<Sealed> sealed, Class<? extends Document> type) {
        return sealed.stream().filter(paper -> type.isInstance(paper.document()));
    }

    private Said said(String heading, Instant at, String text, List<File> files) {
        return new Said(heading, FactText.moment(at, zone), text.lines().toList(), files);
    }

    private static List<File> files(Document document, Papers papers) {
        return document.evidence().stream()
                .map(exhibit -> Objects.requireNonNull(papers.evidence.get(exhibit.id())))
                .map(kept -> new File(
                        papers.word(kept.name()).replaceAll("\\s+", " "),
                        kept.mediaType() + ", " + String.format(Locale.ENGLISH, "%,d", kept.sizeBytes()) + " bytes",
                        "/api/v1/evidence/" + kept.id()))
                .toList();
    }

    private Offered offered(List<Sealed> sealed, Side by) {
        return of(sealed, Document.Offer.class)
                .filter(paper -> ((Document.Offer) paper.document()).by() == by)
                .reduce((earlier, later) -> later)
                .map(paper -> new Offered(
                        FactText.money(((Document.Offer) paper.document()).toFreelancer()),
                        FactText.moment(paper.at(), zone)))
                .orElse(new Offered("no offer", ""));
    }

    private static @Nullable Entered award(List<Sealed> sealed, Money held) {
        return of(sealed, Document.Award.class)
                .map(paper -> (Document.Award) paper.document())
                .reduce((earlier, later) -> later)
                .map(award -> new Entered(
                        award.number(),
                        award.enteredBy(),
                        FactText.money(award.toFreelancer()),
                        FactText.money(held.minus(award.toFreelancer())),
                        award.reference()))
                .orElse(null);
    }
}
