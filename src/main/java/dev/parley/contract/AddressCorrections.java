package dev.parley.contract;

import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What one person of operations says a party's address should be, and what another one said of that (DOR-4). */
@Component
public class AddressCorrections {
    private final JdbcClient db;
    private final Texts texts;

    AddressCorrections(JdbcClient db, Texts texts) {
        this.db = db;
        this.texts = texts;
    }

    /** The last correction proposed on a notice; it replaces those before. */
    public record Correction(
            UUID notice, int number, String address, String proposedBy, Instant proposedAt, boolean decided) {
        /** It can still be decided, by another person than the one who proposed it, who saw this very one (DIS-13). */
        public void requireDecidableBy(String person, int seen) {
            if (seen != number)
                throw Refused.conflict("version-stale", "correction " + seen + " was answered, the last is " + number);
            if (decided) throw Refused.conflict("already-decided", "correction " + number + " was decided before");
            if (proposedBy.equals(person))
                throw Refused.forbidden("second-person-needed", "a corrected address is confirmed by another person");
        }
    }

    /** Proposes another address for the party that did not get this notice, and returns the proposal's number. */
    public int propose(UUID notice, Party party, String address, String by) {
        PartyDetails.requireAddress(address, "address");
        if (address.equals(party.email()))
            throw Refused.badInput("address-unchanged", "address", "the party's address is this one already");
        var kept = texts.keep(party.id(), address);
        return db.sql("""
                        insert into address_correction (notice_id, number, address_id, proposed_by, proposed_at)
                        select :notice, coalesce(max(number), 0) + 1, :address, :by, parley.now()
                          from address_correction where notice_id = :notice
                        returning number
                        """)
                .param("notice", notice)
                .param("address", kept.id())
                .param("by", by)
                .query(Integer.class)
                .single();
    }

    public Optional<Correction> last(UUID notice) {
        return db.sql("""
                        select c.*, t.body as address from address_correction c join kept_text t on t.id = c.address_id
                         where notice_id = ? order by number desc limit 1
                        """)
                .param(notice)
                .query((row, n) -> new Correction(
                        notice,
                        row.getInt("number"),
                        row.getString("address"),
                        row.getString("proposed_by"),
                        row.getObject("proposed_at", OffsetDateTime.class).toInstant(),
                        row.getObject("decided_at") != null))
                .optional();
    }

    public void decide(Correction correction, boolean confirmed, String by) {
        db.sql("""
                        update address_correction set confirmed = ?, decided_by = ?, decided_at = parley.now()
                         where notice_id = ? and number = ? and decided_at is null
                        """)
                .params(confirmed, by, correction.notice(), correction.number())
                .update();
    }
}
