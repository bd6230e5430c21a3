package dev.parley;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a stranger would trip over, in every file that git knows or would add. */
class TidyTest {
    private static final int LONGEST = 220;
    private static final Set<String> TOP_LEVEL = Set.of(
            "pom.xml",
            "src",
            "bpmn",
            "forms",
            "docker",
            "README.md",
            "mvnw",
            "mvnw.cmd",
            ".mvn",
            ".ci",
            ".gitignore",
            ".gitattributes",
            ".dockerignore",
            ".editorconfig");

    @Test
    @DisplayName("nothing is left undone")
    void nothingIsLeftUndone() throws IOException {
        assertThat(lines(Pattern.compile("\\b(TODO|FIXME|XXX|HACK)\\b"), this::isText))
                .isEmpty();
    }

    @Test
    @DisplayName("no test is switched off")
    void noTestIsSwitchedOff() throws IOException {
        assertThat(lines(
                        Pattern.compile(
                                "@[\\w.]*(Disabled|EnabledIf|DisabledIf)|assume(True|False|That)\\(|Assumptions\\."),
                        path -> path.toString().endsWith(".java")))
                .isEmpty();
    }

    @Test
    @DisplayName("no path of a developer's machine and no registry's address is in the tree")
    void nothingOfThisMachine() throws IOException {
        var path = "(^|[^\\w.])/(work|home|root|Users)/";
        var registry = "https?://(repo|registry|deb)[.0-9a-z-]*\\.(org|com|net)";

        assertThat(lines(Pattern.compile(path + "|" + registry), file -> isText(file) && !isWrapper(file)))
                .isEmpty();
    }

    @Test
    @DisplayName("the top level holds what was asked for and what tools need there")
    void topLevel() throws IOException {
        assertThat(tracked()).extracting(path -> path.getName(0).toString()).isSubsetOf(TOP_LEVEL);
    }

    @Test
    @DisplayName("each package says what it is and takes no null unseen")
    void packagesAreDescribed() throws IOException {
        for (var folder : tracked().stream()
                .filter(TidyTest::isMainJava)
                .map(Path::getParent)
                .distinct()
                .toList())
            assertThat(folder.resolve("package-info.java"))
                    .content()
                    .startsWith("/** ")
                    .contains("@NullMarked");
    }

    @Test
    @DisplayName("a Java file of the product has at most 220 lines of code: imports, comments and blank lines aside")
    void filesAreShort() throws IOException {
        var tooLong = new ArrayList<String>();
        for (var file : tracked()) {
            if (!isMainJava(file)) continue;
            var lines = Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("import ") && !line.matches("(//|/\\*|\\*).*"))
                    .count();
            if (lines > LONGEST) tooLong.add(file + ": " + lines);
        }
        assertThat(tooLong).isEmpty();
    }

    @Test
    @DisplayName("each migration has a number of its own")
    void migrationsAreNumbered() throws IOException {
        var migrations = tracked().stream()
                .filter(path -> path.startsWith("src/main/resources/db"))
                .map(path -> path.getFileName().toString())
                .toList();

        assertThat(migrations).isNotEmpty().allMatch(name -> name.matches("V[0-9]{3}__[a-z0-9_]+\\.sql"));
        assertThat(migrations).extracting(name -> name.substring(0, 4)).doesNotHaveDuplicates();
    }

    private static boolean isMainJava(Path path) {
        return path.startsWith("src/main/java") && path.toString().endsWith(".java");
    }

    private static boolean isWrapper(Path path) {
        return path.startsWith(".mvn") || path.toString().startsWith("mvnw");
    }

    private boolean isText(Path path) {
        return !path.endsWith("TidyTest.java") && !path.toString().matches(".*\\.(png|zip)");
    }

    /** Where the pattern is found, as file:line: text. */
    private static List<String> lines(Pattern pattern, Predicate<Path> where) throws IOException {
        var found = new ArrayList<String>();
        for (var file : tracked()) {
            if (!where.test(file)) continue;
            var number = 0;
            for (var line : Files.readAllLines(file)) {
                number++;
                if (pattern.matcher(line).find()) found.add(file + ":" + number + ": " + line.strip());
            }
        }
        return found;
    }

    private static List<Path> tracked() throws IOException {
        var git = new ProcessBuilder("git", "ls-files", "--cached", "--others", "--exclude-standard")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var files = new String(git.getInputStream().readAllBytes(), UTF_8)
                .lines()
                .map(Path::of)
                .filter(Files::isRegularFile)
                .toList();
        assertThat(files).as("git knows the tree").isNotEmpty();
        return files;
    }
}
