package dev.parley.proof;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Many cases like one: its rows in both schemas, inserted again with ids of their own by plain SQL, past all triggers. */
public final class Crowd {
    /** The engine's columns that name what belongs to a case, and not to its model. */
    private static final Set<String> ENGINE_IDS = Set.of(
            "id_",
            "proc_inst_id_",
            "process_instance_id_",
            "root_proc_inst_id_",
            "super_process_instance_id_",
            "super_exec_",
            "execution_id_",
            "parent_id_",
            "task_id_",
            "resource_id_",
            "business_key_");

    private static final Set<String> NUMBERS = Set.of("id", "transfer", "account", "position", "number");
    private static final Set<String> UNIQUE_TEXTS = Set.of("external_id", "reference", "message_id");

    /** What a mediator has in hand is a person's work, and does not grow with the house. */
    private static final Set<String> MEDIATORS = Set.of("mediator", "assignee_");

    private static final long APART = 10_000_000;

    private final JdbcClient db;
    private final Map<String, String> rows;

    private Crowd(Connection owner, UUID contract) {
        this.db = JdbcClient.create(new SingleConnectionDataSource(owner, true));
        this.rows = rows("'" + contract + "'");
    }

    /** Of the one case of this contract, open or closed. */
    public static void of(UUID contract, int count, Connection superuser) throws SQLException {
        superuser.setAutoCommit(false);
        var crowd = new Crowd(superuser, contract);
        crowd.db.sql("set local session_replication_role = replica").update();
        var indexes = crowd.dropIndexes();
        for (var table : crowd.rows.entrySet()) crowd.multiply(table.getKey(), table.getValue(), count);
        for (var index : indexes) crowd.db.sql(index).update();
        superuser.commit();
        superuser.setAutoCommit(true);
        crowd.db.sql("vacuum analyze").update();
    }

    /** To be made again at once when all is there, which is faster; those of constraints stay. */
    private List<String> dropIndexes() {
        var indexes = db.sql("""
                        select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
                         where indrelid = any(?::text[]::regclass[])
                           and not exists (select from pg_constraint where conindid = indexrelid)
                        """)
                .param(rows.keySet().toArray(String[]::new))
                .query((row, n) -> Map.entry(row.getString("name"), row.getString("definition")))
                .list();
        for (var index : indexes) db.sql("drop index " + index.getKey()).update();
        return indexes.stream().map(Map.Entry::getValue).toList();
    }

    private static Map<String, String> rows(String contract) {
        var milestones = "(select id from parley.milestone where contract_id = " + contract + ")";
        var cases = "(select id from parley.dispute where milestone_id in " + milestones + ")";
        var streams = "(select " + contract + "::uuid union select id from parley.milestone where contract_id = "
                + contract + " union select id from parley.dispute where milestone_id in " + milestones + ")";
        var subjects = "(select id from parley.dispute where milestone_id in " + milestones
                + " union select id from parley.review where milestone_id in " + milestones + ")";
        var instances =
                "(select proc_inst_id_ from camunda.act_hi_procinst where business_key_ in (select id::text from "
                        + subjects + " s))";
        var rows = new LinkedHashMap<String, String>();
        rows.put("parley.contract", "id = " + contract);
        rows.put(
                "parley.party",
                "id in (select unnest(array[client_id, freelancer_id]) from parley.contract where id = " + contract
                        + ")");
        for (var table : Set.of("account", "transfer", "posting", "hold", "transfer_order"))
            rows.put("parley." + table, "contract = " + contract);
        rows.put("parley.hold_resolution", "hold in (select id from parley.hold where contract = " + contract + ")");
        rows.put("parley.milestone", "contract_id = " + contract);
        for (var table : Set.of("deposit", "submission", "review", "dispute", "delivery"))
            rows.put("parley." + table, "milestone_id in " + milestones);
        rows.put("parley.kept_text", "owner in " + streams);
        rows.put("parley.deadline", "subject in " + subjects);
        for (var table : Set.of("sealed", "assignment")) rows.put("parley." + table, "case_id in " + cases);
        for (var table : Set.of("stream_head", "case_event")) rows.put("parley." + table, "stream in " + streams);
        rows.put("parley.feed", "contract_id = " + contract);
        rows.put("camunda.act_hi_procinst", "proc_inst_id_ in " + instances);
        rows.put("camunda.act_hi_taskinst", "proc_inst_id_ in " + instances);
        rows.put("camunda.act_ru_job", "process_instance_id_ in " + instances);
        for (var table : Set.of("execution", "event_subscr", "task"))
            rows.put("camunda.act_ru_" + table, "proc_inst_id_ in " + instances);
        var tasks = "(select id_ from camunda.act_ru_task where proc_inst_id_ in " + instances + ")";
        rows.put("camunda.act_ru_identitylink", "task_id_ in " + tasks);
        rows.put("camunda.act_ru_authorization", "resource_type_ = 7 and resource_id_ in " + tasks);
        return rows;
    }

    private void multiply(String table, String which, int count) {
        var columns = db.sql("""
                        select attname::text as name, format_type(atttypid, null) as type from pg_attribute
                         where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
                         order by attnum
                        """)
                .param(table)
                .query((row, n) -> Map.entry(row.getString("name"), row.getString("type")))
                .list();
        var names = columns.stream().map(Map.Entry::getKey).toList();
        var values = columns.stream()
                .map(column -> another(table, column.getKey(), column.getValue()))
                .toList();
        db.sql("insert into %s (%s) overriding system value select %s from %s t, generate_series(1, %d) k where %s"
                        .formatted(table, String.join(", ", names), String.join(", ", values), table, count, which))
                .update();
    }

    private static String another(String table, String column, String type) {
        if (MEDIATORS.contains(column)) return "'mediator-' || k % 1000";
        if (type.equals("uuid")) return "md5(t." + column + "::text || k)::uuid";
        if (table.startsWith("camunda."))
            return ENGINE_IDS.contains(column) ? "md5(t." + column + " || k)::uuid::text" : "t." + column;
        if (type.equals("bigint") && NUMBERS.contains(column)) return "t." + column + " + k::bigint * " + APART;
        return UNIQUE_TEXTS.contains(column) ? "t." + column + " || '-' || k" : "t." + column;
    }
}
