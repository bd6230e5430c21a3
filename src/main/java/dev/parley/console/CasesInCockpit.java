package dev.parley.console;

import java.util.Set;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Names {@code plugin-webapp/parley/app/plugin.js} to Cockpit, which looks for it as a Java service. */
public class CasesInCockpit extends AbstractCockpitPlugin {
    @Override
    public String getId() {
        return "parley";
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of();
    }
}
