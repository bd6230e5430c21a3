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
            return db.sql(sql)
                    .query((row, n) -> new Finding(name, row.getString("subject"), row.getString("detail")))
                    .list();
        }
    }

    /** Everything that is not as it must be. Reads every row: a matter of minutes with many cases. */
    @Transactional(readOnly = true)
    public List<Finding> findings() {
        return checks.stream().flatMap(check -> check.findings(db).stream()).toList();
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
