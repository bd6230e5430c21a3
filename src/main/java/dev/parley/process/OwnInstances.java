package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.contract.Milestones;
import dev.parley.dispute.Dispute;
import dev.parley.dispute.Disputes;
import dev.parley.review.Review;
import dev.parley.review.Reviews;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Whose the things behind business keys are: asked before the contracts system reads an instance of the engine. */
@Component
class OwnInstances {
    private final Disputes disputes;
    private final Reviews reviews;
    private final Milestones milestones;

    OwnInstances(Disputes disputes, Reviews reviews, Milestones milestones) {
        this.disputes = disputes;
        this.reviews = reviews;
        this.milestones = milestones;
    }

    /** Whether the business key names a case or a review under a contract that this client registered (DOR-3). */
    @Transactional(readOnly = true)
    public boolean owns(String client, UUID businessKey) {
        return disputes.find(businessKey)
                .map(Dispute::milestone)
                .or(() -> reviews.find(businessKey).map(Review::milestone))
                .flatMap(milestones::findById)
                .map(Milestone::contract)
                .filter(contract -> contract.system().equals(client))
                .isPresent();
    }
}
