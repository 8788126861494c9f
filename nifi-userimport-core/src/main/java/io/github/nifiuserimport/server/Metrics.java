// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.AccessKeys;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.JobStore;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** What Prometheus is told: of requests, by this server; of jobs, by the store. */
final class Metrics {

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Counter requests;
    private final Histogram seconds;

    Metrics(final JobStore store, final AccessKeys keys) {
        requests =
                Counter.builder()
                        .name("userimport_http_requests_total")
                        .help("Requests that this server has answered, by HTTP status.")
                        .labelNames("status")
                        .register(registry);
        seconds =
                Histogram.builder()
                        .name("userimport_http_request_seconds")
                        .help("How long requests took, from their header to the end of the answer.")
                        .register(registry);
    }

    void answered(final int status, final Duration time) {
        requests.labelValues(Integer.toString(status)).inc();
        seconds.observe(time.toNanos() / 1e9);
    }

    /**
     * All there is.
     *
     * @param accept the header, which may ask for OpenMetrics; or null
     */
    HttpReply reply(final String accept) {
        final var format = formats.findWriter(accept);
        return HttpReply.text(
                format.getContentType(), output -> format.write(output, registry.scrape()));
    }
}
