package dev.parley.process;

import java.util.function.Supplier;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/** One of ours in the place of one of the engine's managers, which lives as long as a command. */
record Replaced(Class<?> getSessionType, Supplier<Session> ours) implements SessionFactory {
    @Override
    public Session openSession() {
        return ours.get();
    }
}
