package dev.parley.process;

import jakarta.ws.rs.core.Response;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.rest.exception.InvalidRequestException;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Expressions run in models only. A task query or a stored filter evaluates its expressions without a variable
 * scope, for any Tasklist user (CVE-2026-109432): those are refused, but for the two that Tasklist itself ships and those of our own filters.
 */
class GuardedExpressions extends SpringExpressionManager {
    private static final Set<String> SHIPPED =
            Set.of("${currentUser()}", "${currentUserGroups()}", Filters.NOW, Filters.TOMORROW);

    GuardedExpressions(ApplicationContext context) {
        super(context, beans(context));
    }

    /** For what the engine itself makes, and so has no beans injected. */
    <T> T bean(Class<T> type) {
        return applicationContext.getBean(type);
    }

    @Override
    public Expression createExpression(String text) {
        return new JuelExpression(createValueExpression(text), this, text) {
            @Override
            public Object getValue(VariableScope scope, BaseDelegateExecution execution) {
                if (scope == null && !isLiteralText() && !SHIPPED.contains(text))
                    throw new InvalidRequestException(
                            Response.Status.BAD_REQUEST, "Expressions are refused in queries and filters");
                return super.getValue(scope, execution);
            }
        };
    }

    /** Only beans marked for models are reachable; looked up lazily, since delegates may need the engine. */
    private static Map<Object, Object> beans(ApplicationContext context) {
        var names = Set.copyOf(Arrays.asList(context.getBeanNamesForAnnotation(InModel.class)));
        return new AbstractMap<>() {
            @Override
            public boolean containsKey(Object key) {
                return names.contains(key);
            }

            @Override
            public @Nullable Object get(Object key) {
                return names.contains(key) ? context.getBean((String) key) : null;
            }

            @Override
            public Set<Entry<Object, Object>> entrySet() {
                throw new UnsupportedOperationException("looked up by name only");
            }
        };
    }
}
