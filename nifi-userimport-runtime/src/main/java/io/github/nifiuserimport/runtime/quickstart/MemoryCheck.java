// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.sun.management.OperatingSystemMXBean;
import io.github.nifiuserimport.text.Text;
import java.lang.management.ManagementFactory;

/** Whether a cluster fits on this machine: one that swaps does not come up. */
final class MemoryCheck {

    private static final long MEGABYTE = 1 << 20;

    /** What a NiFi takes beside its heap: classes, compiled code, threads. */
    private static final long BESIDE_HEAP = 500 * MEGABYTE;

    private MemoryCheck() {}

    /**
     * Looks at the machine's memory; a single NiFi is left to try.
     *
     * @param heap of each, as {@code -Xmx} has it
     * @throws UsageException when so many do not fit
     */
    static void check(final int nodes, final String heap) {
        check(
                nodes,
                heap,
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getTotalMemorySize());
    }

    static void check(final int nodes, final String heap, final long present) {
        final long needed = nodes * (bytes(heap) + BESIDE_HEAP);
        if (nodes > 1 && needed > present) {
            throw new UsageException(
                    Text.format(
                            "--nodes %d: with a heap of %s each they need %.1f GB of memory, and"
                                    + " this machine has %.1f GB. Use fewer nodes or a smaller --heap",
                            nodes, heap, gigabytes(needed), gigabytes(present)));
        }
    }

    private static double gigabytes(final long bytes) {
        return bytes / 1024.0 / MEGABYTE;
    }

    private static long bytes(final String heap) {
        final int end = heap.length() - 1;
        final long unit =
                switch (Character.toLowerCase(heap.charAt(end))) {
                    case 'k' -> 1L << 10;
                    case 'm' -> 1L << 20;
                    default -> 1L << 30;
                };
        return Long.parseLong(heap.substring(0, end)) * unit;
    }
}
