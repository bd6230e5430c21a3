/** Everything a trial needs in one process: PostgreSQL, a mail catcher, a movable clock and sample cases. Never for real money. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "contract",
            "deadline",
            "ledger",
            "delivery",
            "review",
            "dispute",
            "mediation",
            "process",
            "api"
        })
@NullMarked
package dev.parley.sandbox;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
