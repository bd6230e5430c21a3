package dev.parley.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.Browser;
import dev.parley.ParleyTest;
import dev.parley.sandbox.SandboxClock;
import dev.parley.shared.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.digest.Sha512HashDigest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParleyTest
class AccountsTest {
    @LocalServerPort
    int port;

    @Autowired
    Staff staff;

    @Autowired
    IdentityService identity;

    @Autowired
    EngineRest engine;

    @Autowired
    JdbcClient db;

    @Autowired
    SandboxClock sandbox;

    @Autowired
    Clock clock;

    @BeforeEach
    void nora() {
        var nora = identity.newUser("nora");
        nora.setFirstName("Nora");
        nora.setLastName("Nilsen");
        nora.setEmail("nora@parley.example");
        nora.setPassword("sandbox");
        identity.saveUser(nora);
        identity.createMembership("nora", Staff.MEDIATORS);
    }

    @AfterEach
    void away() {
        identity.deleteUser("nora");
    }

    @Test
    @DisplayName("DOR-3 a password is kept as a bcrypt hash of its own")
    void modern() {
        assertThat(stored("nora")).startsWith("{bcrypt-sha384}$2a$10$").doesNotContain("sandbox");
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).contains(List.of(Staff.MEDIATORS));
    }

    @Test
    @DisplayName("DOR-3 a password counts in its whole length, beyond the 72 bytes that bcrypt reads")
    void wholeLength() {
        var passwords = new Passwords();
        var stored = passwords.encrypt("a".repeat(200) + "b");

        assertThat(passwords.check("a".repeat(200) + "b", stored)).isTrue();
        assertThat(passwords.check("a".repeat(200) + "c", stored)).isFalse();
        assertThat(passwords.check("a".repeat(72), stored)).isFalse();
    }

    @Test
    @DisplayName("DOR-3 a password that an older hash guards is right, and is guarded by the present one from then on")
    void olderHashes() {
        var old = "{SHA-512}" + new Sha512HashDigest().encrypt("sandbox" + "salt");
        db.sql("update camunda.act_id_user set pwd_ = ?, salt_ = 'salt' where id_ = 'nora'")
                .param(old)
                .update();

        assertThat(staff.groupsAfterLogin("nora", "wrong")).isEmpty();
        assertThat(stored("nora")).isEqualTo(old);
        delayed();
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isPresent();
        assertThat(stored("nora")).startsWith("{bcrypt-sha384}");
        assertThat(new Browser(port).login("nora", "tasklist").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("DOR-3 a changed password is the only right one at once, also where the old one was just shown")
    void changed() {
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isPresent();
        var nora = identity.createUserQuery().userId("nora").singleResult();
        nora.setPassword("another");
        identity.saveUser(nora);

        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isEmpty();
        delayed();
        assertThat(staff.groupsAfterLogin("nora", "another")).isPresent();
    }

    @Test
    @DisplayName("DOR-3 wrong tries delay an account longer and longer, at most a minute, and never shut it for good")
    void delays() {
        for (var attempt = 0; attempt < 15; attempt++) {
            assertThat(staff.groupsAfterLogin("nora", "wrong")).isEmpty();
            assertThat(staff.groupsAfterLogin("nora", "sandbox")).isEmpty();
            delayed();
        }
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isPresent();
    }

    @Test
    @DisplayName(
            "DOR-3 an administrator lifts the delay, and whoever has just logged in is not held up by a stranger's tries")
    void lifted() {
        assertThat(staff.groupsAfterLogin("nora", "wrong")).isEmpty();
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isEmpty();
        var admin = new Browser(port);
        admin.login("admin", "admin");
        assertThat(admin.post("/camunda/api/engine/engine/default/user/nora/unlock", "{}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isPresent();

        assertThat(staff.groupsAfterLogin("nora", "wrong")).isEmpty();
        assertThat(staff.groupsAfterLogin("nora", "sandbox")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"nora\",\"firstName\":\"Nora\",\"lastName\":\"Nilsen\",\"email\":\"nora@elsewhere.example\"}",
                "{\"id\":\"nora\",\"firstName\":\"Olga\",\"lastName\":\"Nilsen\",\"email\":\"nora@parley.example\"}",
                "{\"id\":\"nora\",\"firstName\":\"Nora\",\"lastName\":\"Okafor\",\"email\":\"nora@parley.example\"}"
            })
    @DisplayName("DOR-4 nobody changes the name or the address that notices to them go to, but an administrator")
    void ownProfile(String profile) {
        var path = "/camunda/api/engine/engine/default/user/nora/profile";
        var nora = new Browser(port);
        assertThat(nora.login("nora", "tasklist").statusCode()).isEqualTo(200);

        assertThat(nora.send("PUT", path, profile).statusCode()).isEqualTo(403);
        assertThat(staff.member("nora")).contains(new Staff.Member("nora", "Nora Nilsen", "nora@parley.example"));

        var admin = new Browser(port);
        admin.login("admin", "admin");
        assertThat(admin.send("PUT", path, profile).statusCode()).isEqualTo(204);
        assertThat(staff.member("nora"))
                .isNotEqualTo(Optional.of(new Staff.Member("nora", "Nora Nilsen", "nora@parley.example")));
    }

    @Test
    @DisplayName("DOR-4 everyone changes their own password, and nobody else's")
    void ownPassword() {
        var nora = new Browser(port);
        nora.login("nora", "tasklist");
        var change = "{\"password\":\"another\",\"authenticatedUserPassword\":\"sandbox\"}";

        assertThat(nora.send("PUT", "/camunda/api/engine/engine/default/user/nora/credentials", change)
                        .statusCode())
                .isEqualTo(204);
        assertThat(staff.groupsAfterLogin("nora", "another")).isPresent();
        try (var call = engine.asStaff("nora")) {
            var mia = identity.newUser("mia");
            assertThatThrownBy(() -> identity.saveUser(mia)).isInstanceOf(AuthorizationException.class);
        }
    }

    /** The longest delay passes. */
    private void delayed() {
        sandbox.moveTo(clock.now().plus(Duration.ofSeconds(61)));
    }

    private String stored(String user) {
        return db.sql("select pwd_ from camunda.act_id_user where id_ = ?")
                .param(user)
                .query(String.class)
                .single();
    }
}
