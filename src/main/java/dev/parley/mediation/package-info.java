/** Who mediates a case, and what both sides decided on the proposal. */
@ApplicationModule(allowedDependencies = {"shared", "contract", "deadline", "dispute"})
@NullMarked
package dev.parley.mediation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
