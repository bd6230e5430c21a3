/** Parties, contracts, milestones with their money's clock, and the terms pinned to them. */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package dev.parley.contract;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
