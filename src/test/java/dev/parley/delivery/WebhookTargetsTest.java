package dev.parley.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.shared.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTargetsTest {
    private final WebhookTargets outside = new WebhookTargets(false, InetAddress::getAllByName);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.8.8",
                "0.0.0.0",
                "0.1.2.3",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "[::]",
                "[::1]",
                "[::ffff:127.0.0.1]",
                "[::ffff:7f00:1]",
                "[::ffff:169.254.169.254]",
                "[::127.0.0.1]",
                "[64:ff9b::7f00:1]",
                "[64:ff9b:1::7f00:1]",
                "[100::1]",
                "[2001::1]",
                "[2001:2::1]",
                "[2001:db8::1]",
                "[2002:7f00:1::]",
                "[3fff::1]",
                "[fc00::1]",
                "[fd12:3456::1]",
                "[fe80::1]",
                "[fec0::1]",
                "[ff02::1]",
                "2130706433",
                "0x7f000001",
                "0x7f.0.0.1",
                "0177.0.0.1",
                "017700000001",
                "127.1",
                "127.0.1",
                "127.0.0.01",
                "127.0.0.1.",
                "10",
                "localhost",
                "localhost."
            })
    @DisplayName("DOR-1 a webhook to anything but the public internet is refused, however its address is written")
    void refuses(String host) {
        assertThatThrownBy(() -> outside.require("https://" + host + "/hook"))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.code()).isEqualTo("webhook-target-refused");
                    assertThat(refused.field()).isEqualTo("url");
                });
        assertThatThrownBy(() -> outside.resolve(host)).isInstanceOf(UnknownHostException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://93.184.215.14/",
                "ftp://93.184.215.14/",
                "file:///etc/passwd",
                "https:///hook",
                "https://user:secret@93.184.215.14/",
                "https://93.184.215.14/#part",
                "https://a b/",
                "https://no_host_has_this/",
                "https://bücher.example/",
                "//93.184.215.14/",
                "/hook",
                "https://nowhere.invalid/",
                ""
            })
    @DisplayName("DOR-1 an address that is not https, a host and a path is refused")
    void refusesUrls(String url) {
        assertThatThrownBy(() -> outside.require(url))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.field()).isEqualTo("url"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://1.1.1.1/hook",
                "https://100.63.255.255/",
                "https://100.128.0.1/",
                "https://172.15.0.1/",
                "https://172.32.0.1/",
                "https://198.20.0.1:8443/hook?for=parley",
                "https://223.255.255.255",
                "https://[2606:4700:4700::1111]/"
            })
    @DisplayName("DOR-1 the public internet is open")
    void takes(String url) {
        assertThat(outside.require(url)).isEqualTo(URI.create(url));
    }

    @Test
    @DisplayName("DOR-1 a name is refused if one of its addresses is not public, and in the sandbox everything is open")
    void names() throws IOException {
        var both = List.of(address("1.1.1.1"), address("10.0.0.1")).toArray(InetAddress[]::new);

        assertThatThrownBy(() -> new WebhookTargets(false, host -> both).resolve("both.example"))
                .isInstanceOf(UnknownHostException.class);
        assertThat(new WebhookTargets(true, host -> both).require("http://both.example/"))
                .hasHost("both.example");
    }

    @Test
    @DisplayName("DOR-1 a name that was public when it was registered is not spoken to once it leads inside")
    void rebinding() throws IOException {
        var answers = new ArrayDeque<>(List.of(address("1.1.1.1"), address("127.0.0.1")));
        var targets = new WebhookTargets(false, host -> new InetAddress[] {answers.remove()});
        try (var inside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            inside.setSoTimeout(300);
            var post = new WebhookPost(targets, Duration.ofSeconds(2));
            var url = targets.require("https://rebound.example:" + inside.getLocalPort() + "/");

            assertThatThrownBy(() -> post.send(url, Map.of(), new byte[0]))
                    .hasMessageContaining("not on the public internet");
            assertThatThrownBy(inside::accept).as("nobody came").isInstanceOf(IOException.class);
            assertThat(answers).isEmpty();
            post.destroy();
        }
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }
}
