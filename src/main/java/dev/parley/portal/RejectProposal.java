package dev.parley.portal;

import dev.parley.process.MediationActs;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** RES-3: rejects the proposal. */
@Component
@Order(9)
class RejectProposal extends Decide {
    RejectProposal(MediationActs acts, Outcomes outcomes, Phrases phrases) {
        super(false, acts, outcomes, phrases);
    }
}
