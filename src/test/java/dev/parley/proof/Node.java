package dev.parley.proof;

import dev.parley.Api;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A node of Parley as it is shipped: the packaged jar in a process of its own, without a profile. */
final class Node implements AutoCloseable {
    static final String PASSWORD = "known-to-the-driver";
    static final Path JAR = Path.of("target", "parley.jar");
    private static final List<String> STAFF =
            List.of("admin camunda-admin", "mia mediators", "max mediators", "lena lead-mediators", "otto operations");

    private final String name;
    private final int port;
    private final Jar jar;

    Node(int number, Path folder, Database database, int mailPort) throws IOException {
        this(number, folder, database, mailPort, List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
    }

    /** @param jvm what its JVM is told */
    Node(int number, Path folder, Database database, int mailPort, List<String> jvm) throws IOException {
        this.name = "node-" + number;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var environment = Map.ofEntries(
                Map.entry("PARLEY_DB_URL", database.url()),
                Map.entry("PARLEY_DB_PASSWORD", PASSWORD),
                Map.entry("PARLEY_DB_MIGRATOR_PASSWORD", PASSWORD),
                Map.entry("PARLEY_URL", "https://parley.example"),
                Map.entry("PARLEY_MAIL_HOST", "127.0.0.1"),
                Map.entry("PARLEY_MAIL_PORT", String.valueOf(mailPort)),
                Map.entry("PARLEY_MAIL_FROM", "parley@parley.example"),
                Map.entry("PARLEY_OPERATIONS_MAIL", "operations@parley.example"),
                Map.entry("PARLEY_EVIDENCE_FOLDER", folder.resolve("evidence").toString()),
                Map.entry("PARLEY_CONTRACTS_CLIENT", "contracts"),
                Map.entry("PARLEY_CONTRACTS_SECRET", PASSWORD),
                Map.entry("PARLEY_CONTRACTS_BASIC", "true"),
                // So that load finds the nodes' limits and not this one.
                Map.entry("PARLEY_RATE_BURST", "100000"),
                Map.entry("PARLEY_RATE_PER_SECOND", "100000"),
                Map.entry("PARLEY_LINKS_SECRET", "a-secret-of-more-than-32-characters"),
                Map.entry("PARLEY_ADDRESS", "127.0.0.1"),
                Map.entry("PORT", String.valueOf(port)),
                // So that the driver can let days pass.
                Map.entry("SPRING_FLYWAY_LOCATIONS", "classpath:db/migration,classpath:db/sandbox"));
        jar = new Jar(
                JAR,
                Stream.concat(Stream.of("-Duser.timezone=UTC"), jvm.stream()).toList(),
                environment,
                URI.create("http://127.0.0.1:" + port + "/actuator/health"),
                folder.resolve(name + ".log"));
    }

    String name() {
        return name;
    }

    Api api() {
        return new Api(port, PASSWORD);
    }

    Jar jar() {
        return jar;
    }

    void start() throws IOException {
        jar.start(arguments());
    }

    boolean isRunning() {
        return jar.isRunning();
    }

    /** Until it answers; says how long that took. */
    Duration awaitUp() throws InterruptedException {
        return jar.awaitUp();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        jar.kill();
    }

    /** The audit as operations run it; its exit code. */
    int audit() throws IOException, InterruptedException {
        var arguments = new ArrayList<>(arguments());
        arguments.add("--spring.profiles.active=audit");
        return jar.run(arguments);
    }

    Path log() {
        return jar.log();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }

    /** Its staff. */
    List<String> arguments() {
        var accounts = new ArrayList<String>();
        for (var n = 0; n < STAFF.size(); n++) {
            var login = STAFF.get(n).split(" ", -1);
            var account = "--parley.first-staff.accounts[" + n + "].";
            accounts.add(account + "id=" + login[0]);
            accounts.add(account + "group=" + login[1]);
            accounts.add(account + "email=" + login[0] + "@parley.example");
            accounts.add(account + "password=" + PASSWORD);
        }
        return accounts;
    }
}
