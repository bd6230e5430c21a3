/** The only package that knows the engine: acts of the doors, tasks of the models, deployment, guards and the alarm clock. */
@ApplicationModule
@NullMarked
package dev.parley.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
