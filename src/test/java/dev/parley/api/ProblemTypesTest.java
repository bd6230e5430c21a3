package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.ParleyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

@ParleyTest
class ProblemTypesTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/parley");

    /** How the sources say a code: the first text of a refusal, or that of a problem. */
    private static final Pattern SAID = Pattern.compile(
            "(?:badInput|conflict|forbidden|notFound|badRequest)\\(\\s*\"([a-z-]+)\"|Problem\\.of\\([^;\"]*\"([a-z-]+)\""
                    + "|problems\\.write\\([^;\"]*\"([a-z-]+)\"|write\\(request, response, HttpStatus[^;\"]*\"([a-z-]+)\"");

    @Autowired
    ProblemTypes types;

    @Autowired
    TestRestTemplate http;

    @Test
    @DisplayName("DOR-1 every problem that the sources can answer has its type with cause and remedy")
    void knowsEveryCode() throws IOException {
        assertThat(said()).hasSizeGreaterThan(90).isSubsetOf(types.all().keySet());
    }

    @Test
    @DisplayName("DOR-1 no type is listed that nothing answers")
    void listsNothingElse() throws IOException {
        var sources = allSources();

        assertThat(types.all().keySet())
                .filteredOn(code -> !sources.contains('"' + code + '"')
                        && !sources.contains('"' + code.replace("-unknown", "") + '"'))
                .isEmpty();
    }

    @Test
    @DisplayName("DOR-1 a problem's type is a URI that answers with cause and remedy, as JSON and as a page")
    void answersItsUri() {
        var problem = http.withBasicAuth("contracts", "sandbox")
                .getForObject("/api/v1/contracts/01a20328-f882-7868-8c48-70124f0a1fa6", JsonNode.class);
        var type = problem.path("type").asText();

        var told = http.getForObject(type, JsonNode.class);
        assertThat(told.path("type").asText()).isEqualTo(type);
        assertThat(told.path("title").asText()).isEqualTo(problem.path("title").asText());
        assertThat(told.path("status").asInt()).isEqualTo(problem.path("status").asInt());
        assertThat(told.path("cause").asText()).isNotEmpty();
        assertThat(told.path("remedy").asText()).isNotEmpty();
        assertThat(page(type))
                .contains("<h1>Contract unknown</h1>", told.path("remedy").asText());
        assertThat(page("/problems"))
                .contains("href=\"/problems/contract-unknown\"", "href=\"/problems/internal-error\"");
    }

    @Test
    @DisplayName("DOR-3 of a type that there is not, nothing is known; nothing is written there")
    void refusesOthers() {
        var unknown = http.getForEntity("/problems/no-such-problem", JsonNode.class);
        assertThat(unknown.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(unknown.getBody().path("code").asText()).isEqualTo("unknown");
        assertThat(http.postForEntity("/problems/unknown", "{}", JsonNode.class).getStatusCode())
                .isEqualTo(HttpStatus.FORBIDDEN);
    }

    private String page(String path) {
        var headers = new HttpHeaders();
        headers.setAccept(List.of(MediaType.TEXT_HTML));
        return http.exchange(path, HttpMethod.GET, new HttpEntity<>(headers), String.class)
                .getBody();
    }

    private static Set<String> said() throws IOException {
        var codes = new TreeSet<String>();
        SAID.matcher(allSources()).results().forEach(found -> {
            for (var group = 1; group <= found.groupCount(); group++)
                if (found.group(group) != null) codes.add(found.group(group));
        });
        return codes;
    }

    private static String allSources() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(SOURCES)) {
            for (var file :
                    files.filter(path -> path.toString().endsWith(".java")).toList())
                all.append(Files.readString(file));
        }
        return all.toString();
    }
}
