// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobState;
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
import java.util.function.Function;

/**
 * Jobs in JSON: in all detail to those who ask, and as a flat summary to a flow when a job ends.
 * Where the two name a field alike it means the same, but for {@code created}: a time in the one,
 * how many users in the other.
 */
public final class JobJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JobJson() {}

    /**
     * Writes an ended job as a flat object; {@code error} and {@code warning} are there only where
     * there is one, {@code unprocessed} where the job was cancelled, and {@code undoes} where it is
     * an undo. The output stays open.
     */
    public static void writeSummary(final JobStatus job, final OutputStream output)
            throws IOException {
        try (JsonGenerator json = generator(output)) {
            json.writeStartObject();
            identity(json, job);
            counts(json, job, Count::summaryName);
            unprocessed(json, job);
            json.writeStringField("started", text(job.started()));
            json.writeStringField("finished", text(job.finished()));
            final Double seconds = JobTimes.of(job, job.finished()).seconds();
            json.writeNumberField("seconds", seconds == null ? 0 : seconds);
            if (job.error() != null) {
                json.writeStringField("error", job.error());
            }
            warning(json, job);
            undoes(json, job);
            json.writeEndObject();
        }
    }

    /** Writes one job in all detail; the output stays open. */
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
            if (findings.undone() != null) {
                json.writeStringField("undone_by", findings.undone().by());
                json.writeStringField("undone", text(findings.undone().at()));
            }
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
        identity(json, job);
        number(json, "size", known(job.fileSize()));
        json.writeNumberField("percent", job.percent());
        json.writeObjectFieldStart("counts");
        number(json, "rows_total", known(job.rowsTotal()));
        counts(json, job, Count::jsonName);
        unprocessed(json, job);
        json.writeEndObject();
        json.writeStringField("created", text(job.created()));
        json.writeStringField("started", text(job.started()));
        json.writeStringField("finished", text(job.finished()));
        final JobTimes times = JobTimes.of(job, now);
        number(json, "seconds", times.seconds());
        number(json, "rows_per_second", times.rowsPerSecond());
        json.writeStringField("error", job.error());
        warning(json, job);
        undoes(json, job);
    }

    private static void undoes(final JsonGenerator json, final JobStatus job) throws IOException {
        if (job.isUndo()) {
            json.writeStringField("undoes", job.undoes());
        }
    }

    private static void identity(final JsonGenerator json, final JobStatus job) throws IOException {
        json.writeStringField("id", job.id());
        json.writeStringField("app", job.appId());
        json.writeStringField("action", job.action());
        json.writeStringField("file", job.fileName());
        json.writeStringField("state", job.state().name());
    }

    private static void counts(
            final JsonGenerator json, final JobStatus job, final Function<Count, String> name)
            throws IOException {
        for (final Count count : Count.values()) {
            json.writeNumberField(name.apply(count), job.counts().get(count));
        }
    }

    /** How many rows are left of a cancelled job; null where the rows were not counted. */
    private static void unprocessed(final JsonGenerator json, final JobStatus job)
            throws IOException {
        if (job.state() == JobState.CANCELLED) {
            number(json, "unprocessed", known(job.rowsLeft()));
        }
    }

    private static void warning(final JsonGenerator json, final JobStatus job) throws IOException {
        if (JobSummary.warning(job) != null) {
            json.writeStringField("warning", JobSummary.warning(job));
        }
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

    private static Long known(final long number) {
        return number < 0 ? null : number;
    }

    /** Null where it is not known. */
    private static void number(final JsonGenerator json, final String name, final Number number)
            throws IOException {
        json.writePOJOField(name, number);
    }

    private static String text(final Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
