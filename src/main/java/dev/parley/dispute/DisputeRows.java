package dev.parley.dispute;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface DisputeRows extends Repository<Dispute, UUID> {
    Optional<Dispute> findById(UUID id);

    @Query("select d from Dispute d where d.milestoneId = ?1 order by d.filedAt, d.id")
    List<Dispute> of(UUID milestone);

    /** Flushed at once: the database gives the case its number, and documents refer to the row. */
    Dispute saveAndFlush(Dispute dispute);
}
