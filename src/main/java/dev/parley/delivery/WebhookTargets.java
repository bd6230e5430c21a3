package dev.parley.delivery;

import dev.parley.shared.Refused;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Where a webhook may go: to https addresses of the public internet. It resolves the names for the connection itself, so
 * that what was looked at is what is spoken to. The sandbox may also speak to its own machine.
 */
@Component
class WebhookTargets implements DnsResolver {
    static final int LONGEST = 2000;

    /** A whole exchange has to end within its time, so not many addresses are tried. */
    private static final int MOST_ADDRESSES = 2;

    /** What some read as a number of an address and others as a name: decimal, octal, hexadecimal, parts left out. */
    private static final Pattern NUMBER = Pattern.compile("(0x[0-9a-f]*|[0-9]+)(\\.(0x[0-9a-f]*|[0-9]+))*\\.?");

    private static final Pattern DOTTED = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    /** Of IPv4, what is not the public internet (RFC 6890): a prefix and its length. */
    private static final List<Range> NOT_PUBLIC = List.of(
            range(8, 0), // this network
            range(8, 10), // private
            range(10, 100, 64), // shared by a provider's customers
            range(8, 127), // loopback
            range(16, 169, 254), // link-local, where clouds keep credentials
            range(12, 172, 16), // private
            range(24, 192, 0, 0), // protocol assignments
            range(24, 192, 0, 2), // documentation
            range(24, 192, 88, 99), // relays to IPv6
            range(16, 192, 168), // private
            range(15, 198, 18), // benchmarks
            range(24, 198, 51, 100), // documentation
            range(24, 203, 0, 113), // documentation
            range(4, 224), // multicast
            range(4, 240)); // reserved, broadcast

    /** Of IPv6 only 2000::/3 is public, but not what stands for an IPv4 address or for nothing. */
    private static final Range GLOBAL = range(3, 0x20);

    private static final List<Range> NOT_GLOBAL = List.of(
            range(23, 0x20, 0x01, 0x00), // protocol assignments, Teredo
            range(32, 0x20, 0x01, 0x0d, 0xb8), // documentation
            range(16, 0x20, 0x02), // 6to4
            range(20, 0x3f, 0xff, 0x00)); // documentation

    private final boolean allowPrivate;
    private final Names names;

    /** Resolves a host's name. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private record Range(int length, byte[] prefix) {
        boolean has(byte[] address) {
            for (var bit = 0; bit < length; bit++) if (bit(prefix, bit) != bit(address, bit)) return false;
            return true;
        }

        private static int bit(byte[] bytes, int bit) {
            return bit / 8 < bytes.length ? bytes[bit / 8] >> (7 - bit % 8) & 1 : 0;
        }
    }

    @Autowired
    WebhookTargets(@Value("${parley.webhooks.allow-private-targets}") boolean allowPrivate) {
        this(allowPrivate, InetAddress::getAllByName);
    }

    WebhookTargets(boolean allowPrivate, Names names) {
        this.allowPrivate = allowPrivate;
        this.names = names;
    }

    /** The address, if webhooks may go there as things stand; it is looked at again whenever one does. */
    URI require(String url) {
        var target = parsed(url);
        try {
            resolve(target.getHost());
            return target;
        } catch (UnknownHostException unknown) {
            throw refused(String.valueOf(unknown.getMessage()));
        }
    }

    /** Its addresses, if all are of the public internet. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var bare = host.replaceAll("^\\[|]$", "");
        if (NUMBER.matcher(bare.toLowerCase(Locale.ROOT)).matches()
                && !DOTTED.matcher(bare).matches())
            throw new UnknownHostException("the host is neither a name nor an address");
        var addresses = addresses(bare);
        if (!allowPrivate && !Arrays.stream(addresses).allMatch(WebhookTargets::isPublic))
            throw new UnknownHostException("the host is not on the public internet");
        return Arrays.stream(addresses).limit(MOST_ADDRESSES).toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    private InetAddress[] addresses(String host) throws UnknownHostException {
        try {
            return names.of(host);
        } catch (UnknownHostException unknown) {
            throw new UnknownHostException("the host is not known");
        }
    }

    private URI parsed(String url) {
        try {
            var target = new URI(url);
            var scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
            if (!scheme.equals("https") && !(allowPrivate && scheme.equals("http")))
                throw refused("it begins with https://");
            if (target.getHost() == null || target.getRawUserInfo() != null || target.getRawFragment() != null)
                throw refused("it is https://, a host and a path, with neither a login nor a fragment");
            return target;
        } catch (URISyntaxException malformed) {
            throw refused("it is an absolute URL");
        }
    }

    private static Refused refused(String why) {
        return Refused.badInput("webhook-target-refused", "url", why);
    }

    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        return address instanceof Inet4Address
                ? NOT_PUBLIC.stream().noneMatch(range -> range.has(bytes))
                : GLOBAL.has(bytes) && NOT_GLOBAL.stream().noneMatch(range -> range.has(bytes));
    }

    private static Range range(int length, int... prefix) {
        var bytes = new byte[prefix.length];
        for (var i = 0; i < prefix.length; i++) bytes[i] = (byte) prefix[i];
        return new Range(length, bytes);
    }
}
