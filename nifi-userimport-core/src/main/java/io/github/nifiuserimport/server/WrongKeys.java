// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Counts wrong keys by the address they come from, so that keys cannot be found by trying. Memory
 * is bounded: of many addresses, those seen last are kept.
 */
final class WrongKeys {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MAX_ADDRESSES = 10_000;
    private static final int IPV6_BYTES = 16;
    private static final int NETWORK_BYTES = 8;

    private final int most;
    private final Clock clock;
    private final Map<String, Tries> byAddress =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(final Map.Entry<String, Tries> eldest) {
                    return size() > MAX_ADDRESSES;
                }
            };

    private record Tries(Instant since, int count) {}

    /**
     * @param most how many an address may send in a minute
     */
    WrongKeys(final int most, final Clock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** How long an address has to wait; nothing when it may try. */
    synchronized Optional<Duration> wait(final String address) {
        return current(network(address))
                .filter(tries -> tries.count() >= most)
                .map(tries -> Duration.between(clock.instant(), tries.since().plus(WINDOW)));
    }

    synchronized void count(final String client) {
        final String address = network(client);
        final Tries tries = current(address).orElseGet(() -> new Tries(clock.instant(), 0));
        byAddress.put(address, new Tries(tries.since(), tries.count() + 1));
    }

    /** Whoever has one IPv6 address has all of its /64, and may send from another each time. */
    static String network(final String address) {
        if (address == null || address.indexOf(':') < 0) {
            return String.valueOf(address);
        }
        try {
            // Never looked up: no name has a colon. An IPv4 address in IPv6's form is read as what
            // it is.
            final byte[] bytes = InetAddress.getByName(address.split("%", 2)[0]).getAddress();
            return bytes.length == IPV6_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES)
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (final UnknownHostException none) {
            return address;
        }
    }

    private Optional<Tries> current(final String address) {
        return Optional.ofNullable(byAddress.get(address))
                .filter(tries -> clock.instant().isBefore(tries.since().plus(WINDOW)));
    }
}
