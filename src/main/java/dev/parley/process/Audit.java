package dev.parley.process;

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
import org.springframework.transaction.annotation.Transactional;

/** The one audit of money, cases, deadlines, notices, engine and chains: when all is well it finds nothing. */
@Component
public class Audit {
    private final List<Check> checks = checks();
    private final JdbcClient db;

    Audit(JdbcClient db) {
        this.db = db;
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

    /** Everything that is not as it must be. Reads every row: a matter of minutes with many cases. */
    @Transactional(readOnly = true)
    public List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings(db).stream()).toList();
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
