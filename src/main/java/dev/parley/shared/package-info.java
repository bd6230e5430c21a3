/** The words every module speaks: money, sides, actors, refusals, events and the small ports between modules. */
@ApplicationModule(
        allowedDependencies = {},
        type = ApplicationModule.Type.OPEN)
@NullMarked
package dev.parley.shared;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
