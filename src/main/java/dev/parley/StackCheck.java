package dev.parley;

import dev.parley.shared.CannotStart;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.script.ScriptEngineFactory;
import javax.script.ScriptEngineManager;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Before any timer runs: the ground that money and deadlines stand on is firm. The database keeps what it has
 * acknowledged, isolates as the engine needs it and guards the ledger from this very application; both clocks agree.
 */
@Component
class StackCheck implements SmartInitializingSingleton {
    private static final Duration MOST_APART = Duration.ofSeconds(2);
    private static final Set<String> TAKEN_LANGUAGES = Set.of("juel", "feel");

    private final JdbcClient db;

    StackCheck(JdbcClient db) {
        this.db = db;
    }

    /** What it finds: the machine's zone and script engines, and what the database says of itself. */
    record Ground(ZoneId zone, Duration clocksApart, List<String> languages, Database database) {}

    /** The database's settings, and the guarded tables that the application's role could write. */
    record Database(
            String isolation, String fsync, String fullPageWrites, String synchronousCommit, List<String> writable) {}

    @Override
    public void afterSingletonsInstantiated() {
        var reasons = reasonsAgainst(ground());
        if (!reasons.isEmpty()) throw new CannotStart(reasons);
    }

    static List<String> reasonsAgainst(Ground ground) {
        var reasons = new ArrayList<String>();
        if (!ground.zone().normalized().equals(ZoneOffset.UTC))
            reasons.add("Start Java with -Duser.timezone=UTC: this process runs in " + ground.zone() + ".");
        if (ground.clocksApart().compareTo(MOST_APART) > 0)
            reasons.add("Set the clocks: this machine's and the database's are "
                    + ground.clocksApart().toMillis() + " ms apart, at most " + MOST_APART.toMillis() + " will do.");
        var others = ground.languages().stream()
                .filter(language -> !TAKEN_LANGUAGES.contains(language))
                .toList();
        if (!others.isEmpty())
            reasons.add("Take the script engines " + others + " off the class path: only JUEL and FEEL may be on it.");
        reasons.addAll(reasonsAgainst(ground.database()));
        return reasons;
    }

    private static List<String> reasonsAgainst(Database database) {
        var reasons = new ArrayList<String>();
        if (!database.isolation().equals("read committed"))
            reasons.add("Set the database's default_transaction_isolation to read committed: it is "
                    + database.isolation() + ".");
        if (!database.fsync().equals("on")) reasons.add("Set the database's fsync to on: a crash would lose money.");
        if (!database.fullPageWrites().equals("on"))
            reasons.add("Set the database's full_page_writes to on: a crash would lose money.");
        if (database.synchronousCommit().equals("off"))
            reasons.add("Set the database's synchronous_commit to on: a crash would lose what was acknowledged.");
        if (!database.writable().isEmpty())
            reasons.add("Revoke from parley_app the right to write " + database.writable()
                    + ": it may only call their functions.");
        return reasons;
    }

    private Ground ground() {
        var before = Instant.now();
        var theirs = db.sql("select clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
        return new Ground(ZoneId.systemDefault(), apart(theirs, before, Instant.now()), languages(), database());
    }

    /** Zero when their clock was read between the two looks at ours. */
    static Duration apart(Instant theirs, Instant before, Instant after) {
        if (theirs.isBefore(before)) return Duration.between(theirs, before);
        return theirs.isAfter(after) ? Duration.between(after, theirs) : Duration.ZERO;
    }

    private static List<String> languages() {
        return new ScriptEngineManager()
                .getEngineFactories().stream().map(StackCheck::language).toList();
    }

    private static String language(ScriptEngineFactory engine) {
        return Stream.of("juel", "feel")
                .filter(name -> engine.getNames().stream()
                        .anyMatch(known -> known.toLowerCase(Locale.ROOT).contains(name)))
                .findFirst()
                .orElse(engine.getLanguageName());
    }

    private Database database() {
        return db.sql("""
                        select current_setting('transaction_isolation') as isolation, current_setting('fsync') as fsync,
                               current_setting('full_page_writes') as full_page_writes,
                               current_setting('synchronous_commit') as synchronous_commit,
                               array(select c.relname::text from pg_class c
                                     where c.relnamespace = 'parley'::regnamespace
                                       and c.relname in ('account', 'transfer', 'posting', 'hold', 'hold_resolution',
                                                         'case_event', 'stream_head', 'sealed',
                                                         'case_event_closed', 'posting_closed')
                                       and has_table_privilege(c.oid, 'insert, update, delete, truncate')
                                     order by 1) as writable
                        """).query(StackCheck::read).single();
    }

    private static Database read(ResultSet row, int n) throws SQLException {
        return new Database(
                row.getString("isolation"),
                row.getString("fsync"),
                row.getString("full_page_writes"),
                row.getString("synchronous_commit"),
                List.of((String[]) row.getArray("writable").getArray()));
    }
}
