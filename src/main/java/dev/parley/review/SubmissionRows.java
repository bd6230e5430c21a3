package dev.parley.review;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SubmissionRows extends Repository<Submission, UUID> {
    @Query("select s from Submission s where s.milestoneId = ?1 and s.externalId = ?2")
    Optional<Submission> find(UUID milestone, String externalId);

    @Query("select s from Submission s where s.milestoneId = ?1 order by s.submittedAt desc, s.id desc limit 1")
    Optional<Submission> newest(UUID milestone);

    Optional<Submission> findById(UUID id);

    Submission save(Submission submission);
}
