package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.dispute.Document;
import dev.parley.dispute.Exhibits.Evidence;
import dev.parley.shared.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What both sides have said, with their documents: what is not sealed is its owner's alone (DOR-3). */
@Component
class Quotes {
    private final Phrases phrases;

    Quotes(Phrases phrases) {
        this.phrases = phrases;
    }

    /** What somebody has said or proposed, as it was sealed. */
    record Quote(String heading, String at, String reason, String text, List<File> files) {}

    /** A document that can be saved. */
    record File(UUID id, String name, String about) {}

    /** In the order in which they were made. */
    List<Quote> of(Matter matter) {
        var quotes = new ArrayList<Quote>();
        var submission = matter.submission();
        if (submission != null && submission.note() != null)
            quotes.add(quote(matter, "quote.submission", Side.FREELANCER, submission.submittedAt(), submission.note()));
        var review = matter.review();
        if (review != null && review.message() != null && review.endedAt() != null)
            quotes.add(quote(matter, "quote.changes", Side.CLIENT, review.endedAt(), review.message()));
        var papers = matter.papers();
        papers.filings().forEach(paper -> quotes.add(filing(matter, paper)));
        papers.all(Document.Response.class)
                .filter(paper -> !paper.is().approved())
                .forEach(paper -> quotes.add(response(matter, paper)));
        return quotes;
    }

    private Quote quote(Matter matter, String key, Side by, Instant at, UUID text) {
        return new Quote(
                phrases.of(key + whose(matter, by), matter.name(by)),
                FactText.moment(at, matter.zone()),
                "",
                matter.papers().words(text),
                List.of());
    }

    private Quote filing(Matter matter, Papers.Paper<Document.Filing> paper) {
        var filing = paper.is();
        return new Quote(
                phrases.of(
                        "quote.filing" + whose(matter, Side.FREELANCER),
                        matter.name(Side.FREELANCER),
                        FactText.money(filing.amount()),
                        String.valueOf(filing.version())),
                FactText.moment(paper.at(), matter.zone()),
                phrases.of("file-dispute.choice." + matter.openCase().ground(), matter.other()),
                matter.papers().words(filing.statement().id()),
                files(matter, matter.papers().named(filing.evidence())));
    }

    private Quote response(Matter matter, Papers.Paper<Document.Response> paper) {
        var response = paper.is();
        var description = response.description();
        return new Quote(
                phrases.of("quote.response" + whose(matter, Side.CLIENT), matter.name(Side.CLIENT)),
                FactText.moment(paper.at(), matter.zone()),
                response.reason() == null ? "" : phrases.of("decline-request.choice." + response.reason()),
                description == null ? "" : matter.papers().words(description.id()),
                files(matter, matter.papers().named(response.evidence())));
    }

    List<File> files(Matter matter, List<Evidence> evidence) {
        return evidence.stream()
                .map(one -> new File(
                        one.id(),
                        matter.papers().words(one.name()),
                        phrases.of(
                                "file.about" + whose(matter, one.side()),
                                matter.name(one.side()),
                                size(one.sizeBytes()),
                                FactText.moment(one.at(), matter.zone()))))
                .toList();
    }

    private static String size(long bytes) {
        if (bytes < 1024) return bytes + " bytes";
        var kilobytes = bytes / 1024;
        return kilobytes < 1024
                ? kilobytes + " KB"
                : String.format(Locale.ENGLISH, "%d.%d MB", kilobytes / 1024, kilobytes % 1024 * 10 / 1024);
    }

    private static String whose(Matter matter, Side side) {
        return side == matter.side() ? ".you" : ".other";
    }
}
