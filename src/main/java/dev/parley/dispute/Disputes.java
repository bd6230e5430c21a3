package dev.parley.dispute;

import dev.parley.shared.Refused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** All cases. */
@Component
public class Disputes {
    private final DisputeRows rows;

    Disputes(DisputeRows rows) {
        this.rows = rows;
    }

    /** A new case, with its number. */
    public Dispute file(Dispute dispute) {
        return rows.saveAndFlush(dispute);
    }

    public Dispute get(UUID id) {
        return find(id).orElseThrow(() -> Refused.notFound("dispute-unknown", id));
    }

    public Optional<Dispute> find(UUID id) {
        return rows.findById(id);
    }

    /** Oldest first. */
    public List<Dispute> of(UUID milestone) {
        return rows.of(milestone);
    }
}
