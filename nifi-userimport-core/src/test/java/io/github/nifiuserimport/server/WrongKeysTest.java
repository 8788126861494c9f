// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static WrongKeys keys(final int most) {
        return new WrongKeys(most, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @Test
    void areCountedByAddress() {
        final WrongKeys keys = keys(2);
        keys.count("192.0.2.1");
        assertThat(keys.wait("192.0.2.1")).isEmpty();
        keys.count("192.0.2.1");

        assertThat(keys.wait("192.0.2.1")).contains(Duration.ofMinutes(1));
        assertThat(keys.wait("192.0.2.2")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:3:4:5:6, true",
        "2001:db8:1:2::1, 2001:0DB8:0001:0002::9, true",
        "2001:db8:1:2::1, 2001:db8:1:3::1, false",
        "::ffff:192.0.2.1, 192.0.2.1, true",
        "::ffff:192.0.2.1, ::ffff:192.0.2.2, false",
        "fe80::1%no, fe80::2%no, true",
        "unknown, _hidden, false",
    })
    void ofOneNetworkAreCountedTogether(
            final String address, final String other, final boolean together) {
        final WrongKeys keys = keys(1);
        keys.count(address);

        assertThat(keys.wait(address)).isPresent();
        assertThat(keys.wait(other).isPresent()).isEqualTo(together);
    }

    @Test
    void ofManyAddressesTheLatestAreKept() {
        final WrongKeys keys = keys(1);
        for (int i = 0; i < 10_001; i++) {
            keys.count("10.0." + i / 250 + "." + i % 250);
        }

        assertThat(keys.wait("10.0.0.0")).isEmpty();
        assertThat(keys.wait("10.0.0.1")).isPresent();
    }
}
