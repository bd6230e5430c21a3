package dev.parley.review;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface SubmissionRows extends Repository<Submission, UUID> {
    /** Of a system by its own id; one from before ids were unique in the whole system counts on its own milestone. */
    @Query(nativeQuery = true, value = """
            select s.* from submission s
             where s.external_id = ?3 and (s.milestone_id = ?2 or s.system = ?1 and not s.repeated)
             order by case when s.milestone_id = ?2 then 0 else 1 end limit 1
            """)
    Optional<Submission> find(String system, UUID milestone, String externalId);

    @Query("select s from Submission s where s.milestoneId = ?1 order by s.submittedAt desc, s.id desc limit 1")
    Optional<Submission> newest(UUID milestone);

    Optional<Submission> findById(UUID id);

    Submission save(Submission submission);
}
