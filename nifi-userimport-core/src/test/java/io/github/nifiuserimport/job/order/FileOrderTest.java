// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.order.FileOrder.Queue;
import io.github.nifiuserimport.job.order.FileOrder.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of the files that wait is imported next. */
class FileOrderTest {

    private static final String QUEUE = "queue";
    private static final String OTHER_QUEUE = "other queue";
    private static final String APP = "app";

    private long now;
    private final FileOrder order = new FileOrder(() -> now);

    /** What is in the queues, and the users of each file. */
    private final Map<String, List<Seen>> queues = new LinkedHashMap<>();

    private final Map<String, FileUsers> users = new LinkedHashMap<>();

    private void comes(final String file, final FileUsers about) {
        comes(QUEUE, APP, file, about);
    }

    private void comes(
            final String queue, final String app, final String file, final FileUsers about) {
        queues.computeIfAbsent(queue, name -> new ArrayList<>()).add(new Seen(file, app, 100));
        users.put(file, about);
        // Somebody looks, though all that there is may have to wait.
        next(queue, 0, 0).ifPresent(order::back);
    }

    private Optional<QueuedFile> next(final String queue, final int maxLarge, final int hidden) {
        final List<Seen> files = queues.getOrDefault(queue, List.of());
        return order.next(new Queue(queue, files, files.size() + hidden), maxLarge);
    }

    /** Has one task after another look for a file, until there is none for any. */
    private List<String> begun() {
        return begun(QUEUE).stream().map(QueuedFile::id).toList();
    }

    private List<QueuedFile> begun(final String queue) {
        final List<QueuedFile> begun = new ArrayList<>();
        for (Optional<QueuedFile> next = next(queue, 1, 0);
                next.isPresent();
                next = next(queue, 1, 0)) {
            final QueuedFile file = next.get();
            if (file.isRead() || order.read(file, users.get(file.id()), 1)) {
                queues.get(queue).removeIf(seen -> seen.id().equals(file.id()));
                begun.add(file);
            } else {
                order.back(file);
            }
        }
        return begun;
    }

    @Test
    void aSmallFilePassesALargeOne() {
        comes("large", Users.many("u1"));
        comes("small", Users.of("u2"));

        assertThat(begun()).containsExactly("large", "small");
    }

    @Test
    void aSmallFileWaitsForALargeOneThatHasItsUserUntilThatHasEnded() {
        comes("large", Users.many("u1"));
        final QueuedFile large = begun(QUEUE).getFirst();
        comes("small", Users.of("u1"));
        assertThat(begun()).isEmpty();

        order.done(large);

        assertThat(begun()).containsExactly("small");
    }

    @Test
    void orUntilThatHasReachedTheUsersBehind() {
        comes("large", Users.many("u1", "u2"));
        final QueuedFile large = begun(QUEUE).getFirst();
        comes("small", Users.of("u1"));
        assertThat(begun()).isEmpty();

        order.reached(large, Users.bytes("u2"));

        assertThat(begun()).containsExactly("small");
    }

    @Test
    void whatALargeFileHadReachedCountsOnlyWhileItIsImported() {
        comes("large", Users.many("u1", "u2"));
        final QueuedFile large = begun(QUEUE).getFirst();
        order.reached(large, Users.bytes("u2"));
        order.back(large);
        comes("small", Users.of("u1"));

        assertThat(begun()).as("it waits for another try, unseen").isEmpty();
    }

    @Test
    void filesOfOneUserComeOneAfterTheOther() {
        comes("large", Users.many("u1"));
        final QueuedFile large = begun(QUEUE).getFirst();
        comes("second", Users.of("u1", "u2"));
        comes("third", Users.of("u2"));
        comes("fourth", Users.of("u3"));

        assertThat(begun()).as("the third waits for one that waits").containsExactly("fourth");
        order.done(large);
        assertThat(begun()).containsExactly("second");
    }

    @Test
    void largeFilesComeOneAfterTheOtherAndSmallOnesPassThoseThatWaitToo() {
        comes("large", Users.many("u1"));
        comes("larger", Users.many("u2"));
        comes("small", Users.of("u3"));
        comes("of the larger one", Users.of("u2"));

        assertThat(begun()).containsExactly("large", "small");
    }

    @Test
    void nothingPassesAFileOfWhichItIsNotKnownWhoseUsersItHas() {
        comes("unread", Users.many("u1"));
        final QueuedFile reading = next(QUEUE, 1, 0).orElseThrow();
        comes("small", Users.of("u2"));
        queues.get(QUEUE).removeFirst();
        assertThat(begun()).isEmpty();

        assertThat(order.read(reading, users.get("unread"), 1)).isTrue();
        assertThat(begun()).containsExactly("small");
    }

    @Test
    void whatMayBeAboutAnybodyWaitsForAllAndAllWaitForIt() {
        comes("large", Users.many("u1"));
        final QueuedFile large = begun(QUEUE).getFirst();
        comes("devices", FileUsers.ANYBODY);
        comes("small", Users.of("u2"));
        assertThat(begun()).isEmpty();

        order.done(large);
        final List<QueuedFile> next = begun(QUEUE);
        assertThat(next).extracting(QueuedFile::id).containsExactly("devices");
        order.done(next.getFirst());
        assertThat(begun()).containsExactly("small");
    }

    @Test
    void aFileThatIsRefusedHoldsUpNobody() {
        comes("large", Users.many("u1"));
        comes("refused", FileUsers.NOBODY);
        comes("small", Users.of("u2"));

        assertThat(begun()).containsExactly("large", "refused", "small");
    }

    @Test
    void appsHaveUsersOfTheirOwnAndShareTheTasks() {
        comes(QUEUE, "app", "large", Users.many("u1"));
        comes(QUEUE, "other", "large, too", Users.many("u1"));
        comes(QUEUE, "other", "small", Users.of("u2"));
        comes(QUEUE, "third", "smaller", Users.of("u1"));

        assertThat(begun()).containsExactly("large", "small", "smaller");
    }

    @Test
    void theSameFileTwiceIsImportedOnceAfterTheOther() {
        comes("large", Users.many("u1"));
        comes("again", Users.of("u2"));
        comes("and again", Users.of("u2"));

        assertThat(begun()).containsExactly("large", "again");
    }

    @Test
    void aFileThatComesBackKeepsItsPlace() {
        comes("first", Users.of("u1"));
        comes("second", Users.of("u1"));
        order.back(begun(QUEUE).getFirst());

        queues.get(QUEUE).addLast(new Seen("first", APP, 100));
        assertThat(begun()).containsExactly("first");
    }

    @Test
    void aFileThatWaitsUnseenForAnotherTryKeepsItsPlace() {
        comes("first", Users.of("u1"));
        comes("second", Users.of("u1"));
        order.back(begun(QUEUE).getFirst());

        now += Duration.ofMinutes(9).toNanos();
        assertThat(next(QUEUE, 1, 1)).isEmpty();
        assertThat(begun())
                .as("the queue has no other: somebody took it")
                .containsExactly("second");
    }

    @Test
    void aFileThatIsOnItsWayBackKeepsItsPlaceForAMoment() {
        comes("first", Users.of("u1"));
        comes("second", Users.of("u1"));
        order.back(begun(QUEUE).getFirst());

        now += Duration.ofSeconds(9).toNanos();
        assertThat(begun()).isEmpty();
    }

    @Test
    void theOrderHoldsAcrossQueues() {
        comes(QUEUE, APP, "large", Users.many("u1"));
        final QueuedFile large = begun(QUEUE).getFirst();
        comes(OTHER_QUEUE, APP, "of the same user", Users.of("u1"));
        comes(OTHER_QUEUE, APP, "of another", Users.of("u2"));
        assertThat(begun(OTHER_QUEUE)).extracting(QueuedFile::id).containsExactly("of another");

        order.done(large);
        assertThat(begun(OTHER_QUEUE))
                .extracting(QueuedFile::id)
                .containsExactly("of the same user");
    }

    @Test
    void aProcessorThatIsStoppedHoldsUpNobody() {
        comes(QUEUE, APP, "large", Users.many("u1"));
        final QueuedFile large = begun(QUEUE).getFirst();
        order.back(large);
        comes(OTHER_QUEUE, APP, "small", Users.of("u1"));
        assertThat(begun(OTHER_QUEUE)).isEmpty();

        order.forget(QUEUE);

        assertThat(begun(OTHER_QUEUE)).extracting(QueuedFile::id).containsExactly("small");
    }

    @Test
    void whatNobodyHasSeenForLongHoldsUpNobody() {
        comes(OTHER_QUEUE, APP, "lost", Users.of("u1"));
        begun(OTHER_QUEUE).forEach(order::back);
        comes(QUEUE, APP, "small", Users.of("u1"));
        assertThat(begun()).isEmpty();

        now += Duration.ofMinutes(11).toNanos();
        assertThat(begun()).containsExactly("small");
    }

    @Test
    void onlySomeLargeFilesAreReadBeforeTheirTurnAndSmallOnesDoNotPassTheOthers() {
        for (int file = 0; file < 7; file++) {
            final String name = "large " + file;
            queues.computeIfAbsent(QUEUE, queue -> new ArrayList<>())
                    .add(new Seen(name, APP, 1 << 30));
            users.put(name, Users.many("u" + file));
        }
        comes("small", Users.of("v"));

        assertThat(begun()).containsExactly("large 0");
        assertThat(next(QUEUE, 1, 0)).isEmpty();
    }
}
