package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.journal.Journal;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** DEA-3 over HTTP: the end of a window moves by both parties' agreement, or by two people of operations. */
@ParleyTest
class MovedDeadlineTest {
    private static final Money AMOUNT = Money.of(50_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    Journal journal;

    private Api api;
    private UUID milestone = new UUID(0, 0);
    private UUID review = new UUID(0, 0);
    private String deadline = "";
    private Instant due = Instant.EPOCH;

    @BeforeEach
    void openReview() {
        api = new Api(port);
        milestone = api.fundedMilestone(AMOUNT);
        review = api.submit(milestone, AMOUNT).expect(201).id();
        api.advance("PT1S").expect(200);
        deadline = api.review(review).at("/deadline/id");
        due = due();
    }

    @Test
    @DisplayName(
            "DEA-3 one side proposes a later end, the other accepts it: it moves, both are told, silence counts from then on")
    void agreed() {
        var until = due.plus(Duration.ofDays(3));
        var asked = api.proposeExtension(deadline, "CLIENT", until).expect(200);
        assertThat(asked.at("/extension/by")).isEqualTo("CLIENT");
        assertThat(asked.json().at("/extension/number").asInt()).isEqualTo(1);
        assertThat(due()).isEqualTo(due);
        var moved = api.acceptExtension(deadline, 1, "FREELANCER").expect(200);
        assertThat(moved.at("/deadline/at")).isEqualTo(until.toString());
        assertThat(moved.at("/deadline/moves/0/cause")).isEqualTo("AGREED");
        assertThat(moved.json().has("extension")).isFalse();
        assertThat(events()).contains("extension.proposed", "deadline.moved");
        sandbox.to(until.minusSeconds(5));
        assertThat(state()).isEqualTo("OPEN");
        assertThat(kinds("ACCEPTED")).contains("EXTENSION_AGREED").doesNotContain("EXTENSION_PROPOSED");
        api.advance("PT10S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
    }

    @Test
    @DisplayName("DEA-3 the original length later is the most, and the present end itself is no later end")
    void howFar() {
        var length = Duration.between(Instant.parse(api.review(review).at("/deadline/start")), due);
        assertThat(refused(due)).isEqualTo("not-later");
        assertThat(refused(due.plus(length).plusMillis(1))).isEqualTo("too-late");
        api.proposeExtension(deadline, "CLIENT", due.plus(length)).expect(200);
    }

    @Test
    @DisplayName("DEA-3 DIS-13 nobody accepts for themselves, nor what was replaced, nor what was never proposed")
    void whoAccepts() {
        api.proposeExtension(deadline, "CLIENT", due.plusSeconds(60)).expect(200);
        assertThat(api.acceptExtension(deadline, 1, "CLIENT").expect(403).code())
                .isEqualTo("other-side-needed");
        api.proposeExtension(deadline, "FREELANCER", due.plusSeconds(90)).expect(200);
        assertThat(api.acceptExtension(deadline, 1, "FREELANCER").expect(409).code())
                .isEqualTo("version-stale");
        assertThat(api.acceptExtension(deadline, 3, "CLIENT").expect(409).code())
                .isEqualTo("version-stale");
        api.acceptExtension(deadline, 2, "CLIENT").expect(200);
        assertThat(due()).isEqualTo(due.plusSeconds(90));
    }

    @Test
    @DisplayName("DEA-3 the parties extend a window once")
    void once() {
        api.proposeExtension(deadline, "CLIENT", due.plusSeconds(60)).expect(200);
        api.acceptExtension(deadline, 1, "FREELANCER").expect(200);
        assertThat(refused(due.plusSeconds(120), 409)).isEqualTo("extended-before");
        assertThat(api.acceptExtension(deadline, 1, "FREELANCER").expect(409).code())
                .isEqualTo("extended-before");
    }

    @Test
    @DisplayName("DEA-3 after the end nothing is proposed or accepted any more; the proposal is not open")
    void tooLate() {
        api.proposeExtension(deadline, "CLIENT", due.plusSeconds(60)).expect(200);
        sandbox.moveTo(due);
        var late = api.acceptExtension(deadline, 1, "FREELANCER").expect(409);
        assertThat(late.code()).isEqualTo("deadline-passed");
        assertThat(late.json().path("state").has("extension")).isFalse();
        assertThat(refused(due.plusSeconds(60), 409)).isEqualTo("deadline-passed");
        api.advance("PT1S").expect(200);
        assertThat(state()).isEqualTo("APPROVED_BY_SILENCE");
        assertThat(api.acceptExtension(deadline, 1, "FREELANCER").expect(409).code())
                .isEqualTo("deadline-passed");
    }

    @Test
    @DisplayName(
            "DEA-3 DOR-3 mediators and operations agree on nothing for the parties; a target of staff is no window of theirs")
    void others() {
        var dispute = api.openCase(AMOUNT);
        api.decline(dispute, 1).expect(200);
        var target = api.get("/disputes/" + dispute + "/deadlines").json();
        var proposal = target.get(target.size() - 1);
        assertThat(api.proposeExtension(proposal.path("id").asText(), "CLIENT", due.plus(Duration.ofDays(9)))
                        .expect(409)
                        .code())
                .isEqualTo("no-party-window");
        api.as("mia").proposeExtension(deadline, "CLIENT", due.plusSeconds(60)).expect(403);
        api.as("otto").proposeExtension(deadline, "CLIENT", due.plusSeconds(60)).expect(403);
        api.proposeExtension(UUID.randomUUID().toString(), "CLIENT", due.plusSeconds(60))
                .expect(404);
        assertThat(api.post("/deadlines/" + deadline + "/extensions", Map.of("by", "CLIENT"))
                        .expect(400)
                        .field())
                .isEqualTo("until");
    }

    @Test
    @DisplayName(
            "DEA-3 DOR-4 one of operations asks for a later end with grounds, another confirms it: it moves for both, and both read why")
    void operations() {
        var until = due.plus(Duration.ofDays(40));
        var asked = api.as("otto")
                .proposeMove(deadline, until, "The client is in hospital.")
                .expect(200);
        assertThat(asked.at("/move/by")).isEqualTo("otto");
        assertThat(asked.at("/move/grounds")).isEqualTo("The client is in hospital.");
        assertThat(api.as("otto").answerMove(deadline, 1, true).expect(403).code())
                .isEqualTo("second-person-needed");
        assertThat(due()).isEqualTo(due);
        api.as("olga").answerMove(deadline, 1, true).expect(200);
        assertThat(due()).isEqualTo(until);
        api.advance("PT1S").expect(200);
        assertThat(kinds("ACCEPTED")).contains("WINDOW_MOVED", "WINDOW_MOVED");
        assertThat(api.as("olga").answerMove(deadline, 1, true).expect(409).code())
                .isEqualTo("version-stale");
        assertThat(api.as("otto")
                        .proposeMove(deadline, due, "Back again.")
                        .expect(400)
                        .code())
                .isEqualTo("not-later");
    }

    @Test
    @DisplayName(
            "DEA-3 DOR-4 a rejected move is recorded and moves nothing; one overtaken by another end is stale; only operations move")
    void operationsRefused() {
        api.as("otto").proposeMove(deadline, due.plusSeconds(60), "Why not.").expect(200);
        api.as("olga").answerMove(deadline, 1, false).expect(200);
        assertThat(due()).isEqualTo(due);
        assertThat(events()).contains("move.proposed", "move.rejected").doesNotContain("deadline.moved");
        api.as("otto").proposeMove(deadline, due.plusSeconds(90), "Why not.").expect(200);
        api.proposeExtension(deadline, "CLIENT", due.plusSeconds(60)).expect(200);
        api.acceptExtension(deadline, 3, "FREELANCER").expect(200);
        assertThat(api.as("olga").answerMove(deadline, 2, true).expect(409).code())
                .isEqualTo("version-stale");
        api.proposeMove(deadline, due.plusSeconds(120), "Us too.").expect(403);
        api.as("lena").proposeMove(deadline, due.plusSeconds(120), "Us too.").expect(403);
    }

    private String refused(Instant until) {
        return refused(until, 400);
    }

    private String refused(Instant until, int status) {
        return api.proposeExtension(deadline, "CLIENT", until).expect(status).code();
    }

    private Instant due() {
        return Instant.parse(api.review(review).at("/deadline/at"));
    }

    private String state() {
        return api.review(review).expect(200).at("/state");
    }

    private List<String> events() {
        return journal.of(milestone).stream().map(Journal.Entry::type).toList();
    }

    private List<String> kinds(String state) {
        var kinds = new ArrayList<String>();
        for (var notice : api.notices(milestone).json())
            if (notice.path("state").asText().equals(state))
                kinds.add(notice.path("kind").asText());
        return kinds;
    }
}
