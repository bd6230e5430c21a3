package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WordingTest {
    @Test
    @DisplayName("NOT-5 every text in the file is one that some notice says")
    void hasNoTextInVain() throws Exception {
        var texts = new Properties();
        try (var file = getClass().getResourceAsStream("/messages/notices.properties")) {
            texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        }

        var said = new HashSet<String>();
        for (var kind : Kind.values())
            for (var role : kind.roles())
                for (var part : parts(kind))
                    Wording.names(part, kind, role).stream()
                            .filter(texts::containsKey)
                            .findFirst()
                            .ifPresent(said::add);

        assertThat(texts.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(said);
    }

    private static List<String> parts(Kind kind) {
        var parts = new ArrayList<>(List.of("subject", "lead", "todo", "footer"));
        if (kind.opens() != Kind.Opens.NOTHING) parts.addAll(List.of("action", "actionNote"));
        if (kind.hasDeadline()) parts.addAll(List.of("by", "otherwise", "calendar"));
        for (var fact : kind.facts()) parts.add("fact." + fact);
        return parts;
    }
}
