package dev.parley.console;

import jakarta.ws.rs.Path;
import java.util.Set;
import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.camunda.bpm.cockpit.plugin.spi.impl.AbstractCockpitPlugin;

/** Names {@code plugin-webapp/parley/app/plugin.js} to Cockpit, which looks for it as a Java service. */
public class CasesInCockpit extends AbstractCockpitPlugin {
    private static final String ID = "parley";

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public Set<Class<?>> getResourceClasses() {
        return Set.of(Files.class);
    }

    /** Serves the plugin's files; it has no calls of its own. */
    @Path("plugin/" + ID)
    public static class Files extends AbstractCockpitPluginRootResource {
        public Files() {
            super(ID);
        }
    }
}
