/** Where Parley starts, or says why it does not. */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
