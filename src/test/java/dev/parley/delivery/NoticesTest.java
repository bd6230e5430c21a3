package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.ParleyTest;
import dev.parley.shared.Ids;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionTemplate;

@ParleyTest
class NoticesTest {
    @Autowired
    Notices notices;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient db;

    @BeforeEach
    void milestone() {
        Samples.keepMilestone(db, Samples.MILESTONE);
    }

    @Test
    @DisplayName("NOT-1 a notice is recorded with its cause, and lost with it")
    void isPartOfItsCause() {
        var kept = Ids.next();
        var lost = Ids.next();

        transaction.executeWithoutResult(
                status -> notices.record(List.of(Samples.changesRequested(kept, "kept@freelancer.example"))));
        transaction.executeWithoutResult(status -> {
            notices.record(List.of(Samples.changesRequested(lost, "lost@freelancer.example")));
            status.setRollbackOnly();
        });

        assertThat(notices.of(kept)).singleElement().satisfies(sent -> {
            assertThat(sent.kind()).isEqualTo(Kind.CHANGES_REQUESTED);
            assertThat(sent.role()).isEqualTo("FREELANCER");
            assertThat(sent.state()).isEqualTo(Sent.State.PENDING);
            assertThat(sent.attempts()).isZero();
            assertThat(sent.acceptedAt()).isNull();
        });
        assertThat(notices.of(lost)).isEmpty();
    }

    @Test
    @DisplayName("NOT-1 nothing is recorded outside a transaction")
    void needsATransaction() {
        var notice = List.of(Samples.notice(Kind.CHANGES_REQUESTED, "FREELANCER"));

        assertThatThrownBy(() -> notices.record(notice)).isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    @DisplayName("NOT-1 many notices are recorded at once, whatever is written in them")
    void recordsMany() {
        var subject = Ids.next();
        var odd = "a\u0000b\ud800c'\"\\ {} 数据 \u202e";
        var to = new Recipient("CLIENT", odd, odd, ZoneOffset.ofHours(-12));
        var many = IntStream.range(0, 50)
                .mapToObj(n -> Samples.notice(Kind.DISPUTE_FILED, to, Map.of("statement", odd)))
                .map(sample -> new Notice(
                        sample.kind(), to, Samples.MILESTONE, subject, sample.deadline(), List.of(), sample.facts()))
                .toList();

        transaction.executeWithoutResult(status -> notices.record(many));

        assertThat(notices.of(subject)).hasSize(50);
        assertThat(db.sql("select facts ->> 'statement' from delivery where subject_id = ? limit 1")
                        .param(subject)
                        .query(String.class)
                        .single())
                .isEqualTo("abc'\"\\ {} 数据");
    }

    @Test
    @DisplayName("NOT-1 a notice names exactly the facts, the deadline and the role of its kind")
    void checksWhatItIsTold() {
        var good = Samples.notice(Kind.REVIEW_OPENED, "CLIENT");

        var missing = new HashMap<>(good.facts());
        missing.remove("amount");
        assertThatThrownBy(() -> new Notice(
                        good.kind(), good.to(), Samples.MILESTONE, good.subject(), good.deadline(), List.of(), missing))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");

        var unknown = new HashMap<>(good.facts());
        unknown.put("colour", "red");
        assertThatThrownBy(() -> new Notice(
                        good.kind(), good.to(), Samples.MILESTONE, good.subject(), good.deadline(), List.of(), unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("colour");

        var unshowable = new HashMap<>(good.facts());
        unshowable.put("amount", 12.5);
        assertThatThrownBy(() -> new Notice(
                        good.kind(),
                        good.to(),
                        Samples.MILESTONE,
                        good.subject(),
                        good.deadline(),
                        List.of(),
                        unshowable))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("amount");

        assertThatThrownBy(() -> new Notice(
                        good.kind(), good.to(), Samples.MILESTONE, good.subject(), null, List.of(), good.facts()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deadline");
        assertThatThrownBy(() -> Samples.notice(Kind.REVIEW_OPENED, "FREELANCER"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("FREELANCER");
    }
}
