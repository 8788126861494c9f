// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.run.FileImport;
import io.github.nifiuserimport.job.run.ImportOutcome;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.job.sort.SortSettings;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Imports of every kind: the samples, users by e-mail, texts that a database may take for something
 * else, a file in parts, and files of many users, one of them in order of their keys.
 */
final class EveryKind {

    private static final Layout BY_ID = Layouts.of(LayoutSettings.DEFAULTS);
    private static final Layout BY_EMAIL =
            StoreFixture.layout(ImportKey.EMAIL, List.of("of the \"NULL\" \\ kind"));

    private static final String BY_ADDRESS =
            """
            $email,$name,note
            null@example.com,NULL,"a \\ b ""c"" {d}, e' ' $1 ?"
            NULL@example.com,,
            jimmy@example.com,Jürgen ☃ 東京 😀,2025-01-02T03:04:05+05:45
            """;

    private static final String AGAIN =
            """
            userId,lastActive,userAttributes.note,userAttributes.list,userAttributes.number,userAttributeValuesToIncrement.visits
            NULL,1735689600.5,NULL,"[NULL, ""\\"", null]",0.1,1
            u-1001,,\\x41,"[a, {b}]",1E-7,2
            ü-\\,1735689601,'quoted',[],12345678901234.5,
            """;

    private static final List<String> PARTS =
            List.of(
                    "userId,userAttributes.part,userAttributeValuesToIncrement.visits\np1,1,1\n",
                    "userId,userAttributes.part,userAttributeValuesToIncrement.visits\np2,2,1\n");

    /** Of users whom it pays to copy. */
    private static final int LARGE_BATCH = 250;

    private static final ImportSettings IN_BATCHES = ImportSettings.ofBatchRows(LARGE_BATCH);

    private static final ImportSettings SORTED =
            IN_BATCHES.withSorting(
                    SortSettings.of(0, Path.of(System.getProperty("java.io.tmpdir"))));

    private EveryKind() {}

    /**
     * Imports them one after the other.
     *
     * @return what all of them came to
     */
    static Counts importInto(final PostgreSQLImportStore store, final String app)
            throws StoreException, IOException {
        final List<Counts> counts = new ArrayList<>();
        try (Stream<Path> samples = Files.list(Path.of("../samples"))) {
            for (final Path sample : samples.sorted().toList()) {
                final String job = app + " " + sample.getFileName();
                counts.add(part(store, app, job, 0, 1, Files.readString(sample), BY_ID));
            }
        }
        counts.add(part(store, app, app + " by address", 0, 1, BY_ADDRESS, BY_EMAIL));
        counts.add(part(store, app, app + " again", 0, 1, AGAIN, BY_ID));
        for (int part = 0; part < PARTS.size(); part++) {
            counts.add(
                    part(store, app, app + " parts", part, PARTS.size(), PARTS.get(part), BY_ID));
        }
        counts.add(large(store, app, app + " many", 0, IN_BATCHES));
        counts.add(large(store, app, app + " more", 2 * LARGE_BATCH + 7, IN_BATCHES));
        counts.add(large(store, app, app + " sorted", 4 * LARGE_BATCH + 9, SORTED));
        assertThat(store.latest(app, 100))
                .hasSize(counts.size() - 1)
                .allMatch(job -> job.state() == JobState.FINISHED);
        assertThat(store.findings(app + " dirty.csv", 1).errors().count()).isPositive();
        return counts.stream().reduce(Counts.NONE, Counts::plus);
    }

    /** A file of users with numbers from the given one on, three large batches of them. */
    private static Counts large(
            final PostgreSQLImportStore store,
            final String app,
            final String job,
            final int first,
            final ImportSettings settings)
            throws StoreException, IOException {
        final StringBuilder file =
                new StringBuilder(
                        "userId,created,country,userAttributes.email,userAttributes.note\n");
        for (int user = first; user < first + 3 * LARGE_BATCH; user++) {
            file.append(
                    Text.format(
                            "ñ-%d,2020-01-02T03:04:05.678901Z,DE,n%d@example.com,\"%d \"\"東京\"\" 😀\"\n",
                            user, user, first));
        }
        return part(store, app, job, 0, 1, file.toString(), BY_ID, settings);
    }

    private static Counts part(
            final PostgreSQLImportStore store,
            final String app,
            final String job,
            final int index,
            final int parts,
            final String file,
            final Layout layout)
            throws StoreException, IOException {
        return part(store, app, job, index, parts, file, layout, ImportSettings.ofBatchRows(2));
    }

    private static Counts part(
            final PostgreSQLImportStore store,
            final String app,
            final String job,
            final int index,
            final int parts,
            final String file,
            final Layout layout,
            final ImportSettings settings)
            throws StoreException, IOException {
        final Counts[] counts = {Counts.NONE};
        run(
                store,
                new NewJob(job, app, null, job, file.length(), parts),
                index,
                file,
                layout,
                settings,
                batch -> counts[0] = counts[0].plus(batch));
        return counts[0];
    }

    /** Imports one part of a file. */
    static void run(
            final PostgreSQLImportStore store,
            final NewJob job,
            final int index,
            final String file,
            final Layout layout,
            final int batchSize,
            final Consumer<Counts> applied)
            throws StoreException, IOException {
        run(store, job, index, file, layout, ImportSettings.ofBatchRows(batchSize), applied);
    }

    private static void run(
            final PostgreSQLImportStore store,
            final NewJob job,
            final int index,
            final String file,
            final Layout layout,
            final ImportSettings settings,
            final Consumer<Counts> applied)
            throws StoreException, IOException {
        final byte[] bytes = file.getBytes(StandardCharsets.UTF_8);
        final ImportOutcome outcome =
                new FileImport(store, CsvFormat.defaults(), layout, settings)
                        .run(
                                new Delivery(
                                        job,
                                        new PartId(job.id(), index),
                                        "delivery of " + job.id() + index),
                                () -> new ByteArrayInputStream(bytes),
                                telling(applied));
        assertThat(outcome).isInstanceOf(ImportOutcome.Done.class);
    }

    private static ImportProgress telling(final Consumer<Counts> applied) {
        return new ImportProgress() {
            @Override
            public void applied(final Counts batch) {
                applied.accept(batch);
            }

            @Override
            public boolean stopRequested() {
                return false;
            }
        };
    }
}
