package dev.parley.portal;

import dev.parley.process.MediationActs;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** RES-3: accepts the proposal. */
@Component
@Order(8)
class AcceptProposal extends Decide {
    AcceptProposal(MediationActs acts, Outcomes outcomes, Phrases phrases) {
        super(true, acts, outcomes, phrases);
    }
}
