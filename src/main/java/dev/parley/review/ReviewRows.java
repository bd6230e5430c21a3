package dev.parley.review;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ReviewRows extends Repository<Review, UUID> {
    Optional<Review> findById(UUID id);

    @Query("select r from Review r join fetch r.submission where r.milestoneId = ?1 order by r.openedAt, r.id")
    List<Review> of(UUID milestone);

    Review save(Review review);
}
