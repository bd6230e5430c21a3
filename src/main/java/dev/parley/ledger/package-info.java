/** The book of all escrow: accounts, transfers and holds in double entry, append-only, each reference once. */
@ApplicationModule(allowedDependencies = "shared")
@NullMarked
package dev.parley.ledger;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
