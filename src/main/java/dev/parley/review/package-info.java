/** Submissions of work and the client's review of them. */
@ApplicationModule(allowedDependencies = {"shared", "contract", "deadline"})
@NullMarked
package dev.parley.review;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
