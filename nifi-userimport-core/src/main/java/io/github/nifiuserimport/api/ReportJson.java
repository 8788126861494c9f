// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.check.ColumnReport;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.job.dryrun.FieldTotal;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.value.JsonWriter;
import io.github.nifiuserimport.value.ValueType;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The report of a checked file in all detail. */
public final class ReportJson {

    private ReportJson() {}

    /** Writes the report. */
    public static void write(final FileReport report, final JsonGenerator json) throws IOException {
        json.writeStartObject();
        file(report, report.warnings(), json);
        json.writeEndObject();
    }

    /** Writes the report with what the import would change. */
    public static void write(
            final FileReport report, final DryRunReport dryRun, final JsonGenerator json)
            throws IOException {
        json.writeStartObject();
        file(report, dryRun.warnings(), json);
        json.writeObjectFieldStart("counts");
        for (final Count count : Count.values()) {
            json.writeNumberField(count.jsonName(), dryRun.counts().get(count));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("fields");
        for (final FieldTotal field : dryRun.fields()) {
            field(field, json);
        }
        json.writeEndArray();
        json.writeNumberField("changes_left_out", dryRun.fieldsLeftOut());
        json.writeEndObject();
    }

    private static void field(final FieldTotal field, final JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("field", field.field());
        json.writeNumberField("added", field.added());
        json.writeNumberField("changed", field.changed());
        json.writeNumberField("removed", field.removed());
        json.writeArrayFieldStart("samples");
        for (final FieldTotal.Sample sample : field.samples()) {
            json.writeStartObject();
            json.writeStringField("userId", sample.userId());
            if (sample.line() > 0) {
                json.writeNumberField("line", sample.line());
            }
            json.writeFieldName("before");
            JsonWriter.write(json, sample.before());
            json.writeFieldName("after");
            JsonWriter.write(json, sample.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void file(
            final FileReport report, final RowNotes warnings, final JsonGenerator json)
            throws IOException {
        json.writeBooleanField("valid", report.fault().isEmpty());
        if (report.fault().isPresent()) {
            fault(json, report.fault().get());
        }
        json.writeNumberField("rows", report.rows());
        json.writeNumberField("rows_valid", report.rows() - report.rowErrors().count());
        json.writeNumberField("rows_rejected", report.rowErrors().count());
        json.writeNumberField("updates_planned", report.updatesPlanned());
        notes(json, "row_errors", "error", report.rowErrors());
        notes(json, "warnings", "warning", warnings);
        json.writeArrayFieldStart("columns");
        for (final ColumnReport column : report.columns()) {
            column(json, column);
        }
        json.writeEndArray();
    }

    private static void fault(final JsonGenerator json, final FileFault fault) throws IOException {
        json.writeObjectFieldStart("error");
        if (fault.line() > 0) {
            json.writeNumberField("line", fault.line());
        }
        if (fault.column() != null) {
            json.writeStringField("column", fault.column());
        }
        json.writeStringField("error", fault.reason());
        json.writeEndObject();
    }

    private static void notes(
            final JsonGenerator json, final String name, final String text, final RowNotes notes)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (final RowNote note : notes.kept()) {
            json.writeStartObject();
            json.writeNumberField("line", note.line());
            if (note.column() != null) {
                json.writeStringField("column", note.column());
            }
            json.writeStringField(text, note.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField(name + "_left_out", notes.leftOut());
    }

    private static void column(final JsonGenerator json, final ColumnReport column)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("name", column.name());
        json.writeStringField(
                "type",
                switch (column.types().size()) {
                    case 0 -> null;
                    case 1 -> name(column.types().keySet().iterator().next());
                    default -> "mixed";
                });
        if (column.types().size() > 1) {
            json.writeObjectFieldStart("types");
            for (final Map.Entry<ValueType, Long> type : column.types().entrySet()) {
                json.writeNumberField(name(type.getKey()), type.getValue());
            }
            json.writeEndObject();
        }
        json.writeNumberField("filled", column.filled());
        json.writeStringField("example", column.example());
        if (!column.nullMarkers().isEmpty()) {
            json.writeObjectFieldStart("null_markers");
            for (final Map.Entry<String, Long> marker : column.nullMarkers().entrySet()) {
                json.writeNumberField(marker.getKey(), marker.getValue());
            }
            json.writeEndObject();
            json.writeStringField(
                    "hint",
                    "these cells are text; are they to be as empty ones? Name them in Null Strings of UserImportCSVReader: "
                            + String.join(", ", column.nullMarkers().keySet()));
        }
        json.writeEndObject();
    }

    private static String name(final ValueType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
