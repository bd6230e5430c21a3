package dev.parley.proof;

import java.util.List;
import java.util.SplittableRandom;

/** What no caller of good will sends: JSON as it is written, and texts for paths, parameters and headers. */
final class Hostile {
    private static final List<String> JSON = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[null]",
            "[[]]",
            "\"\"",
            "\" \"",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-1e400",
            "NaN",
            "Infinity",
            "-Infinity",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "1E2",
            "0x10",
            "007",
            "1" + "0".repeat(400),
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u202e\\u2066\"",
            "\"\\uffff\"",
            "\"\ud835\udd4f\ud83d\udca3\"",
            "\"\u0000\"",
            "\"\n\"",
            "{\"a\":1,\"a\":2}",
            "{\"minor\":1,\"minor\":2,\"currency\":\"USD\"}",
            "{\"minor\":1e400,\"currency\":\"USD\"}",
            "{\"minor\":1.0,\"currency\":\"USD\"}",
            "{\"minor\":-1,\"currency\":\"USD\"}",
            "{\"minor\":999999999999999999,\"currency\":\"USD\"}",
            "{\"minor\":1,\"currency\":\"XTS\"}",
            "{\"minor\":1,\"currency\":\"usd\"}",
            "[",
            "}",
            "\"unclosed",
            "1 2",
            "/* no */ 1",
            "'single'",
            "undefined",
            "{\"@class\":\"java.lang.Runtime\"}",
            "[".repeat(600) + "]".repeat(600),
            "{\"a\":".repeat(600) + "1" + "}".repeat(600),
            "\"" + "x".repeat(30_000) + "\"");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "0",
            "-1",
            "2147483648",
            "1e400",
            "NaN",
            "null",
            "undefined",
            "true",
            "*",
            "%",
            "%00",
            "%2e%2e",
            "..",
            "../..",
            "../../../etc/passwd",
            "..\\..\\windows",
            "a/b",
            "a;b=c",
            ";jsessionid=1",
            "?",
            "#",
            "\u0000",
            "\r\nX-Evil: 1",
            "\n",
            "' or '1'='1",
            "'; drop table parley.case_event; --",
            "1; select pg_sleep(9)",
            "\\'",
            "$$",
            "${1+1}",
            "#{7*7}",
            "${execution.setVariable('x',1)}",
            "{{7*7}}",
            "<script>document.title='evil'</script>",
            "<img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "\ud835\udd4f",
            "\ud800",
            "\u202e",
            "\ufeff",
            "\u00df",
            "2026-02-30",
            "9999-99-99T99:99:99Z",
            "+1000000000-01-01T00:00:00Z",
            "-999999999-01-01T00:00:00Z",
            "2026-01-01T00:00:00+25:00",
            "P-1D",
            "P99999999999D",
            "00000000-0000-0000-0000-000000000000",
            "x".repeat(3000));

    private Hostile() {}

    static String json(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? '"' + text(random).replace("\\", "\\\\").replace("\"", "\\\"") + '"'
                : JSON.get(random.nextInt(JSON.size()));
    }

    static String text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }
}
