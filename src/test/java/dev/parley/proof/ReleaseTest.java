package dev.parley.proof;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.ParleyApplication;
import dev.parley.process.Audit;
import dev.parley.shared.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Cases begun on the models of each release that was kept, see {@link KeepRelease}, are finished by this one. */
class ReleaseTest {
    private static final Path DATA = Path.of("target/release-test");

    /** Each stage has one step that leads on; no case needs more. */
    private static final int STEPS = 8;

    private record Open(UUID id, String stage, int version, String mediator, int award, String currency) {}

    static List<Path> releases() throws IOException {
        try (var kept = Files.list(Path.of("src/test/resources/releases"))) {
            return kept.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    @DisplayName("REV-4 DIS-8 RES-4 ARB-5 what began on an earlier release ends on this one")
    void finishes(Path kept) throws Exception {
        FileSystemUtils.deleteRecursively(DATA);
        try (var database = new Database(DATA, "postgres-17")) {
            new Release(kept).restore(database.url(), DATA.resolve("evidence"));
        }
        try (var house = new SpringApplicationBuilder(ParleyApplication.class)
                .profiles("sandbox")
                .run(
                        "--server.port=0",
                        "--parley.sandbox.data=" + DATA,
                        "--parley.sandbox.samples=false",
                        "--parley.jobs.active=false")) {
            finish(house);
        }
    }

    private static void finish(ConfigurableApplicationContext house) {
        var api = new Api(house.getEnvironment().getRequiredProperty("local.server.port", int.class));
        var db = house.getBean(JdbcClient.class);
        var audit = house.getBean(Audit.class);
        assertThat(audit.findings()).as("as it came").isEmpty();
        assertThat(clocks(db)).as("what runs at first").contains("REVIEW", "CLAIM", "CASE");
        assertThat(open(db))
                .extracting(Open::stage)
                .contains("RESPONSE", "MEDIATION", "DECISIONS", "ELECTION", "ARBITRATION");
        for (var step = 0; step < STEPS; step++) for (var dispute : open(db)) lead(api, dispute);
        assertThat(open(db)).as("cases that do not end").isEmpty();
        for (var month = 0; month < 3 && !clocks(db).isEmpty(); month++)
            api.advance("P30D").expect(200);
        assertThat(clocks(db)).as("milestones whose windows do not end").isEmpty();
        assertThat(audit.findings()).as("at the end").isEmpty();
    }

    /** One step of its stage; a step that somebody had already made is no failure. */
    private static void lead(Api api, Open dispute) {
        var id = dispute.id;
        var share = Money.of(requireNonNull(Life.SHARES.get(dispute.currency)), dispute.currency);
        switch (dispute.stage) {
            case "RESPONSE" -> api.decline(id, dispute.version).expect(200);
            case "MEDIATION" ->
                api.as(dispute.mediator)
                        .propose(id, Money.of(100, dispute.currency))
                        .expect(200);
            case "DECISIONS" -> Stream.of("CLIENT", "FREELANCER").forEach(by -> api.decide(id, by, 1, "ACCEPT"));
            case "ELECTION" -> Stream.of("CLIENT", "FREELANCER").forEach(by -> api.elect(id, by, share));
            case "ARBITRATION" -> {
                if (dispute.award == 0)
                    api.as("otto")
                            .enterAward(id, Money.of(50, dispute.currency))
                            .expect(200);
                else api.as("olga").confirmAward(id, dispute.award, true).expect(200);
            }
            default -> throw new AssertionError("a stage that nothing leads out of: " + dispute);
        }
    }

    private static List<String> clocks(JdbcClient db) {
        return db.sql("select distinct clock from parley.milestone where clock is not null")
                .query(String.class)
                .list();
    }

    private static List<Open> open(JdbcClient db) {
        return db.sql("""
                        select d.id, d.stage, d.request_version as version, coalesce(a.mediator, 'lena') as mediator,
                               (select coalesce(max(w.slot::int), 0) from parley.sealed w
                                 where w.case_id = d.id and w.kind = 'AWARD' and not exists (
                                       select from parley.sealed c where c.case_id = d.id
                                          and c.kind = 'AWARD_CONFIRMATION' and c.slot = w.slot)) as award,
                               k.currency
                          from parley.dispute d
                          join parley.milestone m on m.id = d.milestone_id
                          join parley.contract k on k.id = m.contract_id
                          left join parley.assignment a on a.case_id = d.id and a.ended_at is null
                         where d.closed_at is null""").query(Open.class).list();
    }
}
