package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Each variable, path and port in the Docker files is real: nothing else checks them before they are used. */
class DockerTest {
    private static final Path DOCKER = Path.of("docker");
    private static final Pattern FROM_ENV_FILE = Pattern.compile("\\$\\{(\\w+)[^}]*}");
    private static final Pattern OWN_VARIABLE = Pattern.compile("PARLEY_[A-Z_]+");

    @Test
    @DisplayName("every PARLEY_ variable in the Docker files is one that the application reads")
    void variablesAreRead() throws IOException {
        var read = ownVariables(Path.of("src/main/resources/application.yaml"));

        try (var files = Files.list(DOCKER)) {
            for (var file : files.toList()) assertThat(read).as("%s", file).containsAll(ownVariables(file));
        }
    }

    @Test
    @DisplayName("the example names exactly the variables that compose asks for")
    void exampleIsComplete() throws IOException {
        var asked = FROM_ENV_FILE
                .matcher(Files.readString(DOCKER.resolve("compose.yaml")))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(example().keySet()).containsExactlyInAnyOrderElementsOf(asked);
    }

    @Test
    @DisplayName("compose sets everything that production needs, once the placeholders are replaced")
    void composeStarts() throws IOException {
        var replaced = new LinkedHashMap<>(example());
        replaced.replaceAll(
                (name, value) -> value.equals("change-me") ? "a-long-secret-of-our-own-that-is-long-enough" : value);

        var environment = environmentOfParley(replaced);

        assertThat(StartupCheck.reasonsAgainst(environment)).isEmpty();
        assertThat(environment.getProperty("parley.first-staff.accounts[0].id")).isEqualTo("admin");
        assertThat(environment.getProperty("parley.first-staff.accounts[0].password"))
                .isNotBlank();
    }

    @Test
    @DisplayName("with its placeholders compose does not start")
    void placeholdersDoNotStart() throws IOException {
        assertThat(StartupCheck.reasonsAgainst(environmentOfParley(example())))
                .satisfiesExactly(
                        reason -> assertThat(reason).contains("PARLEY_CONTRACTS_SECRET"),
                        reason -> assertThat(reason).contains("PARLEY_LINKS_SECRET"));
    }

    @Test
    @DisplayName(
            "the application finds the database and the mail server under the names and ports that compose gives them")
    void hostsAreServices() throws IOException {
        var parley = environmentOf("parley");
        var database = environmentOf("database");

        assertThat(parley)
                .containsEntry(
                        "PARLEY_DB_URL",
                        "jdbc:postgresql://database:5432/" + database.get("POSTGRES_DB")
                                + "?reWriteBatchedInserts=true")
                .contains(entry("PARLEY_MAIL_HOST", "mail"), entry("PARLEY_MAIL_PORT", "1025"));
        assertThat(services()).containsKeys("database", "mail");
        assertThat(database)
                .contains(
                        entry("PARLEY_DB_PASSWORD", parley.get("PARLEY_DB_PASSWORD")),
                        entry("PARLEY_DB_MIGRATOR_PASSWORD", parley.get("PARLEY_DB_MIGRATOR_PASSWORD")));
    }

    @Test
    @DisplayName("ports are the application's own, and open to this machine only")
    void ports() throws IOException {
        var port = yamlEnvironment(Map.of()).getProperty("server.port");

        for (var service : services().values())
            assertThat(list(service, "ports"))
                    .allSatisfy(open -> assertThat(open).startsWith("127.0.0.1:"));
        assertThat(list(service("parley"), "ports")).containsExactly("127.0.0.1:" + port + ":" + port);
        assertThat(dockerfile()).contains("EXPOSE " + port);
        assertThat(dockerfile())
                .filteredOn(line -> line.startsWith("HEALTHCHECK"))
                .singleElement()
                .asString()
                .contains("/dev/tcp/127.0.0.1/" + port + " ", "GET /actuator/health HTTP/1.0");
    }

    @Test
    @DisplayName("every path that is mounted, copied or built from exists, and what is copied is not ignored")
    void pathsExist() throws IOException {
        var ignored = Files.readAllLines(Path.of(".dockerignore"));
        for (var service : services().values())
            for (var volume : list(service, "volumes"))
                if (volume.startsWith("."))
                    assertThat(DOCKER.resolve(volume.split(":", -1)[0])).isRegularFile();
        for (var source : copiedFromTheTree()) {
            assertThat(Path.of(source)).exists();
            assertThat(ignored).contains("!" + source);
        }
        var build = map(service("parley").get("build"));
        assertThat(DOCKER.resolve(String.valueOf(build.get("context")))
                        .resolve(String.valueOf(build.get("dockerfile"))))
                .isRegularFile();
        assertThat(DOCKER.resolve("passwords.sh")).isExecutable();
    }

    @Test
    @DisplayName("every folder that the build takes resources from is copied into the image's build")
    void resourcesAreCopied() throws IOException {
        var resources = Pattern.compile("<resource>\\s*<directory>(.*?)</directory>")
                .matcher(Files.readString(Path.of("pom.xml")).replaceAll("<!--.*?-->", ""))
                .results()
                .map(found -> Path.of(found.group(1)))
                .toList();

        assertThat(resources)
                .hasSizeGreaterThan(3)
                .allSatisfy(folder -> assertThat(copiedFromTheTree()).anyMatch(folder::startsWith));
    }

    @Test
    @DisplayName("named volumes are declared, and hold what the application and the database keep")
    void volumes() throws IOException {
        assertThat(map(compose().get("volumes"))).containsOnlyKeys("database", "evidence");
        assertThat(list(service("parley"), "volumes"))
                .contains("evidence:" + environmentOf("parley").get("PARLEY_EVIDENCE_FOLDER"));
        assertThat(list(service("database"), "volumes")).contains("database:/var/lib/postgresql/data");
    }

    @Test
    @DisplayName("the image runs the jar that the build makes, in its layers, as a user that is not root")
    void image() throws IOException {
        var jar = finalName() + ".jar";

        assertThat(dockerfile())
                .filteredOn(line -> line.startsWith("USER "))
                .last()
                .asString()
                .matches("USER [1-9][0-9]*:[1-9][0-9]*");
        assertThat(dockerfile())
                .filteredOn(line -> line.startsWith("FROM "))
                .last()
                .asString()
                .contains(":17-jre");
        assertThat(dockerfile())
                .contains("RUN java -Djarmode=tools -jar target/" + jar + " extract --layers --destination layers");
        assertThat(dockerfile().get(dockerfile().size() - 1))
                .startsWith("ENTRYPOINT")
                .contains("\"-jar\", \"" + jar);
        assertThat(dockerfile())
                .filteredOn(line -> line.startsWith("COPY --from=build"))
                .containsExactly(Stream.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application")
                        .map(layer -> "COPY --from=build /build/layers/" + layer + "/ ./")
                        .toArray(String[]::new));
    }

    /** Instructions, with continued lines joined. */
    private static List<String> dockerfile() throws IOException {
        return Files.readString(DOCKER.resolve("Dockerfile"))
                .replaceAll("\\\\\n\\s*", "")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    private static List<String> copiedFromTheTree() throws IOException {
        var sources = new ArrayList<String>();
        for (var line : dockerfile()) {
            if (!line.startsWith("COPY ") || line.contains("--from")) continue;
            var words = line.split(" ", -1);
            sources.addAll(List.of(words).subList(1, words.length - 1));
        }
        return sources;
    }

    private static Map<String, String> example() throws IOException {
        var example = new LinkedHashMap<String, String>();
        for (var line : Files.readAllLines(DOCKER.resolve("example.env"))) {
            if (line.isBlank() || line.startsWith("#")) continue;
            var name = line.substring(0, line.indexOf('='));
            example.put(name, line.substring(name.length() + 1));
        }
        return example;
    }

    private static StandardEnvironment environmentOfParley(Map<String, String> envFile) throws IOException {
        var variables = new LinkedHashMap<String, Object>();
        environmentOf("parley")
                .forEach((name, value) -> variables.put(
                        name,
                        FROM_ENV_FILE.matcher(value).replaceAll(asked -> envFile.getOrDefault(asked.group(1), ""))));
        return yamlEnvironment(variables);
    }

    /** The application's settings as they would be with these variables, and no others. */
    private static StandardEnvironment yamlEnvironment(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        sources.addLast(new MapPropertySource("compose", variables));
        new YamlPropertySourceLoader()
                .load("application", new ClassPathResource("application.yaml"))
                .forEach(sources::addLast);
        return environment;
    }

    private static Set<String> ownVariables(Path file) throws IOException {
        return OWN_VARIABLE
                .matcher(Files.readString(file))
                .results()
                .map(found -> found.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String finalName() throws IOException {
        var found = Pattern.compile("<finalName>(.*)</finalName>").matcher(Files.readString(Path.of("pom.xml")));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Map<String, Object> compose() throws IOException {
        return map(new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(DOCKER.resolve("compose.yaml"))));
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        return map(compose().get("services")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, service -> map(service.getValue())));
    }

    private static Map<String, Object> service(String name) throws IOException {
        return Objects.requireNonNull(services().get(name), name);
    }

    private static Map<String, String> environmentOf(String service) throws IOException {
        return map(service(service).get("environment")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> String.valueOf(variable.getValue())));
    }

    private static List<String> list(Map<String, Object> service, String key) {
        return service.get(key) instanceof List<?> entries
                ? entries.stream().map(String::valueOf).toList()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }
}
