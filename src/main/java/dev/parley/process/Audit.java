package dev.parley.process;

import dev.parley.dispute.EvidenceInspection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The one audit of money, cases, deadlines, notices, evidence, engine and chains: when all is well it finds nothing. */
@Component
public class Audit {
    private final List<Check> checks = checks();
    private final JdbcClient db;
    private final EvidenceInspection evidence;

    Audit(JdbcClient db, EvidenceInspection evidence) {
        this.db = db;
        this.evidence = evidence;
    }

    /** What is not as it must be: the check that says so, what it is about, and how it is. */
    public record Finding(String check, String subject, String detail) {}

    /** One thing that must hold, in words, and the query that returns a row for each breach. */
    record Check(String name, String mustHold, String sql) {
        List<Finding> findings(JdbcClient db) {
            return query(db, "infinity")
                    .query((row, n) -> new Finding(name, row.getString("subject"), row.getString("detail")))
                    .list();
        }

        /** The query, over deadlines due before that instant where it is about deadlines. */
        JdbcClient.StatementSpec query(JdbcClient db, String until) {
            var query = db.sql(sql);
            return sql.contains(":until") ? query.param("until", until) : query;
        }
    }

    /** Everything that is not as it must be. Reads every row and file: a matter of minutes with many cases. */
    public List<Finding> findings() {
        var inRows = checks.stream().flatMap(check -> check.findings(db).stream());
        return Stream.concat(inRows, inFiles()).toList();
    }

    private Stream<Finding> inFiles() {
        var damaged = evidence.damaged().stream()
                .map(sha256 -> new Finding("evidence-has-its-file", sha256, "the file is gone or not what it was"));
        var orphans = evidence.orphans().stream()
                .map(file -> new Finding("files-have-their-row", file, "no row of evidence names this file"));
        return Stream.concat(damaged, orphans);
    }

    static Check check(String name) {
        return checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static List<Check> checks() {
        try {
            return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:audit/*.sql"))
                    .sorted(Comparator.comparing(Resource::getFilename))
                    .map(Audit::check)
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Check check(Resource file) {
        try {
            var sql = file.getContentAsString(StandardCharsets.UTF_8);
            var name = Objects.requireNonNull(file.getFilename()).replace(".sql", "");
            return new Check(name, sql.lines().findFirst().orElseThrow().replaceFirst("^-- ", ""), sql);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
