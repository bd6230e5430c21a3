package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class StartTest {
    @Autowired
    JdbcClient db;

    @Test
    @DisplayName("the application connects as the role that may only do what it must")
    void connectsAsTheApplicationRole() {
        assertThat(db.sql("select current_user").query(String.class).single()).isEqualTo("parley_app");
        assertThat(db.sql("select count(*) from act_re_procdef")
                        .query(Long.class)
                        .single())
                .isNotNegative();
    }

    @Test
    @DisplayName("the embedded PostgreSQL is durable: what was committed survives a crash")
    void durable() {
        for (var setting : List.of("fsync", "synchronous_commit", "full_page_writes"))
            assertThat(db.sql("select current_setting(?)")
                            .param(setting)
                            .query(String.class)
                            .single())
                    .as(setting)
                    .isEqualTo("on");
    }
}
