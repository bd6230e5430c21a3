package dev.parley.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailLineTest {
    private static final byte[] LONG = ("From: parley@parley.example\r\nTo: clara@parties.example\r\n\r\n"
                    + "All of this is one long mail.\r\n".repeat(300))
            .getBytes(US_ASCII);

    @Test
    @DisplayName("NOT-1 long mails follow each other at once: none waits until what was sent of it is confirmed")
    void waitsForNothing() throws IOException {
        try (var server = new ScriptedSmtp();
                var line = new MailLine(server.client())) {
            line.send(LONG);
            var began = Instant.now();
            for (var n = 0; n < 50; n++) assertThat(line.send(LONG)).isInstanceOf(Outcome.Accepted.class);
            assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
    }
}
