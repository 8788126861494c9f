// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.job.order.FileOrder.Queue;
import io.github.nifiuserimport.job.order.FileOrder.Seen;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever comes, is taken, ends and comes back in whatever order: no file begins before an earlier
 * one about one of its users has ended, and every file ends.
 */
class KeptOrderTest {

    private static final int USERS = 6;
    private static final int QUEUES = 2;
    private static final int TASKS = 3;

    /**
     * A file.
     *
     * @param ids of its users; none where it may be about anybody
     */
    private record File(int queue, String id, String app, Set<String> ids) {

        static File random(final Random random, final int number) {
            final Set<String> ids = new TreeSet<>();
            for (int user = random.nextInt(4); user > 0; user--) {
                ids.add("u" + random.nextInt(USERS));
            }
            return new File(
                    random.nextInt(QUEUES), "file " + number, "app " + random.nextInt(2), ids);
        }

        FileUsers users() {
            return ids.isEmpty() ? FileUsers.ANYBODY : Users.foundBy(NamedUsers.FoundBy.ID, ids);
        }

        boolean mustWaitFor(final File earlier) {
            return app.equals(earlier.app)
                    && (ids.isEmpty()
                            || earlier.ids.isEmpty()
                            || !Collections.disjoint(ids, earlier.ids));
        }
    }

    /** A file in work. */
    private record Begun(File file, QueuedFile place) {}

    @Property(tries = 500)
    void whatIsSaidOfOneUserIsAppliedInTheOrderInWhichItCame(
            @ForAll final Random random, @ForAll @IntRange(min = 1, max = 12) final int count) {
        final FileOrder order = new FileOrder(() -> 0);
        final List<File> unfinished = new ArrayList<>();
        final List<File> waiting = new ArrayList<>();
        final List<Begun> working = new ArrayList<>();
        int come = 0;
        int steps = 0;
        while (come < count || !unfinished.isEmpty()) {
            assertThat(steps++).as("all files come to their end").isLessThan(10_000);
            if (come < count && random.nextInt(3) == 0) {
                final File file = File.random(random, come++);
                unfinished.add(file);
                waiting.add(file);
                // It is seen before another comes.
                next(order, waiting, file.queue()).ifPresent(order::back);
            } else if (!working.isEmpty() && random.nextInt(3) == 0) {
                final Begun ended = working.remove(random.nextInt(working.size()));
                if (random.nextInt(4) == 0) {
                    order.back(ended.place());
                    waiting.add(ended.file());
                } else {
                    order.done(ended.place());
                    unfinished.remove(ended.file());
                }
            } else if (working.size() < TASKS) {
                begin(order, waiting, random.nextInt(QUEUES))
                        .ifPresent(
                                begun -> {
                                    assertInOrder(begun.file(), unfinished);
                                    working.add(begun);
                                });
            }
        }
    }

    private static void assertInOrder(final File begun, final List<File> unfinished) {
        assertThat(unfinished.subList(0, unfinished.indexOf(begun)))
                .as("what %s has to wait for", begun)
                .noneMatch(begun::mustWaitFor);
    }

    private static Optional<Begun> begin(
            final FileOrder order, final List<File> waiting, final int queue) {
        final Optional<QueuedFile> next = next(order, waiting, queue);
        if (next.isEmpty()) {
            return Optional.empty();
        }
        final QueuedFile place = next.get();
        final File file =
                waiting.stream()
                        .filter(each -> each.id().equals(place.id()))
                        .findFirst()
                        .orElseThrow();
        if (place.isRead() || order.read(place, file.users(), 1)) {
            waiting.remove(file);
            return Optional.of(new Begun(file, place));
        }
        order.back(place);
        return Optional.empty();
    }

    private static Optional<QueuedFile> next(
            final FileOrder order, final List<File> waiting, final int queue) {
        final List<Seen> seen =
                waiting.stream()
                        .filter(file -> file.queue() == queue)
                        .map(file -> new Seen(file.id(), file.app(), 100))
                        .toList();
        return order.next(new Queue("queue " + queue, seen, seen.size()), 1);
    }
}
