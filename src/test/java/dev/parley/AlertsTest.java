package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Alert rules and the README speak of metrics that the running application serves. */
@ParleyTest
class AlertsTest {
    /** A name that no bracket follows, with its labels; what stands in brackets after "by" is no metric. */
    private static final Pattern METRIC = Pattern.compile("\\b([a-z]+(?:_[a-z]+)+)\\b(?!\\()(?:\\{([^}]*)})?");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    @LocalServerPort
    int port;

    @Autowired
    TestRestTemplate http;

    @Test
    @DisplayName("DOR-2 each metric and label that an alert rule uses is served")
    void served() throws IOException {
        var meters = meters();
        for (var rule : rules()) {
            var used = METRIC.matcher(text(rule, "expr")).results().toList();
            assertThat(used).as(text(rule, "alert")).isNotEmpty();
            for (var metric : used) assertThat(meters).as(text(rule, "expr")).anyMatch(meter -> isMeant(metric, meter));
        }
    }

    @Test
    @DisplayName("DOR-2 each alert has a name of its own, says how grave it is, what is wrong and what to do")
    void inWords() throws IOException {
        assertThat(rules())
                .hasSizeGreaterThan(10)
                .extracting(rule -> text(rule, "alert"))
                .doesNotHaveDuplicates();
        for (var rule : rules()) {
            assertThat(rule.keySet()).isSubsetOf("alert", "expr", "for", "labels", "annotations");
            assertThat(map(rule.get("labels")).get("severity")).isIn("page", "ticket");
            assertThat(map(rule.get("annotations"))).containsOnlyKeys("summary", "action");
            assertThat(map(rule.get("annotations")).values())
                    .allSatisfy(words -> assertThat(String.valueOf(words)).endsWith("."));
        }
    }

    @Test
    @DisplayName("DOR-2 the README's table names exactly our metrics with their labels")
    void readme() throws IOException {
        new Api(port).fundedMilestone(Money.of(1_000, "USD"));
        meters(); // the first reading of a new currency shows it to the next
        var rows = Files.readAllLines(Path.of("README.md")).stream()
                .filter(line -> line.startsWith("| `parley_"))
                .toList();
        var named = new TreeSet<String>();
        for (var row : rows) named.addAll(quoted(row.split("\\|", -1)[1]));
        var own = meters().stream().filter(meter -> meter.startsWith("parley_")).toList();

        assertThat(named)
                .isEqualTo(
                        own.stream().map(meter -> meter.replaceAll("\\{.*", "")).collect(Collectors.toSet()));
        for (var row : rows)
            for (var meter : own)
                if (quoted(row.split("\\|", -1)[1]).contains(meter.replaceAll("\\{.*", "")))
                    assertThat(quoted(row.split("\\|", -1)[2]))
                            .as(meter)
                            .containsAll(LABEL.matcher(meter)
                                    .results()
                                    .map(label -> label.group(1))
                                    .toList());
    }

    private static boolean isMeant(MatchResult metric, String meter) {
        var labels = metric.group(2) == null ? "" : metric.group(2);
        return meter.replaceAll("\\{.*", "").equals(metric.group(1))
                && LABEL.matcher(labels).results().allMatch(label -> meter.contains(label.group()));
    }

    private static List<String> quoted(String cell) {
        return Pattern.compile("`(\\w+)`")
                .matcher(cell)
                .results()
                .map(name -> name.group(1))
                .toList();
    }

    private Set<String> meters() {
        return Objects.requireNonNull(
                        http.withBasicAuth("metrics", "sandbox").getForObject("/actuator/prometheus", String.class))
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
    }

    private static List<Map<String, Object>> rules() throws IOException {
        var file = map(new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Path.of("docker/alerts.yaml"))));
        return maps(file.get("groups")).stream()
                .flatMap(group -> maps(group.get("rules")).stream())
                .toList();
    }

    private static String text(Map<String, Object> node, String key) {
        return String.valueOf(node.get(key));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object node) {
        return (List<Map<String, Object>>) Objects.requireNonNull(node);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        return (Map<String, Object>) Objects.requireNonNull(node);
    }
}
