package dev.parley;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;

/** Counts what the calling thread sends to the database: commits, and statements of the domain and of the engine. */
@TestConfiguration(proxyBeanMethods = false)
public class StatementCounter implements BeanPostProcessor, QueryExecutionListener, MethodExecutionListener {
    private static final Pattern ENGINE_TABLE = Pattern.compile("\\bact_(ru|re|hi|ge|id)_");
    private static final ThreadLocal<Cost> COST = ThreadLocal.withInitial(() -> Cost.NONE);
    private static volatile @Nullable List<Sent> heard;
    private static final ThreadLocal<Boolean> SENT = ThreadLocal.withInitial(() -> false);

    /**
     * Statements of the domain and of the engine: the rows of a batch count each, and the batch is one round trip. A
     * commit counts if something was sent before it: the driver sends no other.
     */
    public record Cost(int commits, int domain, int engine, int roundTrips) {
        public static final Cost NONE = new Cost(0, 0, 0, 0);
    }

    /** What the act cost. */
    public static Cost of(Runnable act) {
        COST.set(Cost.NONE);
        act.run();
        return COST.get();
    }

    /** What is sent while the act is done, by all threads. */
    public static List<Sent> sent(Runnable act) {
        var all = Collections.synchronizedList(new ArrayList<Sent>());
        heard = all;
        try {
            act.run();
            return List.copyOf(all);
        } finally {
            heard = null;
        }
    }

    /** Whether a statement is the engine's, by the tables that it names. */
    public static boolean isEngine(String sql) {
        return ENGINE_TABLE.matcher(sql.toLowerCase(Locale.ROOT)).find();
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource pool) || !name.equals("dataSource")) return bean;
        return ProxyDataSourceBuilder.create(pool)
                .listener(this)
                .methodListener(this)
                .build();
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        int rows = execution.isBatch() ? Math.max(execution.getBatchSize(), 1) : 1;
        var cost = COST.get();
        var engine = !queries.isEmpty() && isEngine(queries.get(0).getQuery());
        COST.set(new Cost(
                cost.commits(),
                cost.domain() + (engine ? 0 : rows),
                cost.engine() + (engine ? rows : 0),
                cost.roundTrips() + 1));
        SENT.set(true);
        var all = heard;
        if (all != null && !queries.isEmpty())
            all.add(new Sent(
                    queries.get(0).getQuery(), List.copyOf(queries.get(0).getParametersList())));
    }

    @Override
    public void afterMethod(MethodExecutionContext context) {
        if (!isCommit(context.getMethod()) || !SENT.get()) return;
        var cost = COST.get();
        COST.set(new Cost(cost.commits() + 1, cost.domain(), cost.engine(), cost.roundTrips()));
        SENT.set(false);
    }

    private static boolean isCommit(Method method) {
        return method.getName().equals("commit") && method.getParameterCount() == 0;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void beforeMethod(MethodExecutionContext context) {}
}
