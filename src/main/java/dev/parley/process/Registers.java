package dev.parley.process;

import dev.parley.dispute.Dispute;
import dev.parley.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All contracts, reviews and cases of one contracts system, the newest first, page by page. */
@Component
public class Registers {
    private static final String OF_MILESTONE = """
              join parley.milestone m on m.id = x.milestone_id
              join parley.contract k on k.id = m.contract_id
              left join lateral (select d.id, d.rule, d.due_at from parley.deadline d
                                  where d.subject = x.id and d.state = 'OPEN' order by d.due_at limit 1) w on true
            """;

    private final JdbcClient db;

    Registers(JdbcClient db) {
        this.db = db;
    }

    /**
     * What is asked for; what is null does not matter.
     *
     * @param states any of them
     * @param party the contracts system's own id of client or freelancer
     * @param contract our id
     * @param externalId the contracts system's own id of the contract
     * @param deadlineBefore an open window ends before it
     * @param amountFrom in minor units, as is amountTo; both included
     * @param after the id that the page before ended with
     */
    public record Wanted(
            List<String> states,
            @Nullable String party,
            @Nullable UUID contract,
            @Nullable String externalId,
            @Nullable Instant deadlineBefore,
            @Nullable String currency,
            @Nullable Long amountFrom,
            @Nullable Long amountTo,
            @Nullable UUID after) {}

    /** An open window by its end. */
    public record Due(UUID id, String rule, Instant at) {}

    /** A contract in a list. */
    public record ContractLine(
            UUID id,
            String externalId,
            String kind,
            String currency,
            String title,
            String client,
            String freelancer,
            Instant registeredAt,
            @Nullable String endedBy,
            @Nullable Instant endedAt) {}

    /** A review in a list. */
    public record ReviewLine(
            UUID id,
            UUID contract,
            String contractExternalId,
            UUID milestone,
            String milestoneExternalId,
            Money amount,
            String state,
            Instant openedAt,
            @Nullable Instant endedAt,
            @Nullable Due deadline) {}

    /** A case in a list. */
    public record CaseLine(
            UUID id,
            String number,
            UUID contract,
            String contractExternalId,
            UUID milestone,
            String milestoneExternalId,
            Money amount,
            int requestVersion,
            String stage,
            @Nullable String ending,
            Instant filedAt,
            @Nullable Instant closedAt,
            @Nullable Due deadline) {}

    /** All that fit, whatever their state. */
    public List<ContractLine> contracts(String system, Wanted wanted, int most) {
        return page(
                "select x.*, client.external_id as client, freelancer.external_id as freelancer from parley.contract x"
                        + " join parley.contract k on k.id = x.id join parley.party client on client.id = k.client_id"
                        + " join parley.party freelancer on freelancer.id = k.freelancer_id",
                conditions(system, wanted),
                most,
                Registers::contract);
    }

    public List<ReviewLine> reviews(String system, Wanted wanted, int most) {
        var conditions = ofMilestones(system, wanted);
        if (!wanted.states.isEmpty()) conditions.and("x.state in (:states)", "states", wanted.states);
        return page(rows("review"), conditions, most, Registers::review);
    }

    public List<CaseLine> cases(String system, Wanted wanted, int most) {
        var conditions = ofMilestones(system, wanted);
        if (!wanted.states.isEmpty()) conditions.and("x.stage in (:states)", "states", wanted.states);
        return page(rows("dispute"), conditions, most, Registers::dispute);
    }

    private static String rows(String table) {
        return "select x.*, k.id as contract, k.external_id as contract_external_id, k.currency,"
                + " m.external_id as milestone_external_id, w.id as window, w.rule, w.due_at from parley." + table
                + " x"
                + OF_MILESTONE;
    }

    private static Conditions conditions(String system, Wanted wanted) {
        return new Conditions()
                .and("k.system = :system", "system", system)
                .and("x.id < :after", "after", wanted.after)
                .and("k.id = :contract", "contract", wanted.contract)
                .and("k.external_id = :externalId", "externalId", wanted.externalId)
                .and("k.currency = :currency", "currency", wanted.currency)
                .and(
                        "(select p.id from parley.party p where p.system = :system and p.external_id = :party)"
                                + " in (k.client_id, k.freelancer_id)",
                        "party",
                        wanted.party);
    }

    private static Conditions ofMilestones(String system, Wanted wanted) {
        return conditions(system, wanted)
                .and(
                        "w.due_at < :deadlineBefore",
                        "deadlineBefore",
                        wanted.deadlineBefore == null ? null : wanted.deadlineBefore.atOffset(ZoneOffset.UTC))
                .and("x.amount_minor >= :amountFrom", "amountFrom", wanted.amountFrom)
                .and("x.amount_minor <= :amountTo", "amountTo", wanted.amountTo);
    }

    private <T> List<T> page(String rows, Conditions conditions, int most, RowMapper<T> line) {
        return db.sql(rows + " where " + String.join(" and ", conditions.sql) + " order by x.id desc limit :most")
                .params(conditions.values)
                .param("most", most)
                .query(line)
                .list();
    }

    /** What must hold, as far as it was asked for. */
    private static final class Conditions {
        final List<String> sql = new ArrayList<>();
        final Map<String, Object> values = new HashMap<>();

        Conditions and(String condition, String name, @Nullable Object value) {
            if (value == null) return this;
            sql.add(condition);
            values.put(name, value);
            return this;
        }
    }

    private static ContractLine contract(ResultSet row, int n) throws SQLException {
        return new ContractLine(
                row.getObject("id", UUID.class),
                row.getString("external_id"),
                row.getString("kind"),
                row.getString("currency"),
                row.getString("title"),
                row.getString("client"),
                row.getString("freelancer"),
                at(row, "registered_at"),
                row.getString("ended_by"),
                orNull(row, "ended_at"));
    }

    private static ReviewLine review(ResultSet row, int n) throws SQLException {
        return new ReviewLine(
                row.getObject("id", UUID.class),
                row.getObject("contract", UUID.class),
                row.getString("contract_external_id"),
                row.getObject("milestone_id", UUID.class),
                row.getString("milestone_external_id"),
                Money.of(row.getLong("amount_minor"), row.getString("currency")),
                row.getString("state"),
                at(row, "opened_at"),
                orNull(row, "ended_at"),
                due(row));
    }

    private static CaseLine dispute(ResultSet row, int n) throws SQLException {
        return new CaseLine(
                row.getObject("id", UUID.class),
                Dispute.written(row.getLong("number")),
                row.getObject("contract", UUID.class),
                row.getString("contract_external_id"),
                row.getObject("milestone_id", UUID.class),
                row.getString("milestone_external_id"),
                Money.of(row.getLong("amount_minor"), row.getString("currency")),
                row.getInt("request_version"),
                row.getString("stage"),
                row.getString("ending"),
                at(row, "filed_at"),
                orNull(row, "closed_at"),
                due(row));
    }

    private static @Nullable Due due(ResultSet row) throws SQLException {
        var window = row.getObject("window", UUID.class);
        return window == null ? null : new Due(window, row.getString("rule"), at(row, "due_at"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
