package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.parley.ApiDescription;
import dev.parley.ParleyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.http.HttpStatus;

@ParleyTest
class OpenApiTest {
    @Autowired
    TestRestTemplate http;

    JsonNode description;

    @BeforeEach
    void read() {
        description = http.getForObject("/v3/api-docs", JsonNode.class);
    }

    @Test
    @DisplayName(
            "DOR-1 the API is described in OpenAPI 3.1, every operation with a tag and a summary that names its rules")
    void isDescribed() {
        assertThat(description.path("openapi").asText()).startsWith("3.1");
        assertThat(description.at("/components/securitySchemes/basic/scheme").asText())
                .isEqualTo("basic");
        assertThat(operations()).hasSizeGreaterThan(25).allSatisfy(operation -> {
            assertThat(operation.getValue().path("tags")).isNotEmpty();
            assertThat(operation.getValue().path("summary").asText()).isNotEmpty();
            assertThat(operation.getValue().path("security").findValues("basic"))
                    .hasSize(1);
            assertThat(operation.getValue().at("/responses/default/$ref").asText())
                    .isEqualTo("#/components/responses/refusal");
        });
        assertThat(operations().filter(operation -> operation.getKey().startsWith("post")))
                .allSatisfy(operation -> assertThat(
                                operation.getValue().path("summary").asText())
                        .containsPattern("[A-Z]{3}-\\d"));
    }

    @Test
    @DisplayName("DOR-1 the key that each POST needs is described with it")
    void describesTheKey() {
        assertThat(operations()).allSatisfy(operation -> {
            var headers = Stream.of(operation.getValue().path("parameters"))
                    .flatMap(parameters -> parameters.findValuesAsText("name").stream());
            if (operation.getKey().startsWith("post")) assertThat(headers).contains("Idempotency-Key");
            else assertThat(headers).doesNotContain("Idempotency-Key");
        });
    }

    @Test
    @DisplayName("DOR-1 bodies are described as they are: an answer by its content, money by its minor units")
    void describesBodies() {
        var schemas = description.at("/components/schemas");

        assertThat(description
                        .at("/paths/~1api~1v1~1contracts/post/responses/201/content")
                        .toString())
                .contains("#/components/schemas/ContractBrief");
        assertThat(schemas.at("/Money/properties/minor/format").asText()).isEqualTo("int64");
        assertThat(schemas.at("/MilestoneBrief/properties/free").toString()).contains("#/components/schemas/Money");
        assertThat(schemas.at("/DisputeBrief/properties/stage").toString()).contains("MEDIATION");
        assertThat(schemas.at("/Deposit/properties/amount").toString()).contains("#/components/schemas/Money");
        assertThat(schemas.fieldNames()).toIterable().noneMatch(name -> name.contains("Answer"));
        assertThat(description.toString()).doesNotContain("Caller", "\"once\"");
    }

    @Test
    @DisplayName("DOR-1 the committed description is the running application's; target/openapi.yaml is today's")
    void isCommitted() throws IOException {
        var paths = (ObjectNode) description.path("paths");
        paths.properties().removeIf(path -> path.getKey().contains("/sandbox/"));
        ((ObjectNode) description).remove("servers");
        var today = new YAMLMapper(YAMLFactory.builder()
                        .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                        .build())
                .writeValueAsString(description);
        Files.writeString(Path.of("target/openapi.yaml"), today);

        assertThat(ApiDescription.COMMITTED).hasContent(today);
    }

    @Test
    @DisplayName("DOR-1 every operation has an example of what it takes and answers, as its schemas have it")
    void hasExamples() {
        var committed = ApiDescription.committed();
        assertThat(committed.operations()).allSatisfy(operation -> {
            for (var status : List.of("200", "201", "202"))
                assertThat(operation
                                .described()
                                .at("/responses/" + status + "/content")
                                .toString())
                        .as(operation.id())
                        .isNotEqualTo("{}");
            for (var body : List.of(
                    operation.described().path("requestBody"),
                    operation.described().path("responses").path("200"),
                    operation.described().path("responses").path("201")))
                body.path("content").properties().stream()
                        .filter(content -> content.getKey().contains("json")
                                || content.getKey().equals("*/*"))
                        .forEach(content -> {
                            assertThat(content.getValue().has("example"))
                                    .as(operation.id())
                                    .isTrue();
                            committed.require(
                                    content.getValue().path("schema"),
                                    content.getValue().path("example"),
                                    operation.id());
                        });
        });
    }

    @Test
    @DisplayName("DOR-1 the description has a page")
    void hasAPage() {
        var page = http.getForEntity("/swagger-ui.html", String.class);

        assertThat(page.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(page.getBody()).contains("swagger-ui");
    }

    /** All but the sandbox's own, each as its method and path. */
    private Stream<Entry<String, JsonNode>> operations() {
        return description.path("paths").properties().stream()
                .filter(path -> !path.getKey().contains("/sandbox/"))
                .flatMap(path -> path.getValue().properties().stream()
                        .map(operation -> Map.entry(operation.getKey() + " " + path.getKey(), operation.getValue())));
    }
}
