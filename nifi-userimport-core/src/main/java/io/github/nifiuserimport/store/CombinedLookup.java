// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.StoreException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Looks values up by their keys: those that are asked for while others are being looked up wait for
 * these, and are then looked up together. So many callers at once cost the database little more
 * than one. What a caller is told was looked up after it asked, never before. Safe for use by many
 * threads.
 *
 * @param <K> of keys
 * @param <V> of values
 */
final class CombinedLookup<K, V> {

    /**
     * How many lookups run at once. One over a connection that is dead, which takes long to find
     * out, so does not hold up those that come after it.
     */
    private static final int MAX_AT_ONCE = 2;

    /** Where values are. */
    interface Source<K, V> {

        /** The values of those keys that have one. */
        Map<K, V> find(Set<K> keys) throws StoreException;
    }

    private record Lookup<K, V>(Set<K> keys, CompletableFuture<Map<K, V>> found) {}

    private final Source<K, V> source;
    private final Semaphore running = new Semaphore(MAX_AT_ONCE);
    private final ReentrantLock lock = new ReentrantLock();
    private Lookup<K, V> next;

    CombinedLookup(final Source<K, V> source) {
        this.source = source;
    }

    /**
     * The value of a key, if it has one.
     *
     * @throws StoreException as the source does, to all whose keys were looked up together
     */
    Optional<V> get(final K key) throws StoreException {
        final Lookup<K, V> mine;
        final boolean first;
        lock.lock();
        try {
            first = next == null;
            if (first) {
                next = new Lookup<>(new LinkedHashSet<>(), new CompletableFuture<>());
            }
            mine = next;
            mine.keys().add(key);
        } finally {
            lock.unlock();
        }
        if (first) {
            run(mine);
        }
        try {
            return Optional.ofNullable(mine.found().join().get(key));
        } catch (final CompletionException failed) {
            if (failed.getCause() instanceof StoreException away) {
                throw away;
            }
            throw failed;
        }
    }

    /** By the first who asked; others join until it is its turn. */
    private void run(final Lookup<K, V> lookup) {
        running.acquireUninterruptibly();
        try {
            lock.lock();
            try {
                next = null;
            } finally {
                lock.unlock();
            }
            lookup.found().complete(source.find(lookup.keys()));
        } catch (final StoreException | RuntimeException | Error failed) {
            lookup.found().completeExceptionally(failed);
        } finally {
            running.release();
        }
    }
}
