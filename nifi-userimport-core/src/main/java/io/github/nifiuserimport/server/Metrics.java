// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.JobTotals;
import io.github.nifiuserimport.job.StoreException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What Prometheus is told: of requests, by this server; of an app's jobs, by the store, and so the
 * same by every server. What is told of jobs are gauges, since they fall when old jobs are removed.
 */
final class Metrics {

    private static final double NANOS = 1e9;

    private final JobStore store;
    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final ExpositionFormats formats = ExpositionFormats.init();
    private final Counter requests;
    private final Histogram seconds;

    Metrics(final JobStore store) {
        this.store = store;
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
        seconds.observe(time.toNanos() / NANOS);
    }

    /**
     * All there is.
     *
     * @param app whose jobs are told of
     * @param accept the header, which may ask for OpenMetrics; or null
     */
    HttpReply reply(final String app, final String accept) throws StoreException {
        final JobTotals totals = store.totals(List.of(app));
        final MetricSnapshots.Builder all = MetricSnapshots.builder();
        registry.scrape().forEach(all::metricSnapshot);
        all.metricSnapshot(jobs(totals)).metricSnapshot(rows(totals));
        all.metricSnapshot(
                gauge("userimport_import_seconds", "How long jobs ran that have ended, together.")
                        .dataPoint(point(Labels.EMPTY, totals.ran().toNanos() / NANOS))
                        .build());
        all.metricSnapshot(oldest(totals));
        final ExpositionFormatWriter format = formats.findWriter(accept);
        final MetricSnapshots snapshots = all.build();
        return HttpReply.text(format.getContentType(), output -> format.write(output, snapshots));
    }

    private static GaugeSnapshot jobs(final JobTotals totals) {
        final GaugeSnapshot.Builder gauge =
                gauge("userimport_jobs", "Import jobs that are kept, by state.");
        for (final JobState state : JobState.values()) {
            gauge.dataPoint(point(of(state), (double) totals.jobs().getOrDefault(state, 0L)));
        }
        return gauge.build();
    }

    private static GaugeSnapshot rows(final JobTotals totals) {
        final GaugeSnapshot.Builder gauge =
                gauge("userimport_rows", "Rows of jobs that are kept, by what became of them.");
        for (final Count count : List.of(Count.APPLIED, Count.REJECTED, Count.SKIPPED)) {
            gauge.dataPoint(
                    point(
                            Labels.of("outcome", count.name().toLowerCase(Locale.ROOT)),
                            (double) totals.counts().get(count)));
        }
        return gauge.build();
    }

    private static GaugeSnapshot oldest(final JobTotals totals) {
        final GaugeSnapshot.Builder gauge =
                gauge(
                        "userimport_oldest_job_seconds",
                        "How long ago the oldest job was registered that has not ended, by state.");
        for (final JobState state : List.of(JobState.PENDING, JobState.RUNNING)) {
            gauge.dataPoint(
                    point(
                            of(state),
                            totals.oldest().getOrDefault(state, Duration.ZERO).toNanos() / NANOS));
        }
        return gauge.build();
    }

    private static Labels of(final JobState state) {
        return Labels.of("state", state.name().toLowerCase(Locale.ROOT));
    }

    private static GaugeSnapshot.Builder gauge(final String name, final String help) {
        return GaugeSnapshot.builder().name(name).help(help);
    }

    private static GaugeDataPointSnapshot point(final Labels labels, final double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
