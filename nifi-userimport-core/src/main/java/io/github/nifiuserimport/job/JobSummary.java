// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** An ended job in one JSON object, and in one sentence. */
public final class JobSummary {

    private static final JsonMapper MAPPER = new JsonMapper();

    private static final String NO_ROWS = "the file has a header and no rows";

    private JobSummary() {}

    /** Whether a job has finished without there having been a row: its sentence is a warning. */
    public static boolean hasNoRows(final JobStatus job) {
        return job.state() == JobState.FINISHED && job.counts().rows() == 0;
    }

    /** What is to be seen to though the job has finished, or null. */
    public static String warning(final JobStatus job) {
        return hasNoRows(job) ? NO_ROWS : null;
    }

    /** The job as a JSON object; {@code error} is there for a failed one only. */
    public static String json(final JobStatus job) {
        final ObjectNode json = MAPPER.createObjectNode();
        json.put("id", job.id());
        json.put("app", job.appId());
        json.put("action", job.action());
        json.put("file", job.fileName());
        json.put("state", job.state().name());
        json.put("rows", job.counts().rows());
        json.put("applied", job.counts().applied());
        json.put("rejected", job.counts().rejected());
        json.put("skipped", job.counts().skipped());
        json.put("warnings", job.counts().warnings());
        json.put("created", job.counts().created());
        json.put("updated", job.counts().updated());
        json.put("unchanged", job.counts().unchanged());
        json.put("devices", job.counts().devices());
        json.put("events", job.counts().events());
        json.put("started", text(job.started()));
        json.put("finished", text(job.finished()));
        json.put("seconds", seconds(job));
        if (job.error() != null) {
            json.put("error", job.error());
        }
        if (warning(job) != null) {
            json.put("warning", warning(job));
        }
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The job in one sentence, for a bulletin. */
    public static String sentence(final JobStatus job) {
        if (job.state() == JobState.FAILED) {
            return "Import %s failed, nothing more of it is applied: %s"
                    .formatted(job.id(), job.error());
        }
        if (hasNoRows(job)) {
            return "Import %s of %s finished and changed nothing: %s"
                    .formatted(job.id(), job.fileName(), NO_ROWS);
        }
        final Counts counts = job.counts();
        return String.format(
                Locale.ROOT,
                "Import %s of %s finished: %,d rows, %,d rejected%s;"
                        + " %,d users created, %,d updated, %,d unchanged%s; %.1f seconds",
                job.id(),
                job.fileName(),
                counts.rows(),
                counts.rejected(),
                some(counts.skipped(), "skipped") + some(counts.warnings(), "warnings"),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                some(counts.devices(), "devices changed") + some(counts.events(), "events tracked"),
                seconds(job));
    }

    /** Said only where there is something to say. */
    private static String some(final long count, final String what) {
        return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, what);
    }

    private static String text(final Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static double seconds(final JobStatus job) {
        return job.started() == null || job.finished() == null
                ? 0
                : Duration.between(job.started(), job.finished()).toMillis() / 1000.0;
    }
}
