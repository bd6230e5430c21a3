package dev.parley.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.sandbox.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SampleFilesTest {
    private static final Path FOLDER = Path.of("src/main/resources/samples");

    @Test
    @DisplayName("each file is one sample's contract, and each sample has its file")
    void filesAndSamples() throws IOException {
        try (var files = Files.list(FOLDER)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            names().stream().map(name -> name + ".json").toList());
        }
    }

    @Test
    @DisplayName("RES-2 no party is in two samples: a mediator never gets one again within a year")
    void partiesOfTheirOwn() {
        assertThat(parties().map(party -> party.path("externalId").asText())).doesNotHaveDuplicates();
        assertThat(parties().map(party -> party.path("email").asText())).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "the samples are of both kinds, in currencies of 0, 2 and 3 decimals, and one client's zone is unknown")
    void varied() {
        assertThat(contracts().map(contract -> contract.path("kind").asText())).contains("MARKETPLACE", "DIRECT");
        assertThat(contracts().map(contract -> contract.path("currency").asText()))
                .contains("USD", "EUR", "JPY", "KWD");
        assertThat(contracts().filter(contract -> !contract.path("client").has("zone")))
                .hasSize(1);
    }

    private static Stream<JsonNode> parties() {
        return contracts().flatMap(contract -> Stream.of(contract.path("client"), contract.path("freelancer")));
    }

    private static Stream<JsonNode> contracts() {
        return names().stream().map(SampleLife::contractOf);
    }

    private static List<String> names() {
        return Samples.all().stream().map(Sample::name).toList();
    }
}
