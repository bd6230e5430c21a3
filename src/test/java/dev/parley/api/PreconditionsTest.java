package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.ParleyTest;
import dev.parley.shared.Money;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a caller saw before it acted: ETag, If-Match and If-None-Match (RFC 9110). */
@ParleyTest
class PreconditionsTest {
    private static final Money AMOUNT = Money.of(100_000, "USD");
    private static final Money HALF = Money.of(50_000, "USD");

    @LocalServerPort
    int port;

    Api api;

    @BeforeEach
    void api() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DOR-1 an ETag stays while nothing changes but the time that remains, and answers 304")
    void staysWhileNothingChanges() {
        var path = "/disputes/" + api.openCase(AMOUNT);
        var first = api.get(path).expect(200);
        api.advance("PT2S").expect(200);

        var second = api.get(path).expect(200);
        assertThat(second.etag()).isEqualTo(first.etag()).matches("\"[0-9a-f]{32}\"");
        assertThat(second.at("/deadline/remaining")).isNotEqualTo(first.at("/deadline/remaining"));
        var again =
                api.send(api.request(path).header("If-None-Match", first.etag()).GET());
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.etag()).isEqualTo(first.etag());
    }

    @Test
    @DisplayName("DOR-1 an act on what was seen is carried out; on what is past it is refused with the state as it is")
    void actsOnWhatWasSeen() {
        var dispute = api.openCase(AMOUNT);
        var seen = api.dispute(dispute).etag();
        api.ifMatch(seen).offer(dispute, "CLIENT", HALF).expect(200);

        var stale = api.ifMatch(seen).offer(dispute, "FREELANCER", AMOUNT);
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("precondition-failed");
        assertThat(stale.field()).isEqualTo("If-Match");
        assertThat(stale.at("/state/stage")).isEqualTo("RESPONSE");
        assertThat(api.dispute(dispute).json().path("offers")).hasSize(1);
        api.ifMatch("\"other\", " + api.dispute(dispute).etag())
                .offer(dispute, "FREELANCER", AMOUNT)
                .expect(200);
    }

    @Test
    @DisplayName(
            "DOR-1 every kind of thing that changes has an ETag that counts: contract, milestone, review, deadline")
    void countsEverywhere() {
        var contract = api.register("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000)
                .expect(201);
        var milestone = contract.milestone(0);
        var unfunded = etag("/milestones/" + milestone);
        api.deposit(milestone, AMOUNT).expect(200);
        api.ifMatch(unfunded).submit(milestone, AMOUNT).expect(412);
        var review = api.ifMatch(etag("/milestones/" + milestone))
                .submit(milestone, AMOUNT)
                .expect(201);

        var reviewed = etag("/reviews/" + review.id());
        var registered = etag("/contracts/" + contract.id());
        var window = "/deadlines/" + review.at("/deadline/id");
        var asked = etag(window);
        extend(asked, window, review).expect(200);
        extend(asked, window, review).expect(412);
        api.ifMatch("\"0\"").approve(review.id()).expect(412);
        api.ifMatch(reviewed).approve(review.id()).expect(200);
        api.ifMatch(reviewed).approve(review.id()).expect(412);
        api.ifMatch(registered).endContract(contract.id(), "CLIENT").expect(412);
        api.ifMatch(etag("/contracts/" + contract.id()))
                .endContract(contract.id(), "CLIENT")
                .expect(200);
    }

    @Test
    @DisplayName("DOR-1 of two acts at once on what both have seen, one is carried out")
    void oneOfTwoWins() {
        var dispute = api.openCase(AMOUNT);
        for (var round = 0; round < 10; round++) {
            var both = api.ifMatch(api.dispute(dispute).etag());
            var clients = CompletableFuture.supplyAsync(() -> both.offer(dispute, "CLIENT", HALF));
            var freelancers = CompletableFuture.supplyAsync(() -> both.offer(dispute, "FREELANCER", AMOUNT));
            assertThat(List.of(clients.join().status(), freelancers.join().status()))
                    .containsExactlyInAnyOrder(200, 412);
        }
    }

    @Test
    @DisplayName("DOR-1 a repeated act gets its first answer, though what it saw is past by then")
    void repeats() {
        var dispute = api.openCase(AMOUNT);
        var once = api.ifMatch(api.dispute(dispute).etag()).withKey("offer-" + UUID.randomUUID());
        var first = once.offer(dispute, "CLIENT", HALF).expect(200);

        assertThat(once.offer(dispute, "CLIENT", HALF).expect(200).text()).isEqualTo(first.text());
    }

    @Test
    @DisplayName("DOR-1 a refused precondition leaves nothing behind, not even its key; a weak or foreign ETag is none")
    void leavesNothing() {
        var dispute = api.openCase(AMOUNT);
        var once = api.withKey("offer-" + UUID.randomUUID());
        once.ifMatch("W/" + api.dispute(dispute).etag())
                .offer(dispute, "CLIENT", HALF)
                .expect(412);
        once.ifMatch("nonsense").offer(dispute, "CLIENT", HALF).expect(412);
        once.ifMatch("\"0\"")
                .register(Api.contract("DIRECT", "USD", null, null, 1000))
                .expect(412);
        once.ifMatch("*").offer(dispute, "CLIENT", HALF).expect(200);
    }

    @Test
    @DisplayName("DIS-8 a draft is saved over the one that was seen, or as the first: else 428 or 412")
    void savesOverWhatWasSeen() {
        var dispute = api.openCase(AMOUNT);
        var body = Map.of("description", "The cart is missing.");
        var blind = api.send(api.request("/disputes/" + dispute + "/response-draft")
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{}")));
        assertThat(blind.status()).isEqualTo(428);
        assertThat(blind.code()).isEqualTo("precondition-required");
        api.draft(dispute, "If-Match", "*", body).expect(412);

        var first = api.draft(dispute, "If-None-Match", "*", body).expect(200);
        assertThat(first.etag()).isEqualTo(api.draft(dispute).etag());
        api.draft(dispute, "If-None-Match", "*", body).expect(412);
        var second = api.draft(dispute, "If-Match", first.etag(), Map.of("description", "And the menu."))
                .expect(200);
        api.draft(dispute, "If-Match", first.etag(), body).expect(412);
        assertThat(api.draft(dispute).etag()).isEqualTo(second.etag());
    }

    private String etag(String path) {
        return api.get(path).expect(200).etag();
    }

    private Response extend(String seen, String window, Response review) {
        var until = Instant.parse(review.at("/deadline/at")).plus(Duration.ofDays(1));
        return api.ifMatch(seen).post(window + "/extensions", Map.of("by", "CLIENT", "until", until.toString()));
    }
}
