/** REST for the contracts system and the staff, and the locks on every door of the house. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "contract",
            "deadline",
            "ledger",
            "journal",
            "delivery",
            "review",
            "dispute",
            "mediation",
            "arbitration",
            "process"
        })
@NullMarked
package dev.parley.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
