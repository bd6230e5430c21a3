/** What leaves the house: notices recorded in the transaction of their cause, sent after it, at least once (NOT-1). */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.parley.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
