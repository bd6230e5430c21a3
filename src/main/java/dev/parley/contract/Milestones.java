package dev.parley.contract;

import dev.parley.shared.Unchanging;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/**
 * All milestones. To act on one is to lock its row first, and no other: contract and parties are shared by
 * many, so no lock query joins them. Lists are locked in the order of their ids.
 */
public interface Milestones extends Repository<Milestone, UUID> {
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from Milestone m where m.id = ?1")
    Optional<Milestone> lock(UUID id);

    /** The milestone on which this review, claim window or case runs, if it still runs; locked once a transaction. */
    default Optional<Milestone> lockByClock(UUID subject) {
        return Unchanging.knownIfAny(new OnClock(subject), Milestone.class, () -> lockNowByClock(subject))
                .filter(locked -> subject.equals(locked.clockId()));
    }

    /** Under what a transaction knows the milestone that it has locked. */
    record OnClock(UUID subject) {}

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from Milestone m where m.clockId = ?1")
    Optional<Milestone> lockNowByClock(UUID subject);

    /** The same without a lock, to be read. */
    @Query("select m from Milestone m where m.clockId = ?1")
    Optional<Milestone> findByClock(UUID subject);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select m from Milestone m where m.contract.id = ?1 order by m.id")
    List<Milestone> lockAll(UUID contract);

    Optional<Milestone> findById(UUID id);

    @Query("select m from Milestone m where m.contract.id = ?1 order by m.id")
    List<Milestone> of(UUID contract);

    Milestone save(Milestone milestone);
}
