// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waiting for what other processes do. */
public final class Await {

    private static final Duration POLL = Duration.ofMillis(100);

    private Await() {}

    /** Waits until it is so. */
    public static void until(
            final Duration timeout, final Supplier<String> what, final Callable<Boolean> wanted) {
        if (!within(timeout, wanted)) {
            throw stillNot(timeout, what);
        }
    }

    /** Waits until there is one. */
    public static <T> T value(
            final Duration timeout,
            final Supplier<String> what,
            final Callable<Optional<T>> source) {
        return poll(timeout, source).orElseThrow(() -> stillNot(timeout, what));
    }

    /** Whether it becomes so before that much time is over. */
    public static boolean within(final Duration timeout, final Callable<Boolean> wanted) {
        return poll(timeout, () -> wanted.call() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private static AssertionError stillNot(final Duration timeout, final Supplier<String> what) {
        return new AssertionError(
                "After " + timeout.toSeconds() + " seconds still not: " + what.get());
    }

    private static <T> Optional<T> poll(
            final Duration timeout, final Callable<Optional<T>> source) {
        final Instant deadline = Instant.now().plus(timeout);
        try {
            Optional<T> value = source.call();
            while (value.isEmpty() && Instant.now().isBefore(deadline)) {
                Thread.sleep(POLL);
                value = source.call();
            }
            return value;
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }
}
