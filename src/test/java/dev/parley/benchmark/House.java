package dev.parley.benchmark;

import dev.parley.ParleyApplication;
import dev.parley.contract.ContractKind;
import dev.parley.contract.Milestones;
import dev.parley.contract.PartyDetails;
import dev.parley.contract.Registration;
import dev.parley.dispute.Ground;
import dev.parley.process.ContractActs;
import dev.parley.process.DisputeActs;
import dev.parley.process.ReviewActs;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Actor;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The application as it is, on a durable PostgreSQL of its own; its loops stand still, and no sample is played. */
final class House implements AutoCloseable {
    static final Money AMOUNT = Money.of(100_000, "USD");
    static final Actor CONTRACTS = Actor.contractsSystem("contracts");

    /** Longer than any window, and its moves of an hour for summer time. */
    private static final Duration ALL_WINDOWS = Duration.ofDays(15);

    private final Path data;
    private final ConfigurableApplicationContext context;

    /** @param more properties, as {@code --name=value}; the last one of a name counts */
    House(Path data, String... more) {
        this.data = data;
        context = new SpringApplicationBuilder(ParleyApplication.class, Recorder.class)
                .profiles("sandbox")
                .initializers(context -> context.getBeanFactory().registerSingleton("shippedOnly", new ShippedOnly()))
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--parley.sandbox.data=" + data,
                                        "--parley.sandbox.fresh=true",
                                        "--parley.sandbox.samples=false",
                                        "--parley.rates.default.burst=1000000",
                                        "--parley.rates.default.per-second=1000000"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    <T> T get(Class<T> bean) {
        return context.getBean(bean);
    }

    <T> T get(String name, Class<T> bean) {
        return context.getBean(name, bean);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** As superuser. */
    DataSource database(String name) {
        return get(EmbeddedPostgres.class).getDatabase("postgres", name);
    }

    /** The server's first process. */
    long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postgres-17/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    /** A milestone of a new contract of two new parties, with its whole amount in escrow. */
    UUID funded() {
        var fresh = UUID.randomUUID().toString();
        var contract = get(ContractActs.class)
                .register(
                        new Registration(
                                CONTRACTS.id(),
                                fresh,
                                ContractKind.DIRECT,
                                AMOUNT.currency(),
                                "A website",
                                new PartyDetails(
                                        "c-" + fresh, "Clara", "clara@example.com", "Europe/Berlin", "DE-BE", false),
                                new PartyDetails(
                                        "f-" + fresh, "Fred", "fred@example.com", "America/New_York", "US", false),
                                List.of(new Registration.MilestoneDetails("m", "Home page", AMOUNT, Map.of())),
                                Map.of()),
                        CONTRACTS);
        var milestone = get(Milestones.class).of(contract).get(0).id();
        get(ContractActs.class).deposit(milestone, fresh, AMOUNT, CONTRACTS);
        return milestone;
    }

    /** Work submitted on a milestone: the review. */
    UUID submitted(UUID milestone) {
        return get(ReviewActs.class).submit(milestone, UUID.randomUUID().toString(), AMOUNT, "Done", CONTRACTS);
    }

    /** A case that waits for the client's response. */
    UUID contractOfWaitingCase() {
        var milestone = funded();
        submitted(milestone);
        get(DisputeActs.class)
                .file(milestone, Ground.PAYMENT_NOT_RELEASED, AMOUNT, "I delivered.", List.of(), CONTRACTS);
        return get(JdbcClient.class)
                .sql("select contract_id from milestone where id = ?")
                .param(milestone)
                .query(UUID.class)
                .single();
    }

    /** The contract on which this life is played. */
    UUID contractOf(Runnable life) {
        life.run();
        return get(JdbcClient.class)
                .sql("select id from contract order by registered_at desc, id desc limit 1")
                .query(UUID.class)
                .single();
    }

    /** All notices have reached whom they were for, else nobody's silence would count (NOT-4). */
    void allDelivered() {
        JdbcClient.create(database("postgres")).sql("""
                        update parley.delivery set state = 'ACCEPTED', accepted_at = parley.now()
                         where state = 'PENDING' and not_before <= parley.now()
                        """).update();
    }

    void letTimePass() {
        allDelivered();
        get(SandboxClock.class).moveTo(get(Clock.class).now().plus(ALL_WINDOWS));
    }

    @Override
    public void close() {
        context.close();
    }

    /** Without what the tests bring along. */
    private static final class ShippedOnly extends TypeExcludeFilter {
        @Override
        public boolean match(MetadataReader type, MetadataReaderFactory types) {
            return type.getAnnotationMetadata().hasAnnotation(TestConfiguration.class.getName());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ShippedOnly;
        }

        @Override
        public int hashCode() {
            return ShippedOnly.class.hashCode();
        }
    }
}
