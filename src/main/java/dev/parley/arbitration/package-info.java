/** After the Notice of Non-Resolution: who goes on to arbitration, and what follows when one or neither does. */
@ApplicationModule(allowedDependencies = {"shared", "contract", "deadline", "dispute"})
@NullMarked
package dev.parley.arbitration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
