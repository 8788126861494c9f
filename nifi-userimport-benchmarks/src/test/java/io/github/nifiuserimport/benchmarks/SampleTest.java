// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    @Test
    void aPercentileIsOneOfTheValuesThatSoManyInAHundredDoNotExceed() {
        final Sample sample = new Sample();
        // In no order: 7 has no divisor in common with 200.
        IntStream.range(0, 200).forEach(i -> sample.add(1 + i * 7 % 200));

        assertThat(sample.percentile(50)).isEqualTo(100);
        assertThat(sample.percentile(99)).isEqualTo(198);
        assertThat(sample.percentile(100)).isEqualTo(200);
    }

    @Test
    void ofOneValueEveryPercentileIsThat() {
        final Sample sample = new Sample();
        sample.add(7);

        assertThat(sample.percentile(1)).isEqualTo(7);
        assertThat(sample.percentile(99)).isEqualTo(7);
    }
}
