package dev.parley.sandbox;

import static dev.parley.shared.Side.CLIENT;
import static dev.parley.shared.Side.FREELANCER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.sandbox.SampleCaller.Failed;
import dev.parley.shared.Money;
import dev.parley.shared.Side;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.core.io.ClassPathResource;

/**
 * One sample contract and what is done on its first milestone: one call of the API each, under keys that follow from
 * the sample's name, so that a life that was cut off is begun again and goes on where it stopped.
 */
final class SampleLife {
    private static final JsonMapper JSON = new JsonMapper();

    private final SampleCaller caller;
    private final String name;
    private final JsonNode contract;
    private final Currency currency;
    private final JsonNode registered;
    private int step;
    private int requestVersion;
    private String review = "";
    private String dispute = "";

    SampleLife(SampleCaller caller, String name) throws Failed, InterruptedException {
        this(caller, name, contractOf(name));
    }

    /** A life of a contract of one's own, under a name that no other has. */
    SampleLife(SampleCaller caller, String name, JsonNode contract) throws Failed, InterruptedException {
        this.caller = caller;
        this.name = name;
        this.contract = contract;
        this.currency = Currency.getInstance(contract.path("currency").asText());
        this.registered = post("/contracts", contract);
    }

    /** The body with which the contracts system registers the sample's contract. */
    static JsonNode contractOf(String name) {
        try {
            return JSON.readTree(read(name + ".json"));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    UUID milestone() {
        return UUID.fromString(milestone(0));
    }

    /** Deposits the agreed amount of each milestone. */
    SampleLife deposit() throws Failed, InterruptedException {
        for (int n = 0; n < registered.path("milestones").size(); n++) {
            var agreed = contract.path("milestones").path(n);
            var deposit = Map.of(
                    "externalId", "deposit-" + agreed.path("externalId").asText(), "amount", agreed.path("amount"));
            post("/milestones/" + milestone(n) + "/deposits", deposit);
        }
        return this;
    }

    SampleLife submit(String amount, String note) throws Failed, InterruptedException {
        var submission = Map.of("externalId", "submission-" + name + "-" + step, "amount", money(amount), "note", note);
        review = post("/milestones/" + milestone(0) + "/submissions", submission)
                .path("id")
                .asText();
        return this;
    }

    SampleLife approve() throws Failed, InterruptedException {
        caller.post(caller.system(), key(), "/reviews/" + review + "/approval");
        return this;
    }

    SampleLife requestChanges(String message) throws Failed, InterruptedException {
        post("/reviews/" + review + "/change-request", Map.of("message", message));
        return this;
    }

    SampleLife endContract(Side by) throws Failed, InterruptedException {
        post("/contracts/" + registered.path("id").asText() + "/end", Map.of("by", by));
        return this;
    }

    SampleLife file(String ground, String amount, String statement, String... evidence)
            throws Failed, InterruptedException {
        var filing = Map.of(
                "ground",
                ground,
                "amount",
                money(amount),
                "statement",
                statement,
                "evidence",
                upload(FREELANCER, evidence));
        dispute = post("/milestones/" + milestone(0) + "/disputes", filing)
                .path("id")
                .asText();
        requestVersion = 1;
        return this;
    }

    SampleLife update(String amount, String statement) throws Failed, InterruptedException {
        act("request", Map.of("amount", money(amount), "statement", statement, "evidence", List.of()));
        requestVersion++;
        return this;
    }

    SampleLife withdraw() throws Failed, InterruptedException {
        caller.post(caller.system(), key(), "/disputes/" + dispute + "/withdrawal");
        return this;
    }

    SampleLife approveRequest() throws Failed, InterruptedException {
        return act("response", Map.of("requestVersion", requestVersion, "answer", "APPROVE", "confirmed", true));
    }

    SampleLife decline(String reason, String description, String... evidence) throws Failed, InterruptedException {
        return act(
                "response",
                Map.of(
                        "requestVersion", requestVersion,
                        "answer", "DECLINE",
                        "reason", reason,
                        "description", description,
                        "evidence", upload(CLIENT, evidence)));
    }

    SampleLife offer(Side by, String toFreelancer) throws Failed, InterruptedException {
        return act("offers", Map.of("by", by, "toFreelancer", money(toFreelancer)));
    }

    SampleLife accept(Side by, int offer) throws Failed, InterruptedException {
        return act("offers/" + offer + "/acceptance", Map.of("by", by));
    }

    /** The mediator proposes to whom the case is assigned; once proposed, the case is theirs no more. */
    SampleLife propose(String toFreelancer, String reasonCode, String reasons) throws Failed, InterruptedException {
        var now = caller.get(caller.system(), "/disputes/" + dispute);
        var proposer = now.path("proposal").path("mediator").asText();
        return act(
                now.path("mediator").asText(proposer),
                "proposal",
                Map.of("toFreelancer", money(toFreelancer), "reasonCode", reasonCode, "reasons", reasons));
    }

    /** @param decision ACCEPT or REJECT */
    SampleLife decide(Side by, String decision) throws Failed, InterruptedException {
        return act("decisions", Map.of("by", by, "proposal", 1, "decision", decision));
    }

    /** One side goes on to arbitration and has paid its share. */
    SampleLife elect(Side by, String share) throws Failed, InterruptedException {
        return elect(by, (Object) money(share));
    }

    /** The same, with the share that the case asks for. */
    SampleLife elect(Side by) throws Failed, InterruptedException {
        return elect(
                by, (Object) caller.get(caller.system(), "/disputes/" + dispute).path("arbitrationShare"));
    }

    private SampleLife elect(Side by, Object paid) throws Failed, InterruptedException {
        var reference = "payment-" + name + "-" + by.word();
        return act("elections", Map.of("by", by, "paid", paid, "paymentReference", reference));
    }

    /** Nobody does anything until the window that is open now has ended: the sandbox's clock is moved there. */
    SampleLife beSilent() throws Failed, InterruptedException {
        var milestone = caller.get(caller.system(), "/milestones/" + milestone(0));
        var end = Instant.parse(
                milestone.path("clock").path("deadline").path("at").asText());
        post("/sandbox/clock/advance", Map.of("to", end.plusSeconds(1).toString()));
        return this;
    }

    /** Where it can be read and, by each side, seen. */
    Map<String, String> links() throws Failed, InterruptedException {
        var links = new LinkedHashMap<String, String>();
        ids().forEach((what, id) -> links.put(what, "/api/v1/" + what + "s/" + id));
        for (var side : Side.values())
            links.put(
                    side.word(),
                    post("/milestones/" + milestone(0) + "/links", Map.of("by", side))
                            .path("url")
                            .asText());
        return links;
    }

    /** The ids of what it came to, by the words of the API; what there is none of is left out. */
    Map<String, String> ids() {
        var ids = new LinkedHashMap<String, String>();
        ids.put("contract", registered.path("id").asText());
        ids.put("milestone", milestone(0));
        if (!review.isEmpty()) ids.put("review", review);
        if (!dispute.isEmpty()) ids.put("dispute", dispute);
        return ids;
    }

    SampleLife enterAward(String operations, String toFreelancer) throws Failed, InterruptedException {
        return act(operations, "award", Map.of("toFreelancer", money(toFreelancer), "reference", "award-" + name));
    }

    SampleLife confirmAward(String operations) throws Failed, InterruptedException {
        return act(operations, "award-confirmation", Map.of("award", 1, "confirmed", true));
    }

    private List<String> upload(Side side, String... names) throws Failed, InterruptedException {
        var ids = new ArrayList<String>();
        for (var file : names)
            ids.add(caller.upload(
                            key(),
                            "/milestones/" + milestone(0) + "/evidence",
                            side.name(),
                            file,
                            read("evidence/" + file))
                    .path("id")
                    .asText());
        return ids;
    }

    private SampleLife act(String act, Object body) throws Failed, InterruptedException {
        return act(caller.system(), act, body);
    }

    private SampleLife act(String user, String act, Object body) throws Failed, InterruptedException {
        caller.post(user, key(), "/disputes/" + dispute + "/" + act, body);
        return this;
    }

    private JsonNode post(String path, Object body) throws Failed, InterruptedException {
        return caller.post(caller.system(), key(), path, body);
    }

    private String key() {
        return "sample " + name + " " + ++step;
    }

    private String milestone(int n) {
        return registered.path("milestones").path(n).path("id").asText();
    }

    private Map<String, Object> money(String major) {
        return Map.of("minor", Money.parse(major, currency, "amount").minor(), "currency", currency.getCurrencyCode());
    }

    private static byte[] read(String file) {
        try {
            return new ClassPathResource("samples/" + file).getContentAsByteArray();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
