package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What README.md names is there. */
class ReadmeTest {
    private static final Path PROCESS = Path.of("src/main/java/dev/parley/process");

    @Test
    @DisplayName("each file and folder that the README links to exists")
    void links() throws IOException {
        var linked = found("\\]\\(([^)h][^)]*)\\)", readme());
        assertThat(linked).isNotEmpty().allMatch(path -> Files.exists(Path.of(path)));
    }

    @Test
    @DisplayName("the table of steps names classes of the process package and activities of the models")
    void steps() throws IOException {
        var names = found("`([A-Za-z]+)`", table());
        var classes = names.stream().filter(ReadmeTest::isClass).toList();
        var activities = names.stream().filter(name -> !isClass(name)).toList();
        assertThat(classes).isNotEmpty().allMatch(name -> Files.exists(PROCESS.resolve(name + ".java")));
        assertThat(activities).isNotEmpty().allMatch(models()::contains, "is the id of an activity");
    }

    @Test
    @DisplayName("each variable that production reads is in the README, and none that it does not read")
    void variables() throws IOException {
        var settings = Files.readString(Path.of("src/main/resources/application.yaml"));
        assertThat(found("\\b(PARLEY_[A-Z_]+)", section("## Production")))
                .containsExactlyInAnyOrderElementsOf(found("\\b(PARLEY_[A-Z_]+)", settings));
    }

    private static String table() throws IOException {
        return section("## Where things are")
                .lines()
                .filter(line -> line.startsWith("| "))
                .collect(Collectors.joining("\n"));
    }

    private static String section(String heading) throws IOException {
        var from = readme().substring(readme().indexOf(heading) + heading.length());
        return from.contains("\n## ") ? from.substring(0, from.indexOf("\n## ")) : from;
    }

    private static boolean isClass(String name) {
        return Character.isUpperCase(name.charAt(0));
    }

    private static List<String> models() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("bpmn"))) {
            return files.flatMap(file -> found(" id=\"([A-Za-z]+)\"", read(file)).stream())
                    .toList();
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
