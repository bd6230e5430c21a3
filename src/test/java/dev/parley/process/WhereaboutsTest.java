package dev.parley.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.DrawingTest;
import dev.parley.ParleyTest;
import dev.parley.process.Whereabouts.Place;
import dev.parley.shared.Money;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.instance.ReceiveTask;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class WhereaboutsTest {
    private static final Money USD_700 = Money.of(70_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    Whereabouts whereabouts;

    @Autowired
    RepositoryService repository;

    @Autowired
    HistoryService history;

    Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName("DOR-2 a review is shown where it waits, and without a mark when it is over")
    void review() {
        var review =
                api.submit(api.fundedMilestone(USD_700), USD_700).expect(201).id();
        assertAt(review, "awaitReview", "Milestone review", "Waiting for the client's review");

        api.approve(review).expect(200);

        assertOver(review, "Milestone review", "The review is over");
    }

    @Test
    @DisplayName("DOR-2 a case is shown in the inner process where it really is, to its end")
    void dispute() {
        var dispute = api.openCase(USD_700);
        assertAt(dispute, "awaitResponse", "Dispute", "Waiting for the client's response");

        api.decline(dispute, 1).expect(200);
        assertAt(dispute, "proposeResolution", "Non-binding resolution", "Waiting for the mediator's proposal");

        var mediator = api.dispute(dispute).at("/mediator");
        api.as(mediator.isEmpty() ? "lena" : mediator).propose(dispute, USD_700).expect(200);
        assertAt(
                dispute,
                "awaitDecisions",
                "Non-binding resolution",
                "Waiting for both sides to decide on the proposal");

        api.decide(dispute, "CLIENT", 1, "REJECT").expect(200);
        assertAt(dispute, "awaitElections", "Arbitration", "Waiting for each side to go on to arbitration or not");

        api.elect(dispute, "CLIENT", Money.of(29_100, "USD")).expect(200);
        api.elect(dispute, "FREELANCER", Money.of(29_100, "USD")).expect(200);
        assertAt(dispute, "enterAward", "Arbitration", "Waiting for the arbitrator's award");

        api.as("otto").enterAward(dispute, USD_700).expect(200);
        assertAt(dispute, "confirmAward", "Arbitration", "Waiting for a second person to confirm the award");

        api.as("olga").confirmAward(dispute, 1, true).expect(200);
        assertOver(dispute, "Dispute", "The case is closed");
    }

    @Test
    @DisplayName("DOR-2 a claim window is shown too; of what never ran nothing is shown")
    void claim() {
        var contract = api.register("MARKETPLACE", "USD", null, null, 70_000).expect(201);
        api.deposit(contract.milestone(0), USD_700).expect(200);
        api.endContract(contract.id(), "CLIENT").expect(200);
        var claim = UUID.fromString(history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(ContractClosureProcess.KEY)
                .orderByProcessInstanceStartTime()
                .desc()
                .list()
                .get(0)
                .getBusinessKey());

        assertAt(claim, "awaitClaim", "Contract closure", "Waiting for the freelancer, who can still claim payment");
        assertThat(whereabouts.of(UUID.randomUUID())).isEmpty();
    }

    @Test
    @DisplayName("DOR-2 each step that a model waits in has its words and can be marked, in a picture that stays safe")
    void everyWait() throws IOException {
        var words = new Properties();
        words.load(Whereabouts.class.getResourceAsStream("/messages/places.properties"));
        for (var definition :
                repository.createProcessDefinitionQuery().latestVersion().list()) {
            var model = repository.getBpmnModelInstance(definition.getId());
            var drawing = new Drawing(
                    new String(repository.getProcessDiagram(definition.getId()).readAllBytes(), UTF_8));
            for (var type : List.of(ReceiveTask.class, UserTask.class))
                for (var wait : model.getModelElementsByType(type)) {
                    DrawingTest.assertSafe(drawing.titled("a <b> & c")
                            .marked(wait.getId(), "You are here")
                            .svg());
                    assertThat(words).as(wait.getId()).containsKey(wait.getId());
                }
        }
    }

    @Test
    @DisplayName("DOR-2 the picture is of the very model that is deployed beside it")
    void ofTheSameVersion() throws IOException, NoSuchAlgorithmException {
        for (var definition : repository.createProcessDefinitionQuery().list()) {
            var model = repository.getProcessModel(definition.getId()).readAllBytes();
            var sha256 = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(model));

            assertThat(repository.getProcessDiagram(definition.getId()))
                    .asString(UTF_8)
                    .contains(sha256);
        }
    }

    private void assertAt(UUID subject, String activity, String process, String words) {
        var place = whereabouts.of(subject).orElseThrow();

        assertThat(place).extracting(Place::process, Place::words, Place::over).containsExactly(process, words, false);
        for (var svg : List.of(place.svg(), place.closeUp())) {
            DrawingTest.assertSafe(svg);
            assertThat(svg).containsOnlyOnce("You are here").contains("<title>" + process + ": " + words + "</title>");
            assertThat(svg.substring(0, svg.indexOf("You are here"))
                            .lastIndexOf("data-element-id=\"" + activity + "\""))
                    .isEqualTo(svg.substring(0, svg.indexOf("You are here")).lastIndexOf("data-element-id="));
        }
        assertThat(place.closeUp()).contains("width=\"460\" height=\"280\"");
    }

    private void assertOver(UUID subject, String process, String words) {
        var place = whereabouts.of(subject).orElseThrow();

        assertThat(place).extracting(Place::process, Place::words, Place::over).containsExactly(process, words, true);
        assertThat(place.svg())
                .contains("<title>" + process + ": " + words + "</title>")
                .doesNotContain("You are here");
        assertThat(place.closeUp()).isNull();
    }
}
