package dev.parley.proof;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A crash between an act's last statement and its commit: what was written is undone, and the caller gets no answer to go
 * by. A deferred trigger stands for it; it is there while this is open.
 */
final class Crash implements AutoCloseable {
    private static final List<Logger> LOGS = Stream.of("dev.parley.api", "org.hibernate", "org.camunda")
            .map(name -> (Logger) LoggerFactory.getLogger(name))
            .toList();

    /** By whatever happens, and by whatever is asked for. */
    private static final List<String> WRITTEN = List.of("case_event", "idempotency");

    private final JdbcClient superuser;

    Crash(DataSource superuser) {
        this.superuser = JdbcClient.create(superuser);
        run("create table parley.proof_crash as select false as armed");
        run("""
                create function parley.proof_crash() returns trigger language plpgsql security definer as $$
                begin
                    if (select armed from parley.proof_crash) then raise exception 'a crash before the commit'; end if;
                    return null;
                end $$""");
        for (var table : WRITTEN)
            run("create constraint trigger proof_crash after insert on parley." + table
                    + " deferrable initially deferred for each row execute function parley.proof_crash()");
    }

    /** What the product logs of it is no news. */
    void during(Runnable act) {
        run("update parley.proof_crash set armed = true");
        LOGS.forEach(log -> log.setLevel(Level.OFF));
        try {
            act.run();
        } finally {
            LOGS.forEach(log -> log.setLevel(null));
            run("update parley.proof_crash set armed = false");
        }
    }

    @Override
    public void close() {
        for (var table : WRITTEN) run("drop trigger proof_crash on parley." + table);
        run("drop function parley.proof_crash()");
        run("drop table parley.proof_crash");
    }

    private void run(String sql) {
        superuser.sql(sql).update();
    }
}
