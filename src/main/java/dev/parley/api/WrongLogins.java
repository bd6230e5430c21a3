package dev.parley.api;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Wrong logins by address: twenty, then one every half minute. Of IPv6 the network counts, of which one caller has all
 * addresses. Each node counts for itself.
 */
final class WrongLogins {
    private static final int TRIES = 20;
    private static final Duration REFILL = Duration.ofMinutes(10);
    private static final int MOST_ADDRESSES = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final TimeMeter time;

    private final Map<String, Bucket> byAddress = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    });

    WrongLogins(TimeMeter time) {
        this.time = time;
    }

    /** How long this address has to wait before it may try again; empty if it may now. */
    Optional<Duration> waitOf(String address) {
        return Optional.ofNullable(byAddress.get(network(address)))
                .map(bucket -> bucket.estimateAbilityToConsume(1))
                .filter(probe -> !probe.canBeConsumed())
                .map(probe -> Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    void count(String address) {
        byAddress.computeIfAbsent(network(address), unknown -> newBucket()).tryConsume(1);
    }

    private static String network(String address) {
        try {
            return InetAddress.getByName(address) instanceof Inet6Address sixth
                    ? HexFormat.of().formatHex(Arrays.copyOf(sixth.getAddress(), NETWORK_BYTES))
                    : address;
        } catch (UnknownHostException noAddress) {
            return address;
        }
    }

    private Bucket newBucket() {
        var limit =
                Bandwidth.builder().capacity(TRIES).refillGreedy(TRIES, REFILL).build();
        return Bucket.builder().addLimit(limit).withCustomTimePrecision(time).build();
    }
}
