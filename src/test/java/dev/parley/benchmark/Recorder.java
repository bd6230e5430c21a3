package dev.parley.benchmark;

import dev.parley.Sent;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.MethodExecutionContext;
import net.ttddyy.dsproxy.listener.MethodExecutionListener;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Records what the application sends to the database while it is asked to; otherwise it stands aside, so that what is
 * measured is the application alone.
 */
class Recorder implements BeanPostProcessor, QueryExecutionListener, MethodExecutionListener {
    private final List<Step> steps = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean recording;

    /** What was sent, in order: statements with their rows of parameters, and commits. */
    sealed interface Step {}

    record Statement(Sent sent) implements Step {}

    /** A commit that something was sent before: the driver sends no other. */
    record Committed() implements Step {}

    /** What the act sends, whichever threads work for it. */
    List<Step> of(Runnable act) {
        steps.clear();
        recording = true;
        try {
            act.run();
            return List.copyOf(steps);
        } finally {
            recording = false;
        }
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (!(bean instanceof DataSource pool) || !name.equals("dataSource")) return bean;
        var heard = ProxyDataSourceBuilder.create(pool)
                .listener(this)
                .methodListener(this)
                .build();
        return new DelegatingDataSource(pool) {
            @Override
            public Connection getConnection() throws SQLException {
                return recording ? heard.getConnection() : pool.getConnection();
            }
        };
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        for (var query : queries)
            steps.add(new Statement(new Sent(query.getQuery(), List.copyOf(query.getParametersList()))));
    }

    @Override
    public void afterMethod(MethodExecutionContext context) {
        var sent = !steps.isEmpty() && steps.get(steps.size() - 1) instanceof Statement;
        if (sent && isCommit(context.getMethod())) steps.add(new Committed());
    }

    private static boolean isCommit(Method method) {
        return method.getName().equals("commit") && method.getParameterCount() == 0;
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {}

    @Override
    public void beforeMethod(MethodExecutionContext context) {}
}
