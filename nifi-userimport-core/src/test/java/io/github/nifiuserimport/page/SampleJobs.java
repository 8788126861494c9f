// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

import io.github.nifiuserimport.api.OwnFormat;
import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.ColumnErrors;
import io.github.nifiuserimport.job.JobFindings.Undone;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
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

    /** An undo that has left something as it is. */
    static JobStatus undo() {
        final JobStatus job =
                job(
                        "crm-export-march.csv",
                        JobState.FINISHED,
                        10_017,
                        Counts.NONE
                                .plus(Count.ROWS, 10_017)
                                .plus(Count.APPLIED, 9_717)
                                .plus(Count.REJECTED, 300)
                                .plus(Count.CREATED, 12)
                                .plus(Count.UPDATED, 5_000)
                                .plus(Count.DEVICES, 17)
                                .plus(Count.DELETED, 4_088),
                        NOW.minusSeconds(12),
                        NOW,
                        null,
                        CSV);
        return new JobStatus(
                job.id(),
                job.appId(),
                "undo",
                job.fileName(),
                -1,
                job.state(),
                job.rowsTotal(),
                job.counts(),
                job.created(),
                job.started(),
                job.finished(),
                null,
                null,
                job.notation(),
                "5d1f0c9e-6f6e-4f2d-8a3c-2f4f7e1f9a10");
    }

    static JobFindings whatStays(final int fields) {
        final List<RowNote> notes = new ArrayList<>();
        for (int field = 0; field < Math.min(fields, OwnFormat.MAX_NOTES); field++) {
            notes.add(
                    new RowNote(
                            field + 2L,
                            "attributes.plan",
                            "Import spring-campaign changed it since, and it stays as it is"));
        }
        return new JobFindings(
                new RowNotes(notes, fields),
                none(),
                List.of(new ColumnErrors("attributes.plan", fields)));
    }

    /** Nothing is wrong with a job, but that it was undone. */
    static JobFindings undone() {
        return new JobFindings(none(), none(), List.of(), new Undone("undo of it", NOW));
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
