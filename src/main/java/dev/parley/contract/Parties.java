package dev.parley.contract;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface Parties extends Repository<Party, UUID> {
    @Query("select p from Party p where p.system = ?1 and p.externalId = ?2")
    Optional<Party> find(String system, String externalId);

    Party save(Party party);
}
