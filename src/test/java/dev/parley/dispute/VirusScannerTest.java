package dev.parley.dispute;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.shared.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirusScannerTest {
    private static final Duration LONGEST = Duration.ofMillis(500);

    @TempDir
    Path folder;

    Path file;

    @BeforeEach
    void aFile() throws IOException {
        file = Files.writeString(folder.resolve("file"), "a plan");
    }

    @Test
    @DisplayName("DIS-2 ClamAV's word is taken for a document of many chunks")
    void asks() throws IOException {
        try (var clamav = ScriptedClamAv.knowingEicar()) {
            var scanner = new VirusScanner(clamav.address(), Duration.ofSeconds(20));

            assertThat(scanner.scan(file)).isEqualTo(Scan.CLEAN);
            Files.writeString(file, " ".repeat(200_000) + ScriptedClamAv.EICAR);
            assertThat(scanner.scan(file)).isEqualTo(Scan.INFECTED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSTREAM size limit exceeded. ERROR\0", "stream: OK, or not\0", "\0", ""})
    @DisplayName("DIS-2 any other answer, and none in time, is no scan")
    void noAnswer(String answer) throws IOException {
        try (var clamav = ScriptedClamAv.answering(answer)) {
            assertThat(new VirusScanner(clamav.address(), LONGEST).scan(file)).isEqualTo(Scan.UNSCANNED);
        }
    }

    @Test
    @DisplayName("DIS-2 without ClamAV, or with one that is down, a document is unscanned")
    void away() throws IOException {
        var down = ScriptedClamAv.knowingEicar();
        down.close();

        assertThat(new VirusScanner("", LONGEST).scan(file)).isEqualTo(Scan.UNSCANNED);
        assertThat(new VirusScanner(down.address(), LONGEST).scan(file)).isEqualTo(Scan.UNSCANNED);
    }

    @Test
    @DisplayName("DIS-2 an infected upload is refused and leaves nothing")
    void refuses() throws IOException {
        try (var clamav = ScriptedClamAv.knowingEicar()) {
            var kept = folder.resolve("evidence");
            var files = new EvidenceFiles(kept, new VirusScanner(clamav.address(), LONGEST));

            assertThatThrownBy(() -> files.receive(new ByteArrayInputStream(ScriptedClamAv.EICAR.getBytes(UTF_8))))
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.code()).isEqualTo("evidence-infected"));
            assertThat(kept).isEmptyDirectory();
        }
    }
}
