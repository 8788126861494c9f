// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.ColumnErrors;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.RowNotation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Jobs of every kind, to look at their pages. */
final class SampleJobs {

    static final Instant NOW = Instant.parse("2026-03-14T09:26:58Z");

    static final String ID = "0b7c9f2e-6c1d-4a53-9a54-1f6f0f2f4f10";

    /** A name made to do harm, and long. */
    static final String HOSTILE_NAME =
            "<script>document.title='owned'</script><img src=x onerror=alert(1)>\"'&amp;👩‍🚀🎉"
                    + "x".repeat(200)
                    + ".csv";

    static final String HOSTILE_COLUMN = "</td><script>alert('column')</script>";

    private static final RowNotation CSV =
            new CsvNotation(List.of(new Column(0, "userId", List.of("userId"))), ',');

    private SampleJobs() {}

    static JobStatus pending() {
        return job("users.csv", JobState.PENDING, -1, Counts.NONE, null, null, null, null);
    }

    static JobStatus running() {
        return job(
                "spring-campaign.csv",
                JobState.RUNNING,
                1_250_000,
                Counts.NONE
                        .plus(Count.ROWS, 481_200)
                        .plus(Count.APPLIED, 480_912)
                        .plus(Count.REJECTED, 288)
                        .plus(Count.WARNINGS, 12)
                        .plus(Count.CREATED, 310_000)
                        .plus(Count.UPDATED, 120_412)
                        .plus(Count.UNCHANGED, 50_500),
                NOW.minusSeconds(13),
                null,
                null,
                CSV);
    }

    static JobStatus finished() {
        return job(
                "users.csv",
                JobState.FINISHED,
                10_000,
                Counts.NONE
                        .plus(Count.ROWS, 10_000)
                        .plus(Count.APPLIED, 10_000)
                        .plus(Count.CREATED, 7_000)
                        .plus(Count.UPDATED, 2_000)
                        .plus(Count.UNCHANGED, 1_000),
                NOW.minusSeconds(4),
                NOW,
                null,
                CSV);
    }

    static JobStatus withErrors() {
        return job(
                "crm-export-march.csv",
                JobState.FINISHED,
                10_000,
                Counts.NONE
                        .plus(Count.ROWS, 10_000)
                        .plus(Count.APPLIED, 9_612)
                        .plus(Count.REJECTED, 300)
                        .plus(Count.SKIPPED, 88)
                        .plus(Count.WARNINGS, 101)
                        .plus(Count.CREATED, 4_100)
                        .plus(Count.UPDATED, 5_000)
                        .plus(Count.UNCHANGED, 512)
                        .plus(Count.DEVICES, 17)
                        .plus(Count.EVENTS, 2_310),
                NOW.minusSeconds(192),
                NOW.minusSeconds(2),
                null,
                CSV);
    }

    static JobStatus failed() {
        return job(
                "users.csv",
                JobState.FAILED,
                -1,
                Counts.NONE,
                NOW.minusSeconds(1),
                NOW,
                "users.csv, line 1, column userAtributes.age: is not a column of this import; did you"
                        + " mean userAttributes.age?",
                null);
    }

    static JobStatus cancelled() {
        return job(
                "spring-campaign.csv",
                JobState.CANCELLED,
                1_250_000,
                running().counts(),
                NOW.minusSeconds(13),
                NOW,
                "The import was cancelled",
                CSV);
    }

    /** An undo of which something stays as it is. */
    static JobStatus undo() {
        return withUndo(
                job(
                        "crm-export-march.csv",
                        JobState.FINISHED,
                        9_117,
                        Counts.NONE
                                .plus(Count.ROWS, 9_117)
                                .plus(Count.APPLIED, 9_114)
                                .plus(Count.REJECTED, 3)
                                .plus(Count.UPDATED, 5_000)
                                .plus(Count.DELETED, 4_097)
                                .plus(Count.DEVICES, 17),
                        NOW.minusSeconds(5),
                        NOW.minusSeconds(2),
                        null,
                        KeptField.NOTATION),
                ID);
    }

    /** An undo that was given up. */
    static JobStatus cancelledUndo() {
        return withUndo(
                job(
                        "crm-export-march.csv",
                        JobState.CANCELLED,
                        9_117,
                        Counts.NONE
                                .plus(Count.ROWS, 4_000)
                                .plus(Count.APPLIED, 4_000)
                                .plus(Count.UPDATED, 4_000),
                        NOW.minusSeconds(5),
                        NOW.minusSeconds(2),
                        "The import was cancelled",
                        KeptField.NOTATION),
                ID);
    }

    static JobStatus runningUndo() {
        return withUndo(running(), ID);
    }

    private static JobStatus withUndo(final JobStatus job, final String undoes) {
        return withId(job.id(), job, undoes);
    }

    /** The same job with another id, or an undo that stands as it does. */
    static JobStatus withId(final String id, final JobStatus job, final String undoes) {
        return new JobStatus(
                id,
                job.appId(),
                undoes == null ? job.action() : NewUndo.ACTION,
                job.fileName(),
                undoes == null ? job.fileSize() : -1,
                job.state(),
                job.rowsTotal(),
                job.counts(),
                job.created(),
                job.started(),
                job.finished(),
                job.error(),
                job.endedBy(),
                job.notation(),
                undoes);
    }

    /** Of an import that was taken back. */
    static JobFindings undone() {
        return undone(NOW);
    }

    static JobFindings beingUndone() {
        return undone(null);
    }

    private static JobFindings undone(final Instant at) {
        return new JobFindings(none(), none(), List.of(), new JobFindings.Undone("u/1", at));
    }

    /** Fields that an undo has left as they are. */
    static JobFindings keptFields() {
        final List<RowNote> notes =
                List.of(
                                new KeptField(
                                        "u-1007", "attributes.plan", "free", "gold", "evening"),
                                new KeptField(
                                        "u-2044", "attributes.address.city", null, "Ulm", null),
                                new KeptField("u-3071", "userId", null, "u-3071", "evening"))
                        .stream()
                        .map(kept -> kept.row(0))
                        .map(row -> new RowNote(row.line(), row.column(), row.error()))
                        .toList();
        return new JobFindings(
                new RowNotes(notes, 3),
                none(),
                List.of(
                        new ColumnErrors("attributes.plan", 1),
                        new ColumnErrors("attributes.address.city", 1),
                        new ColumnErrors("userId", 1)));
    }

    static JobStatus hostile() {
        return job(
                HOSTILE_NAME,
                JobState.FINISHED,
                3,
                Counts.NONE
                        .plus(Count.ROWS, 3)
                        .plus(Count.APPLIED, 1)
                        .plus(Count.REJECTED, 2)
                        .plus(Count.CREATED, 1),
                NOW.minusSeconds(1),
                NOW,
                null,
                CSV);
    }

    static JobFindings nothing() {
        return new JobFindings(none(), none(), List.of());
    }

    /** So many errors in several columns, of which the first are told; and a few warnings. */
    static JobFindings findings(final int errors) {
        final String[] columns = {
            "created", "userAttributes.age", "userAttributes.address.postal code", null
        };
        final String[] texts = {
            "\"soon\" is not Unix seconds, such as 1483228800, nor ISO 8601, such as 2017-01-01T00:00:00Z",
            "\"thirty\" is not a whole number",
            "holds a zero-width space (U+200B) at position 3; remove it",
            "the row has 7 cells where the header has 6; is a quote missing?"
        };
        final List<RowNote> notes = new ArrayList<>();
        final Map<String, Long> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < errors; i++) {
            final int kind = i % 7 < 3 ? 0 : i % 7 < 5 ? 1 : i % 7 == 5 ? 2 : 3;
            byColumn.merge(String.valueOf(columns[kind]), 1L, Long::sum);
            if (notes.size() < OwnFormat.MAX_NOTES) {
                notes.add(new RowNote(2 + 31L * i, columns[kind], texts[kind]));
            }
        }
        return new JobFindings(
                new RowNotes(notes, errors),
                new RowNotes(
                        List.of(
                                new RowNote(17, null, "User not found; request skipped."),
                                new RowNote(
                                        40,
                                        "userAttributeValuesToIncrement.visits",
                                        "the present value \"many\" is not a whole number; it is left")),
                        101),
                byColumn.entrySet().stream()
                        .map(
                                each ->
                                        new ColumnErrors(
                                                each.getKey().equals("null") ? null : each.getKey(),
                                                each.getValue()))
                        .sorted((a, b) -> Long.compare(b.rows(), a.rows()))
                        .toList());
    }

    static JobFindings hostileFindings() {
        return new JobFindings(
                new RowNotes(
                        List.of(
                                new RowNote(2, HOSTILE_COLUMN, "<b onmouseover=alert(1)>bold</b>"),
                                new RowNote(
                                        3, "W".repeat(300), "\"" + "w".repeat(400) + "\" is no")),
                        2),
                none(),
                List.of(new ColumnErrors(HOSTILE_COLUMN, 1), new ColumnErrors("W".repeat(300), 1)));
    }

    private static RowNotes none() {
        return new RowNotes(List.of(), 0);
    }

    static JobStatus job(
            final String file,
            final JobState state,
            final long rowsTotal,
            final Counts counts,
            final Instant started,
            final Instant finished,
            final String error,
            final RowNotation notation) {
        return new JobStatus(
                ID,
                "default",
                notation == null ? null : "setUserAttributes",
                file,
                48_312_907,
                state,
                rowsTotal,
                counts,
                NOW.minusSeconds(200),
                started,
                finished,
                error,
                null,
                notation);
    }
}
