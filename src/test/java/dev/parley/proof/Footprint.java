package dev.parley.proof;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/**
 * What the packaged house takes up, beside a bare Camunda web application with the same versions, database and heap:
 * {@code ./mvnw -Pfootprint verify}. Both are looked at as load; in ours lives are played as well, which the other has not. {@code -Dparley.footprint.heap=}: in MiB; {@code .lives=}: of its load.
 */
class Footprint {
    private static final int HEAP = Integer.getInteger("parley.footprint.heap", 192);
    private static final int LIVES = Integer.getInteger("parley.footprint.lives", 200);
    private static final int ROUNDS = 3;
    private static final int PAGES = 500;
    private static final Path BARE = Path.of("src", "test", "bare-webapp");
    private static final Path FOLDER = Path.of("target", "footprint");
    private static final List<String> JVM = List.of("-Xmx" + HEAP + "m");

    /**
     * Medians of the rounds.
     *
     * @param readyMillis from start to the first answer, with the database's schema there
     * @param startedMebibytes resident then
     * @param loadedMebibytes resident after the load
     */
    record Measured(
            String what, double jarMegabytes, double readyMillis, double startedMebibytes, double loadedMebibytes) {
        @Override
        public String toString() {
            return "%s: jar %.0f MB, ready after %.1f s, resident %.0f MiB, and %.0f MiB after load, with a heap of %d MiB"
                    .formatted(what, jarMegabytes, readyMillis / 1000, startedMebibytes, loadedMebibytes, HEAP);
        }
    }

    private record Round(long readyMillis, long startedKib, long loadedKib) {}

    private interface Load {
        void play() throws Exception;
    }

    @Test
    @DisplayName("start to ready, resident memory and size of the jar, beside a bare web application of the engine")
    void measure() throws Exception {
        var folder = Files.createDirectories(FOLDER.resolve(String.valueOf(System.currentTimeMillis())))
                .toAbsolutePath();
        try (var database = new Database(folder);
                var mails = new MailServer();
                var node = new Node(1, folder, database, mails.port(), JVM);
                var bare = bare(folder, database)) {
            var ours = new ArrayList<Round>();
            var others = new ArrayList<Round>();
            node.start();
            node.awaitUp(); // and the schema is there
            node.kill();
            bare.start(List.of());
            bare.awaitUp();
            bare.kill();
            for (var round = 0; round < ROUNDS; round++) {
                ours.add(round(node.jar(), node.arguments(), () -> {
                    lookAtPages(node.jar());
                    live(node);
                }));
                others.add(round(bare, List.of(), () -> lookAtPages(bare)));
            }
            var measured = List.of(measured("Parley", node.jar(), ours), measured("bare", bare, others));
            measured.forEach(System.out::println);
            Files.writeString(
                    FOLDER.resolve("footprint.json"),
                    new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(measured));
        }
    }

    private static Round round(Jar jar, List<String> arguments, Load load) throws Exception {
        var from = System.nanoTime();
        jar.start(arguments);
        jar.awaitUp();
        var ready = Duration.ofNanos(System.nanoTime() - from).toMillis();
        var started = jar.residentKib();
        load.play();
        var loaded = jar.residentKib();
        jar.kill();
        return new Round(ready, started, loaded);
    }

    private static Measured measured(String what, Jar jar, List<Round> rounds) throws IOException {
        return new Measured(
                what,
                jar.bytes() / 1e6,
                median(rounds.stream().map(Round::readyMillis).toList()),
                median(rounds.stream().map(Round::startedKib).toList()) / 1024.0,
                median(rounds.stream().map(Round::loadedKib).toList()) / 1024.0);
    }

    private static long median(List<Long> values) {
        return values.stream()
                .sorted(Comparator.naturalOrder())
                .skip(values.size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static void live(Node node) throws InterruptedException {
        for (var life = 0; life < LIVES; life++)
            Script.RESOLVED.play(new Caller(() -> List.of(node), Effort.seed() + life));
    }

    /** The engine's web application, as someone who is not logged in may. */
    private static void lookAtPages(Jar jar) throws IOException, InterruptedException {
        var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL) // ours to its own login
                .build();
        for (var look = 0; look < PAGES; look++)
            for (var path : List.of("/camunda/app/welcome/default/", "/camunda/app/cockpit/default/")) {
                var page = client.send(HttpRequest.newBuilder(jar.address(path)).build(), BodyHandlers.ofString());
                if (page.statusCode() != 200) throw new IOException(path + " answered " + page.statusCode());
            }
    }

    /** Packaged with the versions that are in our own jar. */
    private static Jar bare(Path folder, Database database) throws IOException, InterruptedException {
        database.sql().sql("create database bare").update();
        var build = new ProcessBuilder(
                        Path.of("mvnw").toAbsolutePath().toString(),
                        "-q",
                        "-B",
                        "-f",
                        BARE.toString(),
                        "package",
                        "-Dspring-boot.version=" + SpringBootVersion.getVersion(),
                        "-Dcamunda.version=" + shipped("camunda-engine"),
                        "-DbuildDirectory=" + folder.resolve("bare"))
                .inheritIO()
                .start();
        if (build.waitFor() != 0) throw new IOException("the bare web application is not built");
        try (var free = new ServerSocket(0)) {
            return new Jar(
                    folder.resolve("bare").resolve("bare-webapp.jar"),
                    JVM,
                    Map.of(
                            "SPRING_DATASOURCE_URL",
                            database.url().replaceFirst("[^/]*$", "bare"),
                            "SPRING_DATASOURCE_USERNAME",
                            "postgres",
                            "SPRING_DATASOURCE_PASSWORD",
                            "postgres",
                            "SERVER_PORT",
                            String.valueOf(free.getLocalPort())),
                    URI.create("http://127.0.0.1:" + free.getLocalPort() + "/camunda/app/welcome/default/"),
                    folder.resolve("bare.log"));
        }
    }

    private static String shipped(String library) throws IOException {
        var named = Pattern.compile("BOOT-INF/lib/" + library + "-([0-9.]+)\\.jar");
        try (var jar = new JarFile(Node.JAR.toFile())) {
            return jar.stream()
                    .map(entry -> named.matcher(entry.getName()))
                    .filter(matcher -> matcher.matches())
                    .map(matcher -> matcher.group(1))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
