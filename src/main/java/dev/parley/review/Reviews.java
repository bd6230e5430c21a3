package dev.parley.review;

import dev.parley.contract.Milestone;
import dev.parley.shared.Clock;
import dev.parley.shared.Ids;
import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All submissions and their reviews. */
@Component
public class Reviews {
    private final ReviewRows reviews;
    private final SubmissionRows submissions;
    private final Texts texts;
    private final Clock clock;

    Reviews(ReviewRows reviews, SubmissionRows submissions, Texts texts, Clock clock) {
        this.reviews = reviews;
        this.submissions = submissions;
        this.texts = texts;
        this.clock = clock;
    }

    /** A submission's id is taken once in its system: a repeat is refused as that, anything else as a contradiction. */
    public void requireNew(Milestone milestone, String externalId, @Nullable String note, Money amount) {
        submissions
                .find(milestone.contract().system(), milestone.id(), externalId)
                .ifPresent(known -> {
                    throw alreadyThere(known, milestone, note, amount);
                });
    }

    private Refused alreadyThere(Submission known, Milestone milestone, @Nullable String note, Money amount) {
        var first = reviews.of(known.milestone()).stream()
                .filter(review -> review.submission().id().equals(known.id()))
                .findFirst()
                .orElseThrow();
        var submitted = known.externalId() + " was submitted at " + known.submittedAt();
        var kept = known.note();
        var differences = new ArrayList<String>();
        if (!known.milestone().equals(milestone.id())) differences.add("milestone");
        if (!first.amount(milestone.contract().currency()).equals(amount)) differences.add("amount");
        if (!Objects.equals(kept == null ? null : texts.read(kept), said(note))) differences.add("note");
        return differences.isEmpty()
                ? Refused.repeated("submission-known", first.id(), submitted)
                : Refused.contradicted("submission-contradicted", first.id(), differences, submitted);
    }

    private static @Nullable String said(@Nullable String note) {
        return note == null || note.isBlank() ? null : note;
    }

    /** REV-1: work is submitted and its review opens. */
    public Review open(
            Milestone milestone, String externalId, @Nullable String note, Money amount, String termsVersion) {
        var said = said(note);
        var ref = said == null ? null : texts.keep(milestone.id(), said);
        var submission = submissions.save(new Submission(Ids.next(), milestone, externalId, ref, clock.now()));
        return reviews.save(new Review(submission, amount, termsVersion, clock.now()));
    }

    /** REV-8 (b): a new full review of the submission that an earlier review was about. */
    public Review reopen(UUID endedReview, Money amount, String termsVersion) {
        var submission = get(endedReview).submission();
        return reviews.save(new Review(submission, amount, termsVersion, clock.now()));
    }

    public Review get(UUID id) {
        return find(id).orElseThrow(() -> Refused.notFound("review-unknown", id));
    }

    public Optional<Review> find(UUID id) {
        return reviews.findById(id);
    }

    /** Oldest first. */
    public List<Review> of(UUID milestone) {
        return reviews.of(milestone);
    }

    public Optional<Submission> newestSubmission(UUID milestone) {
        return submissions.newest(milestone);
    }

    public Submission submission(UUID id) {
        return submissions.findById(id).orElseThrow(() -> Refused.notFound("submission-unknown", id));
    }
}
