/** A case from its filing to its end: request, response, evidence, offers, withdrawal, and what was sealed. */
@ApplicationModule(allowedDependencies = {"shared", "contract", "deadline"})
@NullMarked
package dev.parley.dispute;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
