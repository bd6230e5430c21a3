package dev.parley.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.contract.NextClock;
import dev.parley.dispute.DeclineReason;
import dev.parley.dispute.Ending;
import dev.parley.dispute.Ground;
import dev.parley.mediation.AssignmentEnd;
import dev.parley.mediation.NonResolution;
import dev.parley.mediation.ReasonCode;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A code without words would fail the act that tells of it. */
class WordsTest {
    static Stream<Enum<?>> codes() {
        return Stream.<Enum<?>[]>of(
                        Side.values(),
                        Ground.values(),
                        DeclineReason.values(),
                        ReasonCode.values(),
                        NonResolution.values(),
                        AssignmentEnd.values(),
                        Ending.values(),
                        Ending.Shares.values(),
                        NextClock.values())
                .flatMap(Arrays::stream);
    }

    @ParameterizedTest
    @MethodSource("codes")
    @DisplayName("NOT-1 every code that a notice can carry has words")
    void everyCode(Enum<?> code) {
        assertThat(Words.of(code)).isNotBlank();
    }

    @Test
    @DisplayName("ARB-1 whatever side the terms name has its phrase")
    void prospects() {
        for (var side : Side.values()) {
            assertThat(Words.of("arbitration.one." + side)).contains("{amount}");
            assertThat(Words.of("arbitration.neither." + side)).contains("{amount}");
        }
        assertThat(Words.of("arbitration.one.ELECTOR")).contains("{amount}", "{fee}");
    }

    @Test
    @DisplayName("NOT-5 facts are filled in in one pass; a missing one is an error")
    void fills() {
        var facts = Map.of("one", "{two}", "two", "$2");
        assertThat(Words.fill("{one} and {two}", facts::get)).isEqualTo("{two} and $2");
        assertThatThrownBy(() -> Words.fill("{three}", facts::get)).isInstanceOf(IllegalStateException.class);
    }
}
