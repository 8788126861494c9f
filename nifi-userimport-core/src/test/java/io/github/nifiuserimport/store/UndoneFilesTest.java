// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.run.ImportProgress;
import io.github.nifiuserimport.job.undo.ImportUndo;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;

/**
 * Files of every column, imported and undone: nothing is left of them, and nothing else is lost.
 */
@Tag("slow")
class UndoneFilesTest {

    private static final Layout LAYOUT = Layouts.of(LayoutSettings.DEFAULTS);

    /** Both are the users of such a file, and what it does to them. */
    private static final String HEADER =
            "userId,deviceId,newUserId,country,userAttributes.a,userAttributes.o.x,userAttributes.o.y,"
                    + "userAttributeValuesToIncrement.n,userAttributeValuesToAdd.s,"
                    + "userAttributeValuesToRemove.s,events.Buy.countIncrement,states.On.count,"
                    + "unsubscribeChannelsToAdd,unsubscribeChannelsToRemove\n";

    private static final StoreFixture FIXTURE = new StoreFixture();
    // Each change is a step, so that some are done while others of the same users are not.
    private static final PostgreSQLImportStore STORE = FIXTURE.undoingBy(1);

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void nothingIsLeftOfAnUndoneFile(@ForAll final Random random) throws Exception {
        final String app = UUID.randomUUID().toString();
        importFile(app, file(random), random);
        importFile(app, devices(random), random);
        importFile(app, events(random), random);
        final List<String> before = FIXTURE.profiles(app);
        final String undone = importFile(app, file(random), random);
        final String devices = importFile(app, devices(random), random);
        final String tracked = importFile(app, events(random), random);

        undo(app, tracked, random);
        undo(app, devices, random);
        undo(app, undone, random);

        assertThat(FIXTURE.profiles(app)).isEqualTo(before);
    }

    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void anUndoThatIsUndoneHasDoneNothing(@ForAll final Random random) throws Exception {
        final String app = UUID.randomUUID().toString();
        importFile(app, file(random), random);
        final String file = importFile(app, file(random), random);
        final List<String> before = FIXTURE.profiles(app);

        for (final String undo : undo(app, file, random).reversed()) {
            undo(app, undo, random);
        }

        assertThat(FIXTURE.profiles(app)).isEqualTo(before);
    }

    /** The third file changes other fields, or adds to the same. */
    @Property(tries = 20, shrinking = ShrinkingMode.OFF)
    void whatCameSinceIsAsIfTheFileHadNeverBeenThere(@ForAll final Random random) throws Exception {
        final String app = UUID.randomUUID().toString();
        final String without = UUID.randomUUID().toString();
        final String first = assigning(random, "a", 1);
        final String second = assigning(random, "b", 2);
        final String third = assigning(random, "c", 3);
        importFile(app, first, random);
        final String undone = importFile(app, second, random);
        importFile(app, third, random);
        importFile(without, first, random);
        importFile(without, third, random);

        undo(app, undone, random);

        assertThat(FIXTURE.profiles(app)).isEqualTo(FIXTURE.profiles(without));
    }

    private static String file(final Random random) {
        final StringBuilder file = new StringBuilder(HEADER);
        final int rows = 1 + random.nextInt(12);
        for (int row = 0; row < rows; row++) {
            final boolean byDevice = random.nextInt(3) == 0;
            file.append(byDevice ? "" : "u" + random.nextInt(8))
                    .append(',')
                    .append(byDevice || random.nextInt(4) == 0 ? "d" + random.nextInt(5) : "")
                    .append(',')
                    .append(byDevice && random.nextBoolean() ? "u" + random.nextInt(8) : "")
                    .append(some(random, "DE", "FR"))
                    .append(some(random, "1", "2", "text"))
                    .append(some(random, "1", "2"))
                    .append(some(random, "1", "2"))
                    .append(some(random, "1", "5"))
                    .append(some(random, "tea", "milk", "rum"))
                    .append(some(random, "water"))
                    .append(some(random, "1", "2"))
                    .append(some(random, "1", "2"))
                    .append(some(random, "Email", "Webhook"))
                    .append(some(random, "App Inbox"))
                    .append('\n');
        }
        return file.toString();
    }

    private static String devices(final Random random) {
        final StringBuilder file = new StringBuilder("deviceId,userId,appVersion,systemName\n");
        for (int row = 0; row < 4; row++) {
            file.append('d')
                    .append(random.nextInt(5))
                    .append(random.nextBoolean() ? "," : ",u" + random.nextInt(8))
                    .append(some(random, "1", "2"))
                    .append(some(random, "iOS"))
                    .append('\n');
        }
        return file.toString();
    }

    private static String events(final Random random) {
        final StringBuilder file = new StringBuilder("userId,event,value,time,disposition\n");
        for (int row = 0; row < 4; row++) {
            file.append(
                    Text.format(
                            "u%d,Visit,%d,%d,passive\n",
                            random.nextInt(10), row, 1735689600 + row));
        }
        return file.toString();
    }

    /**
     * Of users who are all known before: who is made by a file that is undone is another matter.
     */
    private static String assigning(final Random random, final String own, final int part) {
        final StringBuilder file =
                new StringBuilder(
                        Text.format(
                                "userId,userAttributes.%s,userAttributes.o.%s,"
                                        + "userAttributeValuesToIncrement.n,userAttributeValuesToAdd.s\n",
                                own, own));
        for (int user = 0; user < 8; user++) {
            if (part == 1 || random.nextBoolean()) {
                file.append('u')
                        .append(user)
                        .append(some(random, "1", "2"))
                        .append(some(random, "1", "2"))
                        .append(part == 1 ? ",1" : some(random, "1", "5"))
                        .append(part == 1 ? ",tea" : some(random, own + "1", own + "2"))
                        .append('\n');
            }
        }
        return file.toString();
    }

    private static String some(final Random random, final String... values) {
        return "," + (random.nextBoolean() ? "" : values[random.nextInt(values.length)]);
    }

    private static String importFile(final String app, final String file, final Random random)
            throws Exception {
        final String job = UUID.randomUUID().toString();
        EveryKind.run(
                STORE,
                new NewJob(job, app, null, "users.csv", file.length(), 1),
                0,
                file,
                LAYOUT,
                1 + random.nextInt(4),
                counts -> {});
        return job;
    }

    /**
     * In runs of some steps each; some after one that was given up. All that have changed
     * something.
     */
    private static List<String> undo(final String app, final String job, final Random random)
            throws Exception {
        final List<String> undos = new ArrayList<>();
        if (random.nextInt(3) == 0) {
            final String givenUp = UUID.randomUUID().toString();
            STORE.registerUndo(new NewUndo(givenUp, app, job), "test", () -> {});
            new ImportUndo(STORE, STORE).run(givenUp, "test", some(1 + random.nextInt(8)));
            final JobStatus ended = STORE.cancel(givenUp, "for the test");
            if (ended.state() == JobState.FINISHED) {
                return List.of(givenUp);
            }
            if (ended.counts().get(Count.ROWS) > 0) {
                undos.add(givenUp);
            }
        }
        final String undo = UUID.randomUUID().toString();
        STORE.registerUndo(new NewUndo(undo, app, job), "test", () -> {});
        while (!STORE.status(undo).orElseThrow().state().ended()) {
            new ImportUndo(STORE, STORE).run(undo, "test", some(1 + random.nextInt(4)));
        }
        assertThat(STORE.status(undo).orElseThrow().state()).isEqualTo(JobState.FINISHED);
        undos.add(undo);
        return undos;
    }

    private static ImportProgress some(final int steps) {
        return new ImportProgress() {
            private int left = steps;

            @Override
            public void applied(final Counts step) {
                left--;
            }

            @Override
            public boolean stopRequested() {
                return left <= 0;
            }
        };
    }
}
