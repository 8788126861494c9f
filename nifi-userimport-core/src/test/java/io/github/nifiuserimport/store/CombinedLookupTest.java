// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.job.StoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CombinedLookupTest {

    private final Map<String, String> values = new ConcurrentHashMap<>(Map.of("a", "1", "b", "2"));
    private final List<Set<String>> asked = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Semaphore begun = new Semaphore(0);
    private final CombinedLookup<String, String> lookup = new CombinedLookup<>(this::find);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Waits as long as one of its keys is held. */
    private Map<String, String> find(final Set<String> keys) throws StoreException {
        asked.add(new TreeSet<>(keys));
        begun.release();
        for (final String key : keys) {
            if (held.containsKey(key)) {
                awaitUninterruptibly(held.get(key));
            }
        }
        if (keys.contains("broken")) {
            throw new StoreException("the database is away", true, null);
        }
        if (keys.contains("bug")) {
            throw new IllegalStateException("a bug");
        }
        final Map<String, String> found = new HashMap<>(values);
        found.keySet().retainAll(keys);
        return found;
    }

    @Test
    void findsWhatThereIs() throws Exception {
        assertThat(lookup.get("a")).contains("1");
        assertThat(lookup.get("none")).isEmpty();
        values.put("a", "other");
        assertThat(lookup.get("a")).as("nothing is kept").contains("other");
    }

    @Test
    void looksUpTogetherWhatIsAskedForMeanwhile() throws Exception {
        final CountDownLatch end = holdAllLookups();
        final List<Future<Optional<String>>> answers = new ArrayList<>();
        for (final String key : List.of("a", "b", "a", "none")) {
            answers.add(ask(key));
        }
        awaitAsking(4);
        values.put("b", "changed before it is looked up");
        end.countDown();
        assertThat(answers.get(0).get()).contains("1");
        assertThat(answers.get(1).get()).contains("changed before it is looked up");
        assertThat(answers.get(2).get()).contains("1");
        assertThat(answers.get(3).get()).isEmpty();
        assertThat(asked).hasSize(3).last().isEqualTo(Set.of("a", "b", "none"));
    }

    @Test
    void oneThatGetsNoAnswerHoldsUpNobody() throws Exception {
        held.put("dead", new CountDownLatch(1));
        final Future<Optional<String>> dead = ask("dead");
        begun.acquire();
        assertThat(lookup.get("a")).contains("1");
        assertThat(lookup.get("b")).contains("2");
        assertThat(dead.isDone()).isFalse();
    }

    @Test
    void tellsAFailureToAllAndTriesAgainForTheNext() throws Exception {
        final CountDownLatch end = holdAllLookups();
        final List<Future<Optional<String>>> answers = List.of(ask("broken"), ask("a"));
        awaitAsking(2);
        end.countDown();
        for (final Future<Optional<String>> answer : answers) {
            assertThatThrownBy(answer::get).hasRootCauseMessage("the database is away");
        }
        assertThat(lookup.get("a")).contains("1");
    }

    @Test
    void goesOnAfterABug() throws Exception {
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() -> lookup.get("bug")).hasRootCauseMessage("a bug");
        }
        assertThat(lookup.get("a")).contains("1");
    }

    /** As many as run at once. */
    private CountDownLatch holdAllLookups() throws InterruptedException {
        final CountDownLatch end = new CountDownLatch(1);
        for (final String key : List.of("held 1", "held 2")) {
            held.put(key, end);
            assertThat(ask(key).isDone()).isFalse();
            begun.acquire();
        }
        return end;
    }

    private final List<Thread> asking = Collections.synchronizedList(new ArrayList<>());

    private Future<Optional<String>> ask(final String key) {
        return threads.submit(
                () -> {
                    asking.add(Thread.currentThread());
                    return lookup.get(key);
                });
    }

    /** Until so many, beside those that look up, wait. */
    private void awaitAsking(final int count) throws InterruptedException {
        while (asking.size() != count + 2
                || !asking.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.sleep(1);
        }
    }

    private static void awaitUninterruptibly(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
