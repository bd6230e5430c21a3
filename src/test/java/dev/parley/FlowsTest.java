package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Every element of every model has its use: walks that pass each of them. */
@ParleyTest
class FlowsTest {
    private static final Money ALL = Money.of(90_000, "USD");
    private static final Money PART = Money.of(40_000, "USD");
    private static final Money SHARE = Money.of(29_100, "USD");

    @LocalServerPort
    int port;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("all nodes and sequence flows of all models are passed")
    void all() {
        reviewsEndByAct();
        contractsEnd();
        casesEndByAct();
        var late = mediated();
        proposed();
        open();
        waits();
        api.advance("P5D").expect(200);
        api.as(api.dispute(late).at("/mediator")).handBack(late, "I am away").expect(200);
        api.advance("P20D").expect(200);
        awards();

        var missing = new TreeSet<>(elements());
        missing.removeAll(Flows.PASSED);
        assertThat(missing).isEmpty();
    }

    @Test
    @DisplayName(
            "RES-4 RES-5 what both accept ends as resolved, and what one rejects as not resolved, on the drawing too")
    void proposalsEndAsDrawn() {
        var accepted = proposed();
        api.decide(accepted, "CLIENT", 1, "ACCEPT").expect(200);
        api.decide(accepted, "FREELANCER", 1, "ACCEPT").expect(200);
        var rejected = proposed();
        api.decide(rejected, "CLIENT", 1, "REJECT").expect(200);
        assertThat(Flows.PASSED_FOR)
                .contains(accepted + "/resolvedByProposal", rejected + "/notResolved")
                .doesNotContain(accepted + "/notResolved", rejected + "/resolvedByProposal");
    }

    private static Set<String> elements() {
        var elements = new TreeSet<String>();
        Model.all().forEach(model -> {
            var process = model.all(Process.class).iterator().next().getId() + "/";
            Stream.concat(
                            model.all(FlowNode.class).stream().map(FlowNode::getId),
                            model.all(SequenceFlow.class).stream().map(SequenceFlow::getId))
                    .forEach(id -> elements.add(process + id));
        });
        return elements;
    }

    private void reviewsEndByAct() {
        api.approve(submitted(ALL)).expect(200);
        api.approve(submitted(PART)).expect(200);
        api.requestChanges(submitted(ALL), "The logo is missing.").expect(200);
    }

    /** REV-6, and REV-8 (a) to (d) after a review. */
    private void contractsEnd() {
        var byFreelancer = contract();
        api.submit(byFreelancer.milestone(0), ALL).expect(201);
        api.endContract(byFreelancer.id(), "FREELANCER").expect(200);
        api.endContract(contract().id(), "FREELANCER").expect(200);
        var byClient = contract();
        var review = api.submit(byClient.milestone(0), PART).expect(201).id();
        api.endContract(byClient.id(), "CLIENT").expect(200);
        api.approve(review).expect(200);
        var claimed = contract();
        api.endContract(claimed.id(), "CLIENT").expect(200);
        api.file(claimed.milestone(0), "CONTRACT_ENDED", ALL, "The work is done.")
                .expect(201);
        api.endContract(contract().id(), "CLIENT").expect(200);
    }

    /** DIS-7, DIS-9, DIS-10, RES-4, and REV-8 after a case. */
    private void casesEndByAct() {
        api.approveRequest(open(), 1).expect(200);
        var updated = open();
        api.update(updated, ALL, "Once more.").expect(200);
        api.update(updated, PART, "Less.").expect(200);
        api.withdraw(updated).expect(200);
        var settled = mediated();
        api.offer(settled, "CLIENT", PART).expect(200);
        api.accept(settled, "FREELANCER", 1).expect(200);
        var accepted = proposed();
        api.decide(accepted, "CLIENT", 1, "ACCEPT").expect(200);
        api.decide(accepted, "FREELANCER", 1, "ACCEPT").expect(200);
        endedDuringTheCase("CLIENT", false);
        endedDuringTheCase("CLIENT", true);
        endedDuringTheCase("FREELANCER", false);
    }

    private void endedDuringTheCase(String by, boolean withdrawn) {
        var contract = contract();
        var milestone = contract.milestone(0);
        var review = api.submit(milestone, PART).expect(201).id();
        api.requestChanges(review, "Not yet.").expect(200);
        var dispute = api.file(milestone, PART).expect(201).id();
        api.endContract(contract.id(), by).expect(200);
        if (withdrawn) api.withdraw(dispute).expect(200);
        else api.approveRequest(dispute, 1).expect(200);
    }

    /** What silence ends: a review, a claim window, a response, decisions and elections. */
    private void waits() {
        submitted(ALL);
        api.endContract(contract().id(), "CLIENT").expect(200);
        notResolved();
        api.elect(notResolved(), "CLIENT", SHARE).expect(200);
    }

    /** ARB-5, with an award that the second person rejects, and operations told again and again. */
    private void awards() {
        var dispute = notResolved();
        api.elect(dispute, "CLIENT", SHARE).expect(200);
        api.elect(dispute, "FREELANCER", SHARE).expect(200);
        api.advance("P61D").expect(200);
        api.as("otto").enterAward(dispute, PART).expect(200);
        api.advance("P61D").expect(200);
        api.as("olga").confirmAward(dispute, 1, false).expect(200);
        api.as("otto").enterAward(dispute, PART).expect(200);
        api.as("olga").confirmAward(dispute, 2, true).expect(200);
    }

    private Api.Response contract() {
        var contract = api.register("DIRECT", "USD", "America/New_York", "US-NY", ALL.minor())
                .expect(201);
        api.deposit(contract.milestone(0), ALL).expect(200);
        return contract;
    }

    private UUID submitted(Money amount) {
        return api.submit(contract().milestone(0), amount).expect(201).id();
    }

    private UUID open() {
        return api.openCase(ALL);
    }

    private UUID mediated() {
        var dispute = open();
        api.decline(dispute, 1).expect(200);
        return dispute;
    }

    private UUID proposed() {
        var dispute = mediated();
        api.as(api.dispute(dispute).at("/mediator")).propose(dispute, PART).expect(200);
        return dispute;
    }

    private UUID notResolved() {
        var dispute = proposed();
        api.decide(dispute, "FREELANCER", 1, "REJECT").expect(200);
        return dispute;
    }
}
