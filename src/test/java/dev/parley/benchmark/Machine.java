package dev.parley.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was spent so far: time, CPU of this JVM, of the database server and of everybody on this machine, and log written. */
final class Machine {
    /** A tick of {@code /proc} is a hundredth of a second on Linux. */
    private static final long NANOS_OF_TICK = 10_000_000;

    private final long postmaster;
    private final JdbcClient db;

    Machine(long postmaster, DataSource database) {
        this.postmaster = postmaster;
        this.db = JdbcClient.create(database);
    }

    /** All but the last in nanoseconds. */
    record Spent(long time, long jvm, long database, long everybody, long walBytes) {
        static final Spent NOTHING = new Spent(0, 0, 0, 0, 0);

        Spent plus(Spent more) {
            return new Spent(
                    time + more.time,
                    jvm + more.jvm,
                    database + more.database,
                    everybody + more.everybody,
                    walBytes + more.walBytes);
        }

        Spent since(Spent before) {
            return plus(new Spent(-before.time, -before.jvm, -before.database, -before.everybody, -before.walBytes));
        }

        /** The part of the machine that somebody else used, or that its host gave to another. */
        double othersShare() {
            var capacity = time * Runtime.getRuntime().availableProcessors();
            return Math.max(0, (double) (everybody - jvm - database) / capacity);
        }
    }

    Spent spent() {
        var wal = db.sql("select pg_current_wal_lsn() - '0/0'::pg_lsn")
                .query(Long.class)
                .single();
        var jvm = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        return new Spent(System.nanoTime(), jvm, database() * NANOS_OF_TICK, everybody() * NANOS_OF_TICK, wal);
    }

    /** The server's processes with those that ended. */
    private long database() {
        var server = ProcessHandle.of(postmaster).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants())
                .mapToLong(process -> ticks(Path.of("/proc", String.valueOf(process.pid()), "stat")))
                .sum();
    }

    /** User, system, and both of the children that were waited for: fields 14 to 17, counted after the name. */
    private static long ticks(Path stat) {
        try {
            var line = Files.readString(stat);
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
            return Stream.of(fields)
                    .skip(11)
                    .limit(4)
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException ended) {
            return 0; // and counted with its parent
        }
    }

    /** All that was not idle, with what the host took: the first line's fields but idle and iowait, and guests', which are counted twice. */
    private static long everybody() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            var fields = Arrays.stream(lines.findFirst().orElseThrow().split(" +", -1))
                    .skip(1)
                    .limit(8)
                    .map(Long::valueOf)
                    .toList();
            return fields.stream().mapToLong(Long::longValue).sum() - fields.get(3) - fields.get(4);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    /** Rows of an engine by the beginning of their tables' names. */
    static List<Long> engineRows(DataSource database) {
        var db = JdbcClient.create(database);
        return Stream.of("act_ru_", "act_hi_", "act_ge_bytearray")
                .map(name -> db.sql("""
                                select coalesce(sum((xpath('/row/n/text()', query_to_xml(format(
                                    'select count(*) as n from %I.%I', table_schema, table_name), false, true, '')))[1]::text::bigint), 0)
                                  from information_schema.tables where table_name like ? || '%'
                                """).param(name).query(Long.class).single())
                .toList();
    }
}
