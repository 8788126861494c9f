// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.nifiuserimport.job.history.ChangingJob;
import io.github.nifiuserimport.job.history.HistoryChange;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.value.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** What was changed of a user, as JSON. */
final class UserHistoryJson {

    private UserHistoryJson() {}

    /** Writes it; the output stays open. */
    static void write(final UserHistory history, final OutputStream output) throws IOException {
        try (JsonGenerator json =
                JsonWriter.generator(output).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("user", history.userId());
            json.writeStringField("email", history.email());
            json.writeBooleanField("present", history.present());
            json.writeStringField("since", history.since().toString());
            json.writeArrayFieldStart("changes");
            for (final HistoryChange change : history.changes()) {
                write(json, change);
            }
            json.writeEndArray();
            json.writeStringField("older_before", text(history.older()));
            json.writeEndObject();
        }
    }

    private static void write(final JsonGenerator json, final HistoryChange change)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("time", change.made().toString());
        json.writeStringField("by", by(change.job()));
        json.writeStringField("import", change.job() == null ? null : change.job().id());
        json.writeStringField("file", change.job() == null ? null : change.job().fileName());
        json.writeArrayFieldStart("fields");
        for (final FieldChange field : change.fields()) {
            json.writeStartObject();
            json.writeStringField("field", field.field());
            json.writeFieldName("before");
            JsonWriter.write(json, field.before());
            json.writeFieldName("after");
            JsonWriter.write(json, field.after());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (change.withLater()) {
            json.writeBooleanField("with_later", true);
        }
        if (change.eventsLeftOut() > 0) {
            json.writeNumberField("events_left_out", change.eventsLeftOut());
        }
        json.writeEndObject();
    }

    private static String by(final ChangingJob job) {
        if (job == null) {
            return "other";
        }
        if (job.id() == null) {
            return "import not kept";
        }
        return job.kind() == ChangingJob.Kind.IMPORT ? "import" : "undo";
    }

    private static String text(final Instant time) {
        return time == null ? null : time.toString();
    }
}
