/** What Cockpit needs beyond the engine: Parley's pages in it. They call the API under the web session. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.parley.console;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
