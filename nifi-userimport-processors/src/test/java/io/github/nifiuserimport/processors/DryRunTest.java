// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.check.CheckedRows;
import io.github.nifiuserimport.job.check.FileCheck;
import io.github.nifiuserimport.job.dryrun.DryRun;
import io.github.nifiuserimport.job.dryrun.DryRunReport;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.job.run.ImportSettings;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.reference.PlainSettings;
import io.github.nifiuserimport.reference.RandomFiles;
import io.github.nifiuserimport.reference.RandomFiles.RandomFile;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.services.UserStore;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.util.MockFlowFile;

/**
 * What a dry run tells is what the import then does: the difference of all that the database holds
 * before and after it, and what the history tells of it afterwards. Files of every action and
 * layout, several into each app, in batches of any size, in the order of the file and of the keys.
 *
 * <p>The history has what each batch has changed, a dry run what the file comes to: of a field that
 * several batches change, the steps are put together, and those that come to nothing left out. Of a
 * user who becomes another, the history has all that was changed before, and which devices and
 * events went over; a dry run says whom the user becomes. What is kept for addresses that are
 * nobody's is no user's history.
 */
@Tag("slow")
class DryRunTest {

    private static final int MOST_TOLD = 3_000;

    /** A dump shows that users became one, not which. */
    private static final Set<String> MERGES = Set.of(FieldChange.MERGED, FieldChange.MERGED_INTO);

    private static final RandomFile LIST =
            leanplum("unsubscribe", "email\na@x.org\nB@x.org\nnobody@x.org\n", false);

    private static final List<String> DEVICES = List.of("d1", "d2", "d3");

    /** Some have the id of a device: whoever was known by that alone. */
    private static final List<String> USERS = List.of("u1", "u2", "u3", "d1", "d2", "");

    private static RandomFile leanplum(
            final String action, final String text, final boolean renamesUsers) {
        return new RandomFile(
                text.getBytes(StandardCharsets.UTF_8),
                new PlainSettings(
                        ',',
                        false,
                        "Leanplum",
                        action,
                        "$user_id",
                        List.of(),
                        Map.of(),
                        "Error",
                        false,
                        false,
                        true,
                        renamesUsers),
                false);
    }

    /** A file of users of devices, who become others. */
    private static RandomFile ofDevices(final Random random) {
        final int kind = random.nextInt(4);
        final StringBuilder file =
                new StringBuilder(
                        switch (kind) {
                            case 0 -> "deviceId,event,time\n";
                            case 1 -> "deviceId,userId,systemName\n";
                            default ->
                                    "deviceId,userId,newUserId,userAttributes.a,"
                                            + "userAttributes.email,"
                                            + "userAttributeValuesToIncrement.n\n";
                        });
        for (int rows = 1 + random.nextInt(12); rows > 0; rows--) {
            final int any = random.nextInt(3);
            file.append(one(DEVICES, random)).append(',');
            file.append(
                    switch (kind) {
                        case 0 -> "Visit," + (1_600_000_000 + any);
                        case 1 -> one(USERS, random) + ",iOS " + any;
                        default ->
                                String.join(
                                        ",",
                                        any == 0 ? one(USERS, random) : "",
                                        one(USERS, random),
                                        Integer.toString(any),
                                        any == 1 ? one(USERS, random) + "@x.org" : "",
                                        Integer.toString(any));
                    });
            file.append('\n');
        }
        return leanplum("Detect", file.toString(), random.nextInt(4) == 0);
    }

    private static String one(final List<String> of, final Random random) {
        return of.get(random.nextInt(of.size()));
    }

    private static TestDatabase database;
    private static RandomFilesBench imports;
    private static DryRunBench dumps;
    private static HistoryBench histories;

    @BeforeContainer
    static void open() throws Exception {
        database = TestPostgres.shared().newDatabase();
        imports = new RandomFilesBench(database);
        dumps = new DryRunBench(database);
        histories = new HistoryBench(database);
    }

    @AfterContainer
    static void close() {
        imports.close();
    }

    /**
     * How a file is imported.
     *
     * @param sorted whether its rows are applied in order of their keys, where they can be
     */
    private record How(int batchSize, boolean sorted) {}

    /** What a dry run has told. */
    private static final class Told implements ChangeSink {

        private final List<ChangedUser> users = new ArrayList<>();

        @Override
        public void begin() {
            users.clear();
        }

        @Override
        public void changed(final ChangedUser user) {
            users.add(user);
        }

        /** Those changes of fields whose names are asked for. */
        List<ChangedUser> of(final Predicate<String> fields) {
            return users.stream()
                    .map(
                            user ->
                                    new ChangedUser(
                                            user.userId(),
                                            user.line(),
                                            user.changes().stream()
                                                    .filter(each -> fields.test(each.field()))
                                                    .toList()))
                    .filter(user -> !user.changes().isEmpty())
                    .toList();
        }
    }

    @Property(tries = 150, shrinking = ShrinkingMode.OFF)
    void tellsWhatTheImportThenDoes(@ForAll final long seed) throws Exception {
        final String app = "app " + seed;
        final RandomFiles files = new RandomFiles(seed);
        final Random random = new Random(seed);
        final int count = 2 + random.nextInt(4);
        final StringBuilder story = new StringBuilder();
        for (int i = 0; i < count; i++) {
            final RandomFile file =
                    switch (random.nextInt(8)) {
                        case 0 -> LIST;
                        case 1, 2, 3, 4 -> ofDevices(random);
                        default -> files.next();
                    };
            final How how = new How(1 + random.nextInt(30), random.nextBoolean());
            story.append(
                    Text.format(
                            "%s, %s%n%s%n-----%n",
                            how,
                            file.settings(),
                            new String(file.content(), StandardCharsets.UTF_8)));
            try {
                tryAndImport(app, file, how);
            } catch (final AssertionError | RuntimeException wrong) {
                final String told = story.substring(Math.max(0, story.length() - MOST_TOLD));
                throw new AssertionError(wrong + "\n" + told, wrong);
            }
        }
        assertThat(histories.untold(app, dumps.dump(app)))
                .as("not told by the users' ids\n%s", story)
                .isEmpty();
    }

    private static void tryAndImport(final String app, final RandomFile file, final How how)
            throws Exception {
        final Told told = new Told();
        final DryRunBench.Dump before = dumps.dump(app);
        final DryRunReport report = dryRun(app, file, how, told);
        assertThat(dumps.dump(app)).as("users after the dry run").isEqualTo(before);

        final RandomFilesBench.Outcome outcome =
                imports.run(app, file, how.batchSize(), 1, how.sorted());

        if (report == null) {
            assertThat(outcome.fault()).as("fault").isNotNull();
            return;
        }
        assertThat(outcome.fault()).as("fault").isNull();
        final DryRunBench.Dump after = dumps.dump(app);
        final List<String> changes = DryRunBench.changes(before, after);
        assertThat(DryRunBench.told(told.of(field -> !MERGES.contains(field))))
                .as("changes")
                .isEqualTo(changes);
        assertThat(DryRunBench.told(told.of(field -> !field.startsWith("suppressed."))))
                .as("changes in the history")
                .isEqualTo(DryRunBench.told(histories.changes(imports.job(), before, after)));
        for (final Count each : Count.values()) {
            assertThat(report.counts().get(each)).as(each.label()).isEqualTo(imports.count(each));
        }
        assertThat(
                        report.warnings().kept().stream()
                                .map(warning -> Math.toIntExact(warning.line())))
                .as("lines of warnings")
                .isEqualTo(outcome.warned());
        assertThat(
                        report.fields().stream()
                                .mapToLong(each -> each.added() + each.changed() + each.removed())
                                .sum())
                .as("changes counted")
                .isEqualTo(told.users.stream().mapToLong(user -> user.changes().size()).sum());
        Statistics.label("changes").collect(changes.isEmpty() ? "none" : "some");
        Statistics.label("merges").collect(told.of(MERGES::contains).isEmpty() ? "none" : "some");
    }

    /** Nothing when the file has a fault. */
    private static DryRunReport dryRun(
            final String app, final RandomFile file, final How how, final Told told)
            throws IOException, StoreException, SQLException {
        final Map<String, String> properties =
                new LinkedHashMap<>(RandomFilesBench.properties(file));
        properties.put("Sort Files From", how.sorted() ? "0 B" : "1 TB");
        return imports.with(
                properties,
                context -> {
                    final MockFlowFile flowFile = new MockFlowFile(1);
                    final Layout layout = Layouts.of(LayoutProperties.settings(context, flowFile));
                    final RowFormat format =
                            ReaderProperty.rowFormat(context, flowFile, imports.log());
                    final boolean faulty =
                            new FileCheck(format, layout, Long.MAX_VALUE, 0)
                                    .run(
                                            () -> new ByteArrayInputStream(file.content()),
                                            file.content().length,
                                            CheckedRows.IGNORED)
                                    .fault()
                                    .isPresent();
                    return faulty ? null : run(app, file, how, told, context, format, layout);
                });
    }

    private static DryRunReport run(
            final String app,
            final RandomFile file,
            final How how,
            final Told told,
            final ProcessContext context,
            final RowFormat format,
            final Layout layout)
            throws IOException, StoreException {
        return new DryRun(
                        context.getProperty(PutUserImport.USER_STORE)
                                .asControllerService(UserStore.class),
                        format,
                        layout,
                        ImportSettings.ofBatchRows(how.batchSize())
                                .withSorting(SortProperties.settings(context)),
                        MOST_TOLD)
                .run(
                        app,
                        () -> new ByteArrayInputStream(file.content()),
                        file.content().length,
                        told,
                        () -> false)
                .orElseThrow();
    }
}
