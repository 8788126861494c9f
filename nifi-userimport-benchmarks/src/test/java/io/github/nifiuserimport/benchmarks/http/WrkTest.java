// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WrkTest {

    private static final String OUTPUT =
            """
            Running 10s test @ http://127.0.0.1:9090/api
              1 threads and 32 connections
              Thread Stats   Avg      Stdev     Max   +/- Stdev
                Latency     1.52ms  412.35us  12.81ms   88.73%
                Req/Sec    20.98k     1.34k   23.44k    71.00%
              208741 requests in 10.00s, 61.52MB read
            """;

    @Test
    void itsRateIsRead() throws IOException {
        assertThat(Wrk.rate(OUTPUT + "Requests/sec:  20870.13\nTransfer/sec:      6.15MB\n"))
                .isEqualTo(20870.13);
    }

    @Test
    void aRateOfRefusalsIsNone() {
        assertThatThrownBy(
                        () ->
                                Wrk.rate(
                                        OUTPUT
                                                + "  Non-2xx or 3xx responses: 12\n"
                                                + "Requests/sec:  20870.13\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Non-2xx or 3xx responses: 12");
        assertThatThrownBy(
                        () ->
                                Wrk.rate(
                                        OUTPUT
                                                + "  Socket errors: connect 0, read 3, write 0, timeout 0\n"
                                                + "Requests/sec:  20870.13\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("read 3");
    }
}
