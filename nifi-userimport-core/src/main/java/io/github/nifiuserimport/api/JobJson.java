// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobSummary;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.page.ImportLinks;
import io.github.nifiuserimport.page.JobTimes;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** Jobs in all detail. */
public final class JobJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JobJson() {}

    /** Writes one job; the output stays open. */
    public static void write(
            final JobStatus job,
            final JobFindings findings,
            final ImportLinks links,
            final Instant now,
            final OutputStream output)
            throws IOException {
        try (JsonGenerator json = generator(output)) {
            json.writeStartObject();
            job(json, job, now);
            notes(json, "errors", "error", findings.errors());
            notes(json, "warnings", "warning", findings.warnings());
            json.writeArrayFieldStart("errors_by_column");
            for (final JobFindings.ColumnErrors column : findings.errorsByColumn()) {
                json.writeStartObject();
                json.writeStringField("column", column.column());
                json.writeNumberField("rows", column.rows());
                json.writeEndObject();
            }
            json.writeEndArray();
            links(json, job, links);
            json.writeEndObject();
        }
    }

    /** Writes the latest jobs; the output stays open. */
    public static void write(
            final List<JobStatus> jobs,
            final ImportLinks links,
            final Instant now,
            final OutputStream output)
            throws IOException {
        try (JsonGenerator json = generator(output)) {
            json.writeStartObject();
            json.writeArrayFieldStart("imports");
            for (final JobStatus job : jobs) {
                json.writeStartObject();
                job(json, job, now);
                links(json, job, links);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    /** Writes why there is nothing to tell; the output stays open. */
    public static void write(final int status, final String error, final OutputStream output)
            throws IOException {
        try (JsonGenerator json = generator(output)) {
            json.writeStartObject();
            json.writeNumberField("status", status);
            json.writeStringField("error", error);
            json.writeEndObject();
        }
    }

    private static JsonGenerator generator(final OutputStream output) throws IOException {
        return FACTORY.createGenerator(output).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    private static void job(final JsonGenerator json, final JobStatus job, final Instant now)
            throws IOException {
        json.writeStringField("id", job.id());
        json.writeStringField("app", job.appId());
        json.writeStringField("action", job.action());
        json.writeStringField("file", job.fileName());
        number(json, "size", job.fileSize() < 0 ? null : Long.valueOf(job.fileSize()));
        json.writeStringField("state", job.state().name());
        json.writeNumberField("percent", job.percent());
        counts(json, job);
        json.writeStringField("created", text(job.created()));
        json.writeStringField("started", text(job.started()));
        json.writeStringField("finished", text(job.finished()));
        final JobTimes times = JobTimes.of(job, now);
        json.writeFieldName("seconds");
        if (times.seconds() == null) {
            json.writeNull();
        } else {
            json.writeNumber(times.seconds());
        }
        number(json, "rows_per_second", times.rowsPerSecond());
        json.writeStringField("error", job.error());
        if (JobSummary.warning(job) != null) {
            json.writeStringField("warning", JobSummary.warning(job));
        }
    }

    private static void counts(final JsonGenerator json, final JobStatus job) throws IOException {
        final Counts counts = job.counts();
        json.writeObjectFieldStart("counts");
        number(json, "rows_total", job.rowsTotal() < 0 ? null : Long.valueOf(job.rowsTotal()));
        json.writeNumberField("rows", counts.rows());
        json.writeNumberField("applied", counts.applied());
        json.writeNumberField("rejected", counts.rejected());
        json.writeNumberField("skipped", counts.skipped());
        json.writeNumberField("warnings", counts.warnings());
        json.writeNumberField("users_created", counts.created());
        json.writeNumberField("users_updated", counts.updated());
        json.writeNumberField("users_unchanged", counts.unchanged());
        json.writeNumberField("devices_changed", counts.devices());
        json.writeNumberField("events_tracked", counts.events());
        json.writeEndObject();
    }

    private static void notes(
            final JsonGenerator json, final String name, final String text, final RowNotes notes)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (final RowNote note : notes.kept()) {
            json.writeStartObject();
            json.writeNumberField("line", note.line());
            json.writeStringField("column", note.column());
            json.writeStringField(text, note.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField(name + "_left_out", notes.leftOut());
    }

    private static void links(
            final JsonGenerator json, final JobStatus job, final ImportLinks links)
            throws IOException {
        json.writeObjectFieldStart("links");
        json.writeStringField("self", links.json(job));
        json.writeStringField("page", links.page(job));
        json.writeStringField("rejected_rows", links.rejectedRows(job));
        json.writeStringField("responses", links.responses(job));
        json.writeStringField("imports", links.list());
        json.writeEndObject();
    }

    private static void number(final JsonGenerator json, final String name, final Long number)
            throws IOException {
        json.writeFieldName(name);
        if (number == null) {
            json.writeNull();
        } else {
            json.writeNumber(number);
        }
    }

    private static String text(final Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
