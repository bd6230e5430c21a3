package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.contract.Remedies;
import dev.parley.process.ChargebackActs;
import dev.parley.process.ContractActs;
import dev.parley.process.RemedyActs;
import dev.parley.process.ReviewActs;
import dev.parley.shared.Actor;
import dev.parley.shared.Money;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Every path that the application serves before everyone who could come: {@code doors.txt} says what they are told, and
 * a path that is not in it fails. "in" is whatever is neither 401, 403 nor 404: somebody was let in, whatever became of
 * it. "another" is another contracts system than the one whose all of it is.
 */
@ParleyTest
class DoorMatrixTest {
    private static final Path EXPECTED = Path.of("src/test/resources/doors.txt");
    private static final Path FOUND = Path.of("target/doors.txt");
    private static final Money USD_300 = Money.of(30_000, "USD");

    @LocalServerPort
    int port;

    @Autowired
    ApplicationContext context;

    @Autowired
    ServletContext servlets;

    @Autowired
    TaskService tasks;

    @Autowired
    ManagementService management;

    @Autowired
    IdentityService identity;

    @Autowired
    AuthorizationService authorizations;

    @Autowired
    ContractActs contracts;

    @Autowired
    ReviewActs reviews;

    @Autowired
    ChargebackActs chargebacks;

    @Autowired
    RemedyActs remedies;

    @Autowired
    JdbcClient db;

    private final Map<String, DoorCaller> callers = new LinkedHashMap<>();

    @AfterEach
    void asItWas() {
        identity.deleteUser(DoorCaller.NEW);
        identity.deleteGroup(DoorCaller.NEW);
        authorizations
                .createAuthorizationQuery()
                .userIdIn(DoorCaller.NEW)
                .list()
                .forEach(grant -> authorizations.deleteAuthorization(grant.getId()));
        management.createJobQuery().list().stream()
                .filter(job -> job.getProcessInstanceId() == null)
                .forEach(job -> management.deleteJob(job.getId()));
    }

    @Test
    @DisplayName("DOR-3 whoever comes to whatever path is told what doors.txt says, and every path is in it")
    void everyDoor() throws IOException {
        comeAll();
        var paths = served();
        var answers =
                callers.values().stream().map(caller -> caller.tryAll(paths)).toList();

        var found = new ArrayList<String>();
        var group = "";
        for (var path : sorted(paths)) {
            var own = path.substring(path.indexOf(' ') + 1).split("/", -1);
            var next = own.length > 2 ? "/" + own[1] + "/" + own[2] : "/" + own[1];
            if (!next.equals(group)) found.add("\n# " + next + "\n" + line("", callers.keySet()));
            group = next;
            found.add(line(
                    path,
                    answers.stream().map(told -> told.getOrDefault(path, "")).toList()));
        }
        Files.writeString(FOUND, String.join("\n", found).strip() + "\n");
        assertThat(FOUND).hasSameTextualContentAs(EXPECTED);
    }

    @Test
    @DisplayName("DOR-3 no other servlet answers than those whose paths are known")
    void servlets() {
        assertThat(ServedPaths.servlets(servlets))
                .containsExactly(
                        "/",
                        "/camunda/api/admin/*",
                        "/camunda/api/cockpit/*",
                        "/camunda/api/engine/*",
                        "/camunda/api/tasklist/*",
                        "/camunda/api/welcome/*",
                        "/engine-rest/*");
    }

    private List<String> served() throws IOException {
        var paths = new TreeSet<>(ServedPaths.of(context));
        for (var app : List.of("tasklist", "cockpit", "admin", "welcome"))
            paths.add("GET /camunda/app/" + app + "/default/");
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath:static/**/*.*"))
            paths.add("GET /" + file.getURL().getPath().replaceFirst(".*/static/", ""));
        return List.copyOf(paths);
    }

    private static List<String> sorted(List<String> paths) {
        return paths.stream()
                .sorted(Comparator.comparing((String path) -> path.substring(path.indexOf(' ')))
                        .thenComparing(path -> path))
                .toList();
    }

    private static String line(String path, Iterable<String> cells) {
        var line = new StringBuilder("%-80s".formatted(path));
        cells.forEach(cell -> line.append(" %-10s".formatted(cell)));
        return line.toString().stripTrailing();
    }

    private void comeAll() throws IOException {
        var api = new Api(port);
        var milestone = api.fundedMilestone(USD_300);
        var review = api.submit(milestone, USD_300).expect(201).id();
        var evidence =
                api.upload(milestone, "CLIENT", "a.txt", "text").expect(201).id();
        var dispute = api.file(milestone, USD_300).expect(201).id();
        api.decline(dispute, 1).expect(200);
        var assigned = api.dispute(dispute).at("/mediator");
        var task = tasks.createTaskQuery()
                .processInstanceBusinessKey(dispute.toString())
                .singleResult();
        var ids = new HashMap<>(ids(api.milestone(milestone).at("/contract"), milestone, review, evidence, dispute));
        ids.putAll(moneyIds(
                api.register("MARKETPLACE", "USD", null, null, 30_000)
                        .expect(201)
                        .milestone(0),
                Actor.contractsSystem("contracts")));
        ids.put("task", task.getId());
        ids.put("process-instance", task.getProcessInstanceId());
        var client = api.link(milestone, "CLIENT");
        var caller = new DoorCaller(port, ids, client);

        callers.put("nobody", caller);
        callers.put("client", caller.withLink(client));
        callers.put("freelancer", caller.withLink(api.link(milestone, "FREELANCER")));
        callers.put("stranger", caller.withStrangersLink(api.link(api.fundedMilestone(USD_300), "CLIENT")));
        callers.put("scraper", caller.withLogin("metrics"));
        callers.put("trust", caller.withLogin("tess"));
        callers.put("mediator", caller.withLogin(assigned.equals("mia") ? "max" : "mia"));
        callers.put("lead", caller.withLogin("lena"));
        callers.put("operations", caller.withLogin("otto"));
        callers.put("admin", caller.withLogin("admin"));
        callers.put("assigned", caller.withLogin(assigned));
        callers.put("another", caller.withLogin("other-contracts"));
        callers.put("contracts", caller.withLogin("contracts"));
    }

    /** Money of the milestone that was let go, that came back and that is pending. */
    private Map<String, String> moneyIds(UUID milestone, Actor by) {
        contracts.deposit(milestone, "D-" + milestone, USD_300, by);
        reviews.approve(reviews.submit(milestone, "S-" + milestone, USD_300, null, by), by);
        var cameBack = new ChargebackActs.Reported("D-" + milestone, "C-1", USD_300, "fraudulent");
        var deposit = contracts
                .deposit(milestone, "E-" + milestone, Money.of(1, "EUR"), by)
                .orElseThrow();
        var remedy = new Remedies.Proposal(Remedies.Kind.RETURN_DEPOSIT, deposit, null, "It is in euro.");
        return Map.of(
                "transfers",
                        db.sql("select id::text from transfer_order where milestone = ?")
                                .param(milestone)
                                .query(String.class)
                                .single(),
                "chargebacks", chargebacks.reported(milestone, cameBack, by).toString(),
                "deposits", deposit.toString(),
                "remedies", remedies.propose(remedy, Actor.staff("olga")).toString());
    }

    /** By the collection that they stand behind. */
    private Map<String, String> ids(String contract, UUID milestone, UUID review, UUID evidence, UUID dispute) {
        return Map.of(
                "contracts", contract,
                "milestones", milestone.toString(),
                "reviews", review.toString(),
                "evidence", evidence.toString(),
                "documents", evidence.toString(),
                "disputes", dispute.toString(),
                "deadlines",
                        db.sql("select id::text from deadline where subject = ? order by opened_at limit 1")
                                .param(dispute)
                                .query(String.class)
                                .single(),
                "notices",
                        db.sql("select id::text from delivery where milestone_id = ? order by id limit 1")
                                .param(milestone)
                                .query(String.class)
                                .single());
    }
}
