/** Windows: a rule and a cause become an instant with its certificate; one table decides who was in time (DEA). */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.parley.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
