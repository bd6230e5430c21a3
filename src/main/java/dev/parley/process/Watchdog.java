package dev.parley.process;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.ManagementService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Looks, from outside the engine, for windows that are due soon and have no live timer: one that was moved is set back,
 * one that failed is tried again, one that is suspended or gone is for operations to see.
 */
@Component
class Watchdog {
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** How far ahead it looks: what is due later is looked at later. */
    private static final Duration AHEAD = Duration.ofHours(24);

    private static final int ACTIVE = 1;

    private final Audit.Check check = Audit.check("deadlines-have-alarms");
    private final JdbcClient db;
    private final ManagementService engine;
    private final TransactionTemplate transaction;
    private final Cases cases;
    private final AtomicLong repairs = new AtomicLong();

    Watchdog(JdbcClient db, ManagementService engine, TransactionTemplate transaction, Cases cases) {
        this.db = db;
        this.engine = engine;
        this.transaction = transaction;
        this.cases = cases;
    }

    private record Fault(
            String deadline, String detail, @Nullable String job, Date due, int retries, int suspension) {
        boolean isMoved() {
            return job != null && retries > 0 && suspension == ACTIVE;
        }

        boolean isFailed() {
            return job != null && retries == 0 && suspension == ACTIVE;
        }
    }

    /** Repairs what it can, and returns what it can't, in words. */
    List<String> look() {
        var reports = new ArrayList<String>();
        for (var fault : faults()) {
            LOG.warn("Deadline {}: {}", fault.deadline(), fault.detail());
            if (fault.isMoved()) repair(() -> engine.setJobDuedate(fault.job(), fault.due()));
            else reports.add(fault.detail());
            if (fault.isFailed()) repair(() -> engine.setJobRetries(fault.job(), 1));
        }
        return reports;
    }

    /** How many timers it has set back or tried again since this node started. */
    long repairs() {
        return repairs.get();
    }

    private void repair(Runnable repair) {
        transaction.executeWithoutResult(status -> repair.run());
        repairs.incrementAndGet();
    }

    private List<Fault> faults() {
        var until = cases.now().plus(AHEAD).toString();
        return check.query(db, until).query(Watchdog::fault).list();
    }

    private static Fault fault(ResultSet row, int n) throws SQLException {
        var due = row.getObject("due", OffsetDateTime.class).toInstant();
        return new Fault(
                row.getString("subject"),
                row.getString("detail"),
                row.getString("job"),
                Alarms.after(due),
                row.getInt("retries"),
                row.getInt("suspension"));
    }
}
