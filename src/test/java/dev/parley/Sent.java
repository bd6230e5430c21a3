package dev.parley;

import java.util.List;
import net.ttddyy.dsproxy.proxy.ParameterSetOperation;

/** A statement as it was sent, with its rows of parameters: more than one are a batch. */
public record Sent(String sql, List<List<ParameterSetOperation>> rows) {
    /** Whether it is the engine's, by the tables that it names. */
    public boolean isEngine() {
        return StatementCounter.isEngine(sql);
    }

    /** Each row of a batch counts. */
    public int count() {
        return Math.max(rows.size(), 1);
    }
}
