package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ProvenPasswordsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final ProvenPasswords proven = new ProvenPasswords(nanos::get);

    @BeforeEach
    void mia() {
        proven.proven("mia", "hash", "secret");
    }

    @Test
    @DisplayName("DOR-3 a password that was shown is right for a minute, and no longer")
    void forAMinute() {
        nanos.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(proven.isProven("mia", "hash", "secret")).isTrue();

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(proven.isProven("mia", "hash", "secret")).isFalse();
    }

    @Test
    @DisplayName("DOR-3 another password, another user and a password that was changed meanwhile are not proven")
    void nothingElse() {
        assertThat(proven.isProven("mia", "hash", "Secret")).isFalse();
        assertThat(proven.isProven("max", "hash", "secret")).isFalse();
        assertThat(proven.isProven("mia", "changed", "secret")).isFalse();
    }
}
