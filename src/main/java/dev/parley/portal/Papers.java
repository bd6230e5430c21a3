package dev.parley.portal;

import dev.parley.dispute.CaseFile.Sealed;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits.Evidence;
import dev.parley.shared.Side;
import dev.parley.shared.Texts;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one party may read of the papers: all that is sealed, and of what is not sealed its own (DOR-3). */
record Papers(Side reader, List<Sealed> sealed, List<Evidence> evidence, Map<UUID, String> texts) {
    /** A sealed document, and when it was sealed. */
    record Paper<D>(D is, Instant at) {}

    /** @param all the milestone's evidence of both sides, of which the reader gets what is theirs to see */
    static Papers of(Side reader, List<Sealed> sealed, List<Evidence> all, Stream<UUID> alsoRead, Texts texts) {
        var named = sealed.stream()
                .flatMap(paper -> exhibits(paper.document()))
                .map(Document.Exhibit::id)
                .collect(Collectors.toSet());
        var seen = all.stream()
                .filter(one -> one.side() == reader || named.contains(one.id()))
                .toList();
        var ids = Stream.of(
                        sealed.stream().flatMap(paper -> text(paper.document()).stream()),
                        seen.stream().map(Evidence::name),
                        alsoRead)
                .flatMap(stream -> stream)
                .collect(Collectors.toSet());
        return new Papers(reader, sealed, seen, texts.read(ids));
    }

    <D extends Document> Stream<Paper<D>> all(Class<D> type) {
        return sealed.stream()
                .filter(paper -> type.isInstance(paper.document()))
                .map(paper -> new Paper<>(type.cast(paper.document()), paper.at()));
    }

    <D extends Document> Optional<Paper<D>> last(Class<D> type) {
        return all(type).reduce((earlier, later) -> later);
    }

    Stream<Paper<Document.Filing>> filings() {
        return all(Document.Filing.class)
                .sorted(Comparator.comparingInt(paper -> paper.is().version()));
    }

    boolean hasDecided(Side side) {
        return all(Document.Decision.class).anyMatch(paper -> paper.is().by() == side);
    }

    public boolean hasElected(Side side) {
        return all(Document.Election.class).anyMatch(paper -> paper.is().by() == side);
    }

    String words(UUID text) {
        return Objects.requireNonNull(texts.get(text));
    }

    List<Evidence> own() {
        return evidence.stream().filter(one -> one.side() == reader).toList();
    }

    Optional<Evidence> evidence(UUID id) {
        return evidence.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    List<Evidence> named(List<Document.Exhibit> exhibits) {
        Set<UUID> ids = exhibits.stream().map(Document.Exhibit::id).collect(Collectors.toSet());
        return evidence.stream().filter(one -> ids.contains(one.id())).toList();
    }

    private static Stream<Document.Exhibit> exhibits(Document document) {
        if (document instanceof Document.Filing filing) return filing.evidence().stream();
        return document instanceof Document.Response response ? response.evidence().stream() : Stream.empty();
    }

    private static Optional<UUID> text(Document document) {
        if (document instanceof Document.Filing filing)
            return Optional.of(filing.statement().id());
        if (document instanceof Document.Proposal proposal)
            return Optional.of(proposal.reasons().id());
        return document instanceof Document.Response response && response.description() != null
                ? Optional.of(response.description().id())
                : Optional.empty();
    }
}
