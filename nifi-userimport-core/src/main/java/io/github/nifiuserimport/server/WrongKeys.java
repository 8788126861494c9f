// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
        return current(address)
                .filter(tries -> tries.count() >= most)
                .map(tries -> Duration.between(clock.instant(), tries.since().plus(WINDOW)));
    }

    synchronized void count(final String address) {
        final Tries tries = current(address).orElseGet(() -> new Tries(clock.instant(), 0));
        byAddress.put(address, new Tries(tries.since(), tries.count() + 1));
    }

    private Optional<Tries> current(final String address) {
        return Optional.ofNullable(byAddress.get(address))
                .filter(tries -> clock.instant().isBefore(tries.since().plus(WINDOW)));
    }
}
