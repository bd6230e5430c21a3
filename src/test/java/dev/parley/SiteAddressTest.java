package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.shared.SiteAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@ParleyTest
class SiteAddressTest {
    @Autowired
    SiteAddress site;

    @LocalServerPort
    int port;

    @Test
    @DisplayName("the sandbox's links lead to the port that it listens at")
    void sandbox() {
        assertThat(site.url()).isEqualTo("http://127.0.0.1:" + port);
    }
}
