// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Watches another JVM's heap over JMX: how much of it is in use at the most, and how much is left
 * at the most after a collection, which is what the program needs.
 */
public final class HeapWatch implements AutoCloseable {

    private static final long EVERY_MILLIS = 100;
    private static final double MEGABYTE = 1048576.0;

    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final Collection<GarbageCollectorMXBean> collectors;
    private final Set<String> heapPools;
    private final Thread watching;
    private volatile boolean ended;
    private volatile long used;
    private volatile long live;

    /** Starts watching the JVM with that process id. */
    @SuppressWarnings("BanJNDI") // It is a JVM of the same user that answers.
    public HeapWatch(final long pid) throws IOException {
        connector = JMXConnectorFactory.connect(new JMXServiceURL(agent(pid)));
        final MBeanServerConnection server = connector.getMBeanServerConnection();
        memory = ManagementFactory.getPlatformMXBean(server, MemoryMXBean.class);
        collectors = ManagementFactory.getPlatformMXBeans(server, GarbageCollectorMXBean.class);
        final List<MemoryPoolMXBean> pools =
                ManagementFactory.getPlatformMXBeans(server, MemoryPoolMXBean.class);
        heapPools =
                pools.stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getName)
                        .collect(Collectors.toSet());
        watching = Thread.ofPlatform().daemon().name("heap-watch").start(this::watch);
    }

    private static String agent(final long pid) throws IOException {
        try {
            final VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            try {
                return machine.startLocalManagementAgent();
            } finally {
                machine.detach();
            }
        } catch (final AttachNotSupportedException e) {
            throw new IOException("Cannot watch the heap of process " + pid, e);
        }
    }

    private void watch() {
        try {
            while (!ended) {
                used = Math.max(used, memory.getHeapMemoryUsage().getUsed());
                for (final GarbageCollectorMXBean collector : collectors) {
                    final var last = collector.getLastGcInfo();
                    if (last != null) {
                        live = Math.max(live, heap(last.getMemoryUsageAfterGc()));
                    }
                }
                Thread.sleep(EVERY_MILLIS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException gone) {
            // The JVM has ended, or this is closed: what was seen until then counts.
            ended = true;
        }
    }

    private long heap(final Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream()
                .filter(pool -> heapPools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
    }

    /** Collects garbage, and returns the megabytes that are left. */
    public double collect() {
        memory.gc();
        return collectors.stream()
                        .map(GarbageCollectorMXBean::getLastGcInfo)
                        .filter(Objects::nonNull)
                        .max(Comparator.comparingLong(GcInfo::getEndTime))
                        .map(last -> heap(last.getMemoryUsageAfterGc()))
                        .orElseThrow()
                / MEGABYTE;
    }

    /** Megabytes in use at the most, garbage included. */
    public double usedMegabytes() {
        return used / MEGABYTE;
    }

    /** Megabytes in use at the most right after a collection. */
    public double liveMegabytes() {
        return live / MEGABYTE;
    }

    @Override
    public void close() throws IOException {
        ended = true;
        watching.interrupt();
        connector.close();
    }
}
