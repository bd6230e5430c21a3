package dev.parley.api;

import dev.parley.dispute.CaseFile.Sealed;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits.Evidence;
import dev.parley.dispute.Stage;
import dev.parley.mediation.ReasonCode;
import dev.parley.shared.Money;
import dev.parley.shared.Texts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sealed documents of one case with the texts and the evidence they name, put into words for readers. */
final class Papers {
    private final List<Sealed> sealed;
    private final Map<UUID, Evidence> evidence;
    private final Map<UUID, String> texts;

    private Papers(List<Sealed> sealed, Map<UUID, Evidence> evidence, Map<UUID, String> texts) {
        this.sealed = sealed;
        this.evidence = evidence;
        this.texts = texts;
    }

    /** Reads all texts at once. */
    static Papers of(List<Sealed> sealed, List<Evidence> evidence, Texts texts) {
        var ids = Stream.concat(
                sealed.stream()
                        .map(paper -> text(paper.document()))
                        .filter(Objects::nonNull)
                        .map(Texts.Ref::id),
                evidence.stream().map(Evidence::name));
        return new Papers(
                sealed,
                evidence.stream().collect(Collectors.toMap(Evidence::id, Function.identity())),
                texts.read(ids.collect(Collectors.toSet())));
    }

    /** A document with when it was sealed, and the SHA-256 of its bytes. */
    private record Paper<D>(D is, Instant at, String sha256) {}

    private static Texts.@Nullable Ref text(Document document) {
        if (document instanceof Document.Filing filing) return filing.statement();
        if (document instanceof Document.Response response) return response.description();
        if (document instanceof Document.Proposal proposal) return proposal.reasons();
        return document instanceof Document.AwardConfirmation confirmation ? confirmation.remark() : null;
    }

    List<DisputeView.Request> requests() {
        return all(Document.Filing.class)
                .map(paper -> new DisputeView.Request(
                        paper.is().version(),
                        paper.is().amount(),
                        words(paper.is().statement()),
                        named(paper.is().evidence()),
                        paper.at(),
                        paper.sha256()))
                .sorted(Comparator.comparingInt(DisputeView.Request::version))
                .toList();
    }

    DisputeView.@Nullable Response response() {
        return all(Document.Response.class)
                .map(paper -> new DisputeView.Response(
                        paper.is().requestVersion(),
                        paper.is().approved() ? DisputeView.Said.APPROVE : DisputeView.Said.DECLINE,
                        paper.is().reason(),
                        paper.is().description() == null
                                ? null
                                : words(paper.is().description()),
                        named(paper.is().evidence()),
                        paper.at(),
                        paper.sha256()))
                .findFirst()
                .orElse(null);
    }

    /** Only what is named here can be accepted. */
    List<DisputeView.Offer> offers(Set<Integer> open, Function<Money, Money> fee) {
        var amounts = all(Document.Filing.class)
                .collect(Collectors.toMap(
                        paper -> paper.is().version(), paper -> paper.is().amount()));
        return all(Document.Offer.class)
                .sorted(Comparator.comparingInt(paper -> paper.is().number()))
                .map(paper -> offer(paper, amounts, open.contains(paper.is().number()), fee))
                .toList();
    }

    private static DisputeView.Offer offer(
            Paper<Document.Offer> paper, Map<Integer, Money> amounts, boolean open, Function<Money, Money> fee) {
        var offer = paper.is();
        var held = Objects.requireNonNull(amounts.get(offer.requestVersion()));
        return new DisputeView.Offer(
                offer.number(),
                offer.by(),
                offer.toFreelancer(),
                held.minus(offer.toFreelancer()),
                open ? fee.apply(offer.toFreelancer()) : null,
                offer.stage(),
                offer.requestVersion(),
                open,
                paper.at(),
                paper.sha256());
    }

    @Nullable
    Integer acceptedOffer() {
        return all(Document.Settlement.class)
                .map(paper -> paper.is().offer())
                .findFirst()
                .orElse(null);
    }

    @Nullable
    Instant withdrawnAt() {
        return all(Document.Withdrawal.class).map(Paper::at).findFirst().orElse(null);
    }

    DisputeView.@Nullable Proposal proposal(Dispute dispute, Function<Money, Money> fee) {
        var decided = dispute.stage() == Stage.DECISIONS;
        return all(Document.Proposal.class)
                .map(paper -> new DisputeView.Proposal(
                        paper.is().version(),
                        paper.is().mediator(),
                        paper.is().toFreelancer(),
                        paper.is().toClient(),
                        decided ? fee.apply(paper.is().toFreelancer()) : null,
                        ReasonCode.valueOf(paper.is().reasonCode()),
                        words(paper.is().reasons()),
                        paper.at(),
                        paper.sha256()))
                .findFirst()
                .orElse(null);
    }

    List<DisputeView.Decision> decisions() {
        return all(Document.Decision.class)
                .map(paper -> new DisputeView.Decision(
                        paper.is().by(),
                        paper.is().proposal(),
                        paper.is().accepted() ? DisputeView.Choice.ACCEPT : DisputeView.Choice.REJECT,
                        paper.at(),
                        paper.sha256()))
                .toList();
    }

    DisputeView.@Nullable Notice notice() {
        return all(Document.Notice.class)
                .map(paper -> new DisputeView.Notice(paper.is().reason(), paper.at(), paper.sha256()))
                .findFirst()
                .orElse(null);
    }

    List<DisputeView.Election> elections() {
        return all(Document.Election.class)
                .map(paper -> new DisputeView.Election(
                        paper.is().by(), paper.is().share(), paper.is().paymentReference(), paper.at(), paper.sha256()))
                .toList();
    }

    List<DisputeView.Award> awards() {
        var confirmations = all(Document.AwardConfirmation.class)
                .collect(Collectors.toMap(paper -> paper.is().award(), this::confirmation));
        return all(Document.Award.class)
                .sorted(Comparator.comparingInt(paper -> paper.is().number()))
                .map(paper -> new DisputeView.Award(
                        paper.is().number(),
                        paper.is().enteredBy(),
                        paper.is().toFreelancer(),
                        paper.is().reference(),
                        paper.at(),
                        paper.sha256(),
                        confirmations.get(paper.is().number())))
                .toList();
    }

    private DisputeView.Confirmation confirmation(Paper<Document.AwardConfirmation> paper) {
        var remark = paper.is().remark();
        return new DisputeView.Confirmation(
                paper.is().by(),
                paper.is().confirmed(),
                remark == null ? null : words(remark),
                paper.at(),
                paper.sha256());
    }

    private <D extends Document> Stream<Paper<D>> all(Class<D> type) {
        return sealed.stream()
                .filter(paper -> type.isInstance(paper.document()))
                .map(paper -> new Paper<>(type.cast(paper.document()), paper.at(), paper.sha256()));
    }

    private List<EvidenceView> named(List<Document.Exhibit> exhibits) {
        return exhibits.stream()
                .map(exhibit -> Objects.requireNonNull(evidence.get(exhibit.id())))
                .map(document -> EvidenceView.of(document, texts.get(document.name())))
                .toList();
    }

    private String words(Texts.Ref text) {
        return Objects.requireNonNull(texts.get(text.id()));
    }
}
