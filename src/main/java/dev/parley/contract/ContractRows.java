package dev.parley.contract;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

interface ContractRows extends Repository<Contract, UUID> {
    @Query("select c from Contract c join fetch c.client join fetch c.freelancer where c.id = ?1")
    Optional<Contract> find(UUID id);

    @Query("select c from Contract c where c.system = ?1 and c.externalId = ?2")
    Optional<Contract> find(String system, String externalId);

    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select c from Contract c where c.id = ?1")
    Optional<Contract> lock(UUID id);

    Contract save(Contract contract);
}
