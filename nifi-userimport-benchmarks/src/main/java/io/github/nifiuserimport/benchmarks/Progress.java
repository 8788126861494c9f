// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.text.Text;
import java.time.Duration;

/** Says on stderr what is being measured, and each time as it is taken. */
public final class Progress {

    private static final long START = System.nanoTime();

    private Progress() {}

    public static void say(final String format, final Object... arguments) {
        final Duration since = Duration.ofNanos(System.nanoTime() - START);
        System.err.print(
                Text.format(
                        "%d:%02d:%02d  %s%n",
                        since.toHours(),
                        since.toMinutesPart(),
                        since.toSecondsPart(),
                        Text.format(format, arguments)));
    }
}
