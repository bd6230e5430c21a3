/** The parties' own pages: opened by a link, acted on with one-time codes, in plain HTML (DOR-2 to DOR-4). */
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
package dev.parley.portal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
