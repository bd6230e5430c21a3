/** What happened, on each contract, milestone and case: append-only events, each chained to the one before by its hash. */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.parley.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
