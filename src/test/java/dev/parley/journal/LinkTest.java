package dev.parley.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinkTest {
    private static final UUID STREAM = UUID.fromString("00000000-0000-7000-8000-000000000001");

    /** Hashes computed with printf and sha256sum, by the words of the documentation. */
    private static final Link FILED = new Link(
            UUID.fromString("00000000-0000-7000-8000-0000000000a1"),
            1,
            "dispute.filed",
            "FREELANCER",
            "contracts",
            "{\"amount\":{\"currency\":\"USD\",\"minor\":70000}}",
            Instant.parse("2026-01-31T09:05:00Z"),
            "22f89e6d27b4acfea291e65af89887d51bbecff092631b864ba2ff43f62e7383",
            "6553f76673f988011e4b6a3b61f0513d1e7120f7c37a81c16d4ed624a5881a42");

    private static final Link WITHDRAWN = new Link(
            UUID.fromString("00000000-0000-7000-8000-0000000000a2"),
            2,
            "dispute.withdrawn",
            "FREELANCER",
            "contracts",
            "{\"note\":\"ü\"}",
            Instant.parse("2026-02-01T00:00:00.120Z"),
            FILED.hash(),
            "7947365c724fe42dd132492cd0f0e18edac1cfd9d6f38212193db0513e15dae9");

    @Test
    @DisplayName("AUD-1 the documented format alone recomputes a chain")
    void recomputes() {
        assertThat(Link.chain(STREAM, List.of(FILED, WITHDRAWN), WITHDRAWN.hash()))
                .isTrue();
        assertThat(Link.chain(STREAM, List.of(), Link.genesis(STREAM))).isTrue();
    }

    @Test
    @DisplayName("AUD-1 a chain cut off, reordered or shown as another stream's does not verify")
    void findsOtherChains() {
        assertThat(Link.chain(STREAM, List.of(FILED), WITHDRAWN.hash())).isFalse();
        assertThat(Link.chain(STREAM, List.of(WITHDRAWN), WITHDRAWN.hash())).isFalse();
        assertThat(Link.chain(STREAM, List.of(WITHDRAWN, FILED), FILED.hash())).isFalse();
        assertThat(Link.chain(new UUID(0, 0), List.of(FILED, WITHDRAWN), WITHDRAWN.hash()))
                .isFalse();
    }
}
