package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.ParleyTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Cases that the sandbox brings to a named state. */
@ParleyTest
class ScenariosTest {
    @LocalServerPort
    int port;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            funded                    | clock - free 70000 held 0
            review-open               | clock REVIEW free 70000 held 0 review OPEN
            changes-requested         | clock - free 70000 held 0 review CHANGES_REQUESTED
            claim-open                | clock CLAIM free 70000 held 0
            dispute-filed             | clock CASE free 0 held 70000 review TAKEN_OVER case RESPONSE
            offered                   | clock CASE free 0 held 70000 review TAKEN_OVER case RESPONSE offers 1
            declined                  | clock CASE free 0 held 70000 review TAKEN_OVER case MEDIATION
            proposed                  | clock CASE free 0 held 70000 review TAKEN_OVER case DECISIONS
            not-resolved              | clock CASE free 0 held 70000 review TAKEN_OVER case ELECTION decisions 1
            elected-by-one            | clock CASE free 0 held 70000 review TAKEN_OVER case ELECTION decisions 1 elections 1
            elected-by-both           | clock CASE free 0 held 70000 review TAKEN_OVER case ARBITRATION decisions 1 elections 2
            award-entered             | clock CASE free 0 held 70000 review TAKEN_OVER case ARBITRATION decisions 1 elections 2 awards 1
            ended-approved            | clock - free 0 held 0 review APPROVED
            ended-approved-by-silence | clock - free 0 held 0 review APPROVED_BY_SILENCE
            ended-by-freelancer       | clock - free 0 held 0 review ENDED_WITH_CONTRACT
            ended-unclaimed           | clock - free 0 held 0
            ended-client-approved     | clock - free 0 held 0 review TAKEN_OVER case APPROVED
            ended-no-response         | clock - free 0 held 0 review TAKEN_OVER case NO_RESPONSE
            ended-withdrawn           | clock REVIEW free 70000 held 0 review OPEN case WITHDRAWN
            ended-settled             | clock - free 0 held 0 review TAKEN_OVER case SETTLED offers 1
            ended-proposal-accepted   | clock - free 0 held 0 review TAKEN_OVER case PROPOSAL_ACCEPTED decisions 2
            ended-nobody-elected      | clock - free 0 held 0 review TAKEN_OVER case NOBODY_ELECTED decisions 1
            ended-one-elected         | clock - free 0 held 0 review TAKEN_OVER case ONE_ELECTED decisions 1 elections 1
            ended-awarded             | clock - free 0 held 0 review TAKEN_OVER case AWARDED decisions 1 elections 2 awards 1
            """)
    @DisplayName("each scenario leaves a case of the caller's in exactly the state that it names")
    void leaves(String name, String state) {
        var played = api.post("/sandbox/scenarios/" + name, null).expect(201);

        assertThat(stateOf(played)).isEqualTo(state);
        assertThat(played.at("/links/milestone")).isEqualTo("/api/v1/milestones/" + played.at("/ids/milestone"));
        assertThat(played.at("/links/client")).startsWith("http");
        assertThat(played.at("/links/freelancer")).startsWith("http");
    }

    private String stateOf(Response played) {
        var milestone =
                api.milestone(UUID.fromString(played.at("/ids/milestone"))).expect(200);
        var clock = milestone.at("/clock/kind");
        var state = "clock " + (clock.isEmpty() ? "-" : clock) + " free " + milestone.minor("/balances/free") + " held "
                + milestone.minor("/balances/held");
        var reviews = StreamSupport.stream(milestone.json().path("submissions").spliterator(), false)
                .flatMap(one -> one.path("reviews").findValuesAsText("state").stream())
                .toList();
        if (!reviews.isEmpty()) state += " review " + reviews.get(reviews.size() - 1);
        return played.at("/ids/dispute").isEmpty()
                ? state
                : state
                        + caseOf(api.dispute(UUID.fromString(played.at("/ids/dispute")))
                                .expect(200));
    }

    private static String caseOf(Response dispute) {
        var ending = dispute.at("/outcome/ending");
        var state = new StringBuilder(" case " + (ending.isEmpty() ? dispute.at("/stage") : ending));
        for (var many : new String[] {"offers", "decisions", "elections", "awards"})
            if (!dispute.json().path(many).isEmpty())
                state.append(" ")
                        .append(many)
                        .append(" ")
                        .append(dispute.json().path(many).size());
        return state.toString();
    }

    @Test
    @DisplayName("DOR-1 a scenario and the clock act once under their key, which both need")
    void underAKey() {
        for (var path : List.of("/sandbox/scenarios/funded", "/sandbox/clock/advance"))
            assertThat(api.send(api.request(path)
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofString("{\"by\": \"P1D\"}")))
                            .expect(400)
                            .code())
                    .isEqualTo("idempotency-key-missing");
        var keyed = api.withKey(Api.fresh("key"));

        var played = keyed.post("/sandbox/scenarios/funded", null).expect(201);
        var again = keyed.post("/sandbox/scenarios/funded", null).expect(201);

        assertThat(again.text()).isEqualTo(played.text());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(played.headers().firstValue("Location")).hasValue(played.at("/links/milestone"));
        assertThat(keyed.post("/sandbox/scenarios/funded?minor=5", null)
                        .expect(422)
                        .code())
                .isEqualTo("idempotency-key-reused");
    }

    @Test
    @DisplayName("DOR-1 the clock is moved once under one key")
    void movedOnce() {
        var keyed = api.withKey(Api.fresh("key"));
        var moved = keyed.advance("P1D").expect(200);

        assertThat(keyed.advance("P1D").expect(200).text()).isEqualTo(moved.text());

        var now = Instant.parse(api.get("/sandbox/clock").expect(200).at("/now"));
        assertThat(now).isBefore(Instant.parse(moved.at("/now")).plus(Duration.ofHours(1)));
    }

    @Test
    @DisplayName("the scenarios are listed, each with a sentence")
    void listed() {
        var list = api.get("/sandbox/scenarios").expect(200);

        assertThat(list.json().findValuesAsText("name"))
                .containsExactlyElementsOf(
                        Arrays.stream(Scenario.values()).map(Scenario::title).toList());
        assertThat(list.json().findValuesAsText("state"))
                .doesNotHaveDuplicates()
                .allMatch(text -> text.length() > 20);
    }

    @Test
    @DisplayName("DOR-3 a scenario is of the amount and the currency asked for, and of whoever asks")
    void asked() {
        var other = api.as("other-contracts");
        var played = other.post("/sandbox/scenarios/proposed?currency=KWD&minor=9001", null)
                .expect(201);
        var dispute = UUID.fromString(played.at("/ids/dispute"));

        assertThat(other.dispute(dispute).expect(200).at("/amount/currency")).isEqualTo("KWD");
        assertThat(other.dispute(dispute).minor("/proposal/toFreelancer")).isEqualTo(4_500);
        api.dispute(dispute).expect(404);
    }

    @Test
    @DisplayName("a scenario that is not there, and an amount or a currency that can't be, is refused by name")
    void refused() {
        assertThat(api.post("/sandbox/scenarios/nothing", null).expect(404).code())
                .isEqualTo("scenario-unknown");
        for (var query :
                Stream.of("minor=1", "minor=1000000000000001", "minor=x").toList())
            assertThat(api.post("/sandbox/scenarios/funded?" + query, null)
                            .expect(400)
                            .field())
                    .isEqualTo("minor");
        assertThat(api.post("/sandbox/scenarios/funded?currency=XTS", null)
                        .expect(400)
                        .field())
                .isEqualTo("currency");
        assertThat(api.post("/sandbox/scenarios/funded?currency=ISK", null)
                        .expect(409)
                        .at("/detail"))
                .contains("currency-without-terms");
        api.as("otto").post("/sandbox/scenarios/funded", null).expect(403);
    }
}
