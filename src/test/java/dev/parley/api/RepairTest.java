package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.sandbox.CaughtMail;
import dev.parley.sandbox.MailCatcher;
import dev.parley.shared.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Notices that fail for good, from the failure to its repair: a client whose address no mail server could take. */
@ParleyTest
class RepairTest {
    private static final Money THOUSAND = Money.of(100_000, "USD");
    private static final String WRONG = "clara@" + "a".repeat(64) + ".example";

    @LocalServerPort
    int port;

    @Autowired
    MailCatcher catcher;

    @Autowired
    RuntimeService runtime;

    @Autowired
    JdbcClient db;

    private final String client = Api.fresh("client");
    private final String right = UUID.randomUUID() + "@parties.example";
    private Api api;
    private Api otto;
    private Api olga;
    private Api.Response contract;
    private UUID review;
    private UUID notice;

    @BeforeEach
    void aNoticeThatFailed() {
        api = new Api(port);
        otto = api.as("otto");
        olga = api.as("olga");
        contract = register(client);
        review = submitted(contract);
        api.advance("PT1S").expect(200);
        notice = failed(review).get(0);
    }

    @Test
    @DisplayName(
            "NOT-3 a permanent failure is listed for operations and is an incident of its instance, without a word of the parties")
    void isSeen() {
        var shown = listed(notice);

        assertThat(shown.path("kind").asText()).isEqualTo("REVIEW_OPENED");
        assertThat(shown.path("address").asText()).isEqualTo(WRONG);
        assertThat(shown.path("why").asText()).contains("address is malformed");
        assertThat(shown.toString()).doesNotContain("Clara", "Fred", "A website", "Home page");
        assertThat(incidents()).singleElement().satisfies(incident -> {
            assertThat(incident.getIncidentType()).isEqualTo("noticeFailed");
            assertThat(incident.getIncidentMessage())
                    .startsWith("A mail can't be delivered: REVIEW_OPENED to CLIENT: the address is malformed");
        });
    }

    @Test
    @DisplayName(
            "DOR-4 NOT-3 two people correct the address: the party's mails go there, old and new address and the contracts system are told")
    void isCorrected() {
        var number = propose().expect(200).at("/number");
        assertThat(listed(notice).at("/correction/address").asText()).isEqualTo(right);
        assertThat(listed(notice).at("/correction/proposedBy").asText()).isEqualTo("otto");
        confirm(olga, number, true).expect(200);
        api.advance("PT1S").expect(200);

        assertThat(mails())
                .extracting(mail -> mail.header("X-Parley-Notice"))
                .containsExactlyInAnyOrder("ADDRESS_CORRECTED", "REVIEW_OPENED");
        assertThat(mails())
                .extracting(mail -> mail.header("Message-ID"))
                .doesNotHaveDuplicates()
                .noneMatch(id -> id.contains(notice.toString()));
        assertThat(listing()).noneMatch(other -> other.path("subject").asText().equals(review.toString()));
        assertThat(incidents()).isEmpty();
        assertThat(told("FORMER_ADDRESS")).containsExactly(WRONG);
        assertThat(events("party.address-corrected"))
                .singleElement()
                .satisfies(facts ->
                        assertThat(facts).contains("before", "after").doesNotContain(right, WRONG, "parties.example"));
        assertThat(actors("address.correction-proposed")).containsExactly("otto");
        assertThat(actors("address.correction-confirmed")).containsExactly("olga");
    }

    @Test
    @DisplayName(
            "DOR-4 the next mail to the party goes to the corrected address, and everything that failed for it is sent anew")
    void allIsSentAnew() {
        var second = register(client);
        var other = submitted(second);
        api.advance("PT1S").expect(200);
        assertThat(failed(other)).hasSize(1);

        confirm(olga, propose().expect(200).at("/number"), true).expect(200);
        api.approve(other).expect(200);
        api.advance("PT1S").expect(200);

        assertThat(mails())
                .extracting(mail -> mail.header("X-Parley-Subject"))
                .contains(review.toString(), other.toString());
        assertThat(failed(other)).isEmpty();
    }

    @Test
    @DisplayName("DOR-4 the same person does not confirm, and a rejected address changes nothing")
    void needsTwo() {
        var number = propose().expect(200).at("/number");
        assertThat(confirm(otto, number, true).expect(403).code()).isEqualTo("second-person-needed");
        confirm(olga, number, false).expect(200);
        assertThat(confirm(olga, number, true).expect(409).code()).isEqualTo("already-decided");
        api.advance("PT1S").expect(200);
        assertThat(mails()).isEmpty();
        assertThat(failed(review)).containsExactly(notice);
        assertThat(actors("address.correction-rejected")).containsExactly("olga");
    }

    @Test
    @DisplayName("DIS-13 DOR-4 a correction is confirmed as it was seen: a replaced one is refused")
    void isConfirmedAsSeen() {
        var first = propose().expect(200).at("/number");
        var second = propose("other-" + right).expect(200).at("/number");
        assertThat(confirm(olga, first, true).expect(409).code()).isEqualTo("version-stale");
        confirm(olga, second, true).expect(200);
        assertThat(confirm(olga, "7", true).code()).isEqualTo("version-stale");
    }

    @Test
    @DisplayName("DOR-4 of two who confirm at once one does, and all is sent once")
    void twoAtOnce() throws Exception {
        var number = propose().expect(200).at("/number");
        var both = Executors.newFixedThreadPool(2);
        var answers = both.invokeAll(Stream.of("olga", "olga")
                .<Callable<Integer>>map(
                        person -> () -> confirm(api.as(person), number, true).status())
                .toList());
        both.shutdown();
        assertThat(List.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(200, 409);
        api.advance("PT1S").expect(200);
        assertThat(mails()).hasSize(2);
    }

    @Test
    @DisplayName("NOT-3 one person sends a notice again; a second time there is nothing to mend")
    void isRepeated() {
        var anew = repeat(notice).expect(200).at("/repeatedAs");
        assertThat(anew).isNotEmpty().isNotEqualTo(notice.toString());
        assertThat(repeat(notice).expect(409).code()).isEqualTo("not-failed");
        assertThat(incidents()).isEmpty();
        api.advance("PT1S").expect(200);
        assertThat(failed(review)).containsExactly(UUID.fromString(anew));
        assertThat(incidents()).hasSize(1);
        assertThat(actors("notice.repeated")).containsExactly("otto");
    }

    @Test
    @DisplayName("NOT-2 NOT-3 what no longer holds is not sent again, and needs nobody any more")
    void hasLapsed() {
        api.approve(review).expect(200);
        assertThat(repeat(notice).expect(200).json().hasNonNull("repeatedAs")).isFalse();
        assertThat(failed(review)).doesNotContain(notice);
    }

    @Test
    @DisplayName("NOT-3 an incident is gone with its instance; the list goes on to show the notice")
    void outlivesItsInstance() {
        api.approve(review).expect(200);
        assertThat(runtime.createIncidentQuery()
                        .configuration(notice.toString())
                        .list())
                .isEmpty();
        api.advance("PT1S").expect(200);
        assertThat(failed(review)).hasSize(2).contains(notice);
    }

    @Test
    @DisplayName("NOT-3 NOT-4 a mail that came back is shown and mended as one that no server took")
    void hasComeBack() {
        var number = propose().expect(200).at("/number");
        confirm(olga, number, true).expect(200);
        api.advance("PT1S").expect(200);
        var accepted = db.sql(
                        "select id from delivery where subject_id = ? and kind = 'REVIEW_OPENED' and state = 'ACCEPTED'")
                .param(review)
                .query(UUID.class)
                .single();
        api.post("/notices/" + accepted + "/bounces", Map.of("reason", "the mailbox is full"))
                .expect(200);

        assertThat(listed(accepted).path("why").asText()).isEqualTo("the mailbox is full");
        assertThat(incidents())
                .singleElement()
                .satisfies(incident -> assertThat(incident.getIncidentMessage())
                        .endsWith("REVIEW_OPENED to CLIENT: the mailbox is full"));
        assertThat(repeat(accepted).expect(200).at("/repeatedAs")).isNotEmpty();
        assertThat(incidents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "clara",
                "clara@",
                "a@b.example, c@d.example",
                "clara@b.example\nBcc: c@d.example",
                "clära@b.example"
            })
    @DisplayName("DOR-4 what is no address is refused")
    void malformed(String address) {
        assertThat(propose(address).expect(400).field()).isEqualTo("address");
    }

    @Test
    @DisplayName("DOR-4 the address that the party has is no correction")
    void unchanged() {
        assertThat(propose(WRONG).expect(400).code()).isEqualTo("address-unchanged");
    }

    @Test
    @DisplayName("DOR-3 NOT-3 nobody but operations sees or mends them; what has not failed is not mended")
    void shut() {
        for (var stranger : List.of("contracts", "mia", "lena", "admin")) {
            var as = api.as(stranger);
            assertThat(as.get("/notices?state=FAILED").status()).isEqualTo(403);
            assertThat(as.post("/notices/" + notice + "/repeat", null).status()).isEqualTo(403);
            assertThat(as.post("/notices/" + notice + "/address-corrections", Map.of("address", right))
                            .status())
                    .isEqualTo(403);
            assertThat(confirm(as, "1", true).status()).isEqualTo(403);
        }
        assertThat(repeat(UUID.randomUUID()).expect(404).code()).isEqualTo("notice-unknown");
        assertThat(confirm(olga, "1", true).expect(404).code()).isEqualTo("correction-unknown");
        assertThat(otto.get("/notices?state=PENDING").expect(400).code()).isEqualTo("state-not-listed");
        assertThat(otto.get("/notices?state=FAILED&limit=0").expect(400).code()).isEqualTo("limit-range");
    }

    @Test
    @DisplayName("NOT-3 the list comes in pages")
    void pages() {
        submitted(register(client));
        api.advance("PT1S").expect(200);
        var seen = new ArrayList<String>();
        var next = "";
        do {
            var page = otto.get("/notices?state=FAILED&limit=1" + (next.isEmpty() ? "" : "&after=" + next))
                    .expect(200);
            assertThat(page.json().path("notices")).hasSizeLessThanOrEqualTo(1);
            page.json()
                    .path("notices")
                    .forEach(shown -> seen.add(shown.path("id").asText()));
            next = page.json().path("next").isNull() ? "" : page.at("/next");
        } while (!next.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().contains(notice.toString());
        assertThat(listing()).extracting(shown -> shown.path("id").asText()).containsExactlyElementsOf(seen);
    }

    /** A contract of a client whose address is wrong in a way that only a mail server can tell. */
    private Api.Response register(String client) {
        var body = Api.contract("MARKETPLACE", "USD", "America/New_York", "US-NY", 100_000);
        body.put(
                "client",
                Map.of("externalId", client, "name", "Clara Client", "email", "clara@parties.example", "zone", "UTC"));
        var registered = api.register(body).expect(201);
        db.sql("update party set email = ? where external_id = ?")
                .params(WRONG, client)
                .update();
        return registered;
    }

    private UUID submitted(Api.Response registered) {
        api.deposit(registered.milestone(0), THOUSAND).expect(200);
        return api.submit(registered.milestone(0), THOUSAND).expect(201).id();
    }

    private Api.Response propose() {
        return propose(right);
    }

    private Api.Response propose(String address) {
        return otto.post("/notices/" + notice + "/address-corrections", Map.of("address", address));
    }

    private Api.Response confirm(Api person, String number, boolean confirmed) {
        return person.post(
                "/notices/" + notice + "/address-corrections/" + number + "/confirmation",
                Map.of("confirmed", confirmed));
    }

    private Api.Response repeat(UUID id) {
        return otto.post("/notices/" + id + "/repeat", null);
    }

    private List<JsonNode> listing() {
        var all = new ArrayList<JsonNode>();
        otto.get("/notices?state=FAILED&limit=200")
                .expect(200)
                .json()
                .path("notices")
                .forEach(all::add);
        return all;
    }

    private JsonNode listed(UUID id) {
        return listing().stream()
                .filter(shown -> shown.path("id").asText().equals(id.toString()))
                .findFirst()
                .orElseThrow();
    }

    private List<UUID> failed(UUID subject) {
        return listing().stream()
                .filter(shown -> shown.path("subject").asText().equals(subject.toString()))
                .map(shown -> UUID.fromString(shown.path("id").asText()))
                .toList();
    }

    private List<Incident> incidents() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(review.toString()).list().stream()
                .flatMap(instance -> runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream())
                .toList();
    }

    private List<CaughtMail> mails() {
        return catcher.mails().stream()
                .filter(mail -> mail.to().contains(right))
                .toList();
    }

    private List<String> told(String role) {
        return db.sql("select address from delivery where subject_id = ? and role = ?")
                .params(review, role)
                .query(String.class)
                .list();
    }

    private List<String> events(String type) {
        return db.sql("select facts from case_event where stream = ? and type = ?")
                .params(contract.id(), type)
                .query(String.class)
                .list();
    }

    private List<String> actors(String type) {
        return db.sql("select actor from case_event where stream = ? and type = ?")
                .params(contract.milestone(0), type)
                .query(String.class)
                .list();
    }
}
