package dev.parley;

import java.sql.SQLException;
import javax.sql.DataSource;

/** SQL sent straight to the database under a role, past all of our code. */
public record DirectSql(DataSource source, String role) {
    /** Runs the statements in one transaction and commits it. */
    public void commit(String... statements) throws SQLException {
        try (var connection = source.getConnection()) {
            connection.setAutoCommit(false);
            try (var statement = connection.createStatement()) {
                statement.execute("set local role " + role);
                statement.execute("set local search_path = parley");
                for (var sql : statements) statement.execute(sql);
                connection.commit();
            } catch (SQLException failed) {
                connection.rollback();
                throw failed;
            }
        }
    }

    /** The SQLSTATE with which the database refuses the statements, or "accepted". */
    public String refusal(String... statements) {
        try {
            commit(statements);
            return "accepted";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }
}
