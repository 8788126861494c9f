// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ApplyAheadTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final WatchedStore store = new WatchedStore();
    private final List<String> reasons = new ArrayList<>();

    @Test
    void batchesOfDifferentUsersAreWrittenAtOnce() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.hold("write 0");
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, LONG)) {
            final Background applying = Background.of(batches);
            store.await("written 1");

            assertThat(store.events())
                    .as("committed only in its turn, and the third has to wait")
                    .doesNotContain("commit 1", "begin 2");

            store.release("write 0");
            applying.join();
            assertThat(store.applied()).containsExactly(0L);
        }
    }

    @Test
    void batchesAreBegunAndCommittedInFileOrder() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"), Set.of("e"));
        applyAll(3);

        assertThat(store.applied()).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(store.events().stream().filter(event -> event.startsWith("begin ")))
                .containsExactly("begin 0", "begin 1", "begin 2", "begin 3", "begin 4");
        assertThat(store.open()).isZero();
    }

    @Test
    void aLaterBatchIsNotBegunBeforeAnEarlierOne() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.hold("begin 0");
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, LONG)) {
            final Background applying = Background.of(batches);
            store.await("beginning 0");
            Thread.sleep(50);
            assertThat(store.events()).containsExactly("beginning 0");

            store.release("begin 0");
            applying.join();
        }
    }

    @Test
    void aBatchWithAUserOfOneBeforeItWaitsForThatOne() throws Exception {
        store.file(Set.of("a", "b"), Set.of("c", "b"), Set.of("d"));
        assertThatNothingBegins("write 0", "writing 0", "beginning 1");

        assertThat(store.events()).containsSubsequence("commit 0", "begin 1", "commit 1");
        assertThat(store.applied()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void noMatterHowManyStandBetweenThem() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("a", "c"), Set.of("d"));
        assertThatNothingBegins("write 0", "written 1", "beginning 2");

        assertThat(store.applied()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aBatchThatMayLookAtAnyUserIsAppliedAlone() throws Exception {
        store.file(Set.of("a"), null, Set.of("b"), Set.of("c"));
        assertThatNothingBegins("write 0", "writing 0", "beginning 1");

        assertThat(store.events())
                .containsSubsequence("commit 0", "begin 1", "commit 1", "begin 2");
        assertThat(store.applied()).containsExactly(0L, 1L, 2L, 3L);
    }

    /** Applies all, and sees that as long as a step is held a batch is not begun. */
    private void assertThatNothingBegins(
            final String held, final String reached, final String beginning) throws Exception {
        store.hold(held);
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 3, LONG)) {
            final Background applying = Background.of(batches);
            store.await(reached);
            Thread.sleep(50);
            assertThat(store.events()).doesNotContain(beginning);

            store.release(held);
            applying.join();
            while (store.applied().size() < store.size()) {
                batches.next();
            }
        }
    }

    @Test
    void oneThatFailsAheadOfItsTurnIsTriedAgainInItsTurn() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"));
        store.hold("write 0");
        store.fail("write 1", new StoreException("deadlock detected", true, null));
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, LONG)) {
            final Background applying = Background.of(batches);
            store.await("rolled back 1");
            store.release("write 0");
            applying.join();
            batches.next();
            batches.next();
            batches.next();
        }
        assertThat(store.applied()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(store.writers())
                .as("batch by batch from then on")
                .endsWith(Thread.currentThread(), Thread.currentThread(), Thread.currentThread());
        assertThat(reasons).containsExactly("what was written ahead failed: deadlock detected");
        assertThat(store.open()).isZero();
    }

    @Test
    void aConnectionThatIsNotToBeHadAheadOfItsTurnDoesNotFailTheImport() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.fail("begin 1", new StoreException("The pool is empty", true, null));
        applyAll(2);

        assertThat(store.applied()).containsExactly(0L, 1L, 2L);
    }

    /** Such as one whose transaction was idle for too long, or has not seen the ledger move. */
    @Test
    void oneThatIsWrittenAndCannotBeCommittedIsTriedAgainInItsTurn() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"));
        store.fail("commit 1", new StoreException("idle-in-transaction timeout", false, null));
        applyAll(2);

        assertThat(store.applied()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(store.events()).containsSubsequence("rolled back 1", "begin 1", "commit 1");
        assertThat(store.open()).isZero();
    }

    @Test
    void nothingMoreIsBegunBehindOneThatHasFailed() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"), Set.of("e"));
        store.hold("begin 0");
        store.failAlways("begin 0", "the database is away");
        store.hold("begin 1");
        final ReadAhead read = store.readAhead();
        final ApplyAhead batches = batches(read, 4, LONG);
        final Background applying = Background.of(batches);
        store.await("beginning 0");
        store.release("begin 0");
        assertThatThrownBy(applying::join).hasMessageContaining("the database is away");

        // Or closing could be faster than the one behind, which would not begin at all.
        store.await("beginning 1");
        final Thread closing = Thread.ofPlatform().start(batches::close);
        while (closing.getState() != Thread.State.TIMED_WAITING) {
            Thread.sleep(1);
        }
        store.release("begin 1");
        closing.join();
        read.close();
        assertThat(store.events()).doesNotContain("beginning 2", "beginning 3");
        assertThat(store.open()).isZero();
    }

    @Test
    void oneThatFailsInItsTurnIsToldAndTakesThoseAheadWithIt() throws Exception {
        assertThatNothingIsAppliedAfter("write 0", new StoreException("no space left", true, null));
    }

    @Test
    void oneThatCannotBeCommittedTakesThoseAheadWithIt() throws Exception {
        assertThatNothingIsAppliedAfter(
                "commit 0", new StoreException("another delivery", true, null));
    }

    @Test
    void oneWhoseJobHasEndedIsNotTriedAgain() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.fail("commit 1", StoreException.jobEnded("has already ended"));
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, LONG)) {
            batches.next();
            assertThatThrownBy(batches::next).hasMessage("has already ended");
        }
        assertThat(store.events().stream().filter("begin 1"::equals)).hasSize(1);
        assertThat(store.applied()).containsExactly(0L);
        assertThat(store.open()).isZero();
    }

    @Test
    void aBugIsToldAsWhatItIs() throws Exception {
        assertThatNothingIsAppliedAfter("write 0", new IllegalStateException("bug"));
    }

    /** The failure of a step of the first batch is told, and nothing stays of those behind. */
    private void assertThatNothingIsAppliedAfter(final String step, final Exception failure)
            throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.fail(step, failure);
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, LONG)) {
            assertThatThrownBy(batches::next).isSameAs(failure);
        }
        assertThat(store.applied()).isEmpty();
        assertThat(store.open()).isZero();
    }

    @Test
    void aFailureThatLastsIsToldWhenItIsTheBatchsTurn() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.failAlways("write 1", "value out of range");
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, LONG)) {
            batches.next();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(StoreException.class)
                    .hasMessage("value out of range");
        }
        assertThat(store.applied()).containsExactly(0L);
        assertThat(store.open()).isZero();
    }

    @Test
    void whatIsAheadGivesItsLocksBackWhenTheOneBeforeItTakesLong() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"));
        store.hold("write 0");
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, SHORT)) {
            final Background applying = Background.of(batches);
            // Somebody holds a user of the first batch, and waits for one of the second.
            store.await("rolled back 1");
            store.release("write 0");
            applying.join();
            batches.next();
            batches.next();
            batches.next();
        }
        assertThat(store.applied()).containsExactly(0L, 1L, 2L, 3L);
        assertThat(store.writers())
                .as("batch by batch from then on")
                .endsWith(Thread.currentThread(), Thread.currentThread(), Thread.currentThread());
        assertThat(reasons).containsExactly("a batch takes longer than 0 s");
    }

    @Test
    void whatIsStillWrittenThenIsRolledBackOnceItIs() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"));
        store.hold("write 0");
        store.hold("write 1");
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 2, SHORT)) {
            final Background applying = Background.of(batches);
            store.await("writing 1");
            Thread.sleep(4 * SHORT.toMillis());
            store.release("write 1");
            store.await("rolled back 1");
            assertThat(store.events()).doesNotContain("commit 1");

            store.release("write 0");
            applying.join();
            batches.next();
        }
        assertThat(store.applied()).containsExactly(0L, 1L);
        assertThat(store.open()).isZero();
    }

    @Test
    void nothingStaysOpenWhenItEndsEarly() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"), Set.of("e"));
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 3, LONG)) {
            batches.next();
            store.await("written 1");
            store.await("written 2");
        }
        assertThat(store.applied()).containsExactly(0L);
        assertThat(store.open()).isZero();
    }

    @Test
    void whoIsInterruptedWhileWaitingStaysSo() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        store.hold("write 0");
        try (ReadAhead read = store.readAhead()) {
            final ApplyAhead batches = batches(read, 2, LONG);
            Thread.currentThread().interrupt();

            assertThatThrownBy(batches::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Interrupted");
            assertThat(Thread.interrupted()).isTrue();
            store.release("write 0");
            batches.close();
        }
        assertThat(store.applied()).isEmpty();
        assertThat(store.open()).isZero();
    }

    @Test
    void aFaultOfTheFileIsToldAfterTheBatchesBeforeIt() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"), Set.of("d"));
        store.tornAfter(2);
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, 4, LONG)) {
            batches.next();
            batches.next();
            assertThatThrownBy(batches::next)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("fewer rows");
        }
        assertThat(store.applied()).containsExactly(0L, 1L);
    }

    @Test
    void aFileOfOneBatchIsAppliedByTheCaller() throws Exception {
        store.file(Set.of("a"));
        applyAll(2);

        assertThat(store.writers()).containsExactly(Thread.currentThread());
    }

    @Test
    void oneBatchAtATimeIsAppliedByTheCaller() throws Exception {
        store.file(Set.of("a"), Set.of("b"), Set.of("c"));
        applyAll(1);

        assertThat(store.writers()).containsOnly(Thread.currentThread());
        assertThat(store.events())
                .containsSubsequence("commit 0", "begin 1", "commit 1", "begin 2", "commit 2");
    }

    private void applyAll(final int most) throws Exception {
        try (ReadAhead read = store.readAhead();
                ApplyAhead batches = batches(read, most, LONG)) {
            while (store.applied().size() < store.size()) {
                batches.next();
            }
        }
    }

    private ApplyAhead batches(final ReadAhead read, final int most, final Duration timeout) {
        return new ApplyAhead(read, most, timeout, new Listening());
    }

    /** Applies one batch by a thread of its own. */
    private record Background(Future<PartProgress> progress) {

        static Background of(final ApplyAhead batches) {
            final FutureTask<PartProgress> task = new FutureTask<>(batches::next);
            Thread.ofPlatform().start(task);
            return new Background(task);
        }

        void join() throws Exception {
            progress.get();
        }
    }

    /** Whoever runs the import; nobody here. */
    private final class Listening implements ImportProgress {

        @Override
        public void applied(final Counts batch) {
            throw new AssertionError("That is for who runs the import");
        }

        @Override
        public boolean stopRequested() {
            throw new AssertionError("That is for who runs the import");
        }

        @Override
        public void batchByBatch(final String reason) {
            reasons.add(reason);
        }
    }
}
