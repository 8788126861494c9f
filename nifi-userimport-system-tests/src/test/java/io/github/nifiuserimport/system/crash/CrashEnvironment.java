// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.runtime.rest.ConnectionStatus;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.system.Await;
import io.github.nifiuserimport.system.FolderFlow;
import io.github.nifiuserimport.system.TestSystem;
import io.github.nifiuserimport.system.crash.InterruptionPoint.Reached;
import io.github.nifiuserimport.text.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The system in which imports are cut off. */
final class CrashEnvironment implements AutoCloseable {

    private static final int TRIES = 5;
    private static final Duration REST = Duration.ofSeconds(10);

    private final TestSystem system =
            TestSystem.start(
                    // A full disk is forgotten with the next checkpoint.
                    Map.of("nifi.flowfile.repository.checkpoint.interval", "2 secs"));
    private final Map<Kind, ReferenceImport> imports = new EnumMap<>(Kind.class);

    /** Which flow imports which file. */
    enum Kind {
        WHOLE(CrashFile::ofAllKinds, FolderFlow.TEMPLATE, false),
        WHOLE_SORTED(CrashFile::ofUsersToSort, FolderFlow.TEMPLATE, true),
        IN_PARTS(CrashFile::ofSeparateUsers, FolderFlow.PARALLEL_TEMPLATE, false),
        IN_PARTS_SORTED(CrashFile::ofUsersToSort, FolderFlow.PARALLEL_TEMPLATE, true);

        private final CrashFile file;
        private final Path template;
        private final boolean sorted;

        Kind(final Supplier<CrashFile> file, final Path template, final boolean sorted) {
            this.file = file.get();
            this.template = template;
            this.sorted = sorted;
        }

        CrashFile file() {
            return file;
        }

        Path template() {
            return template;
        }

        /** Whether rows are applied in order of their keys. */
        boolean isSorted() {
            return sorted;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    TestSystem system() {
        return system;
    }

    /** The reference import of a kind, which is run when it is first asked for. */
    ReferenceImport reference(final Kind kind) {
        return imports.computeIfAbsent(
                kind,
                each -> {
                    clear();
                    return ReferenceImport.importOf(
                            system, "reference_" + each.name().toLowerCase(Locale.ROOT), each);
                });
    }

    /** Cuts off an import, and checks that it ends as the reference import did. */
    void interrupt(
            final Kind kind, final Interruption interruption, final InterruptionPoint wanted) {
        final ReferenceImport reference = reference(kind);
        InterruptionPoint point = wanted;
        for (int attempt = 1; ; attempt++) {
            try {
                interrupt(reference, interruption, point);
                return;
            } catch (final MissedException missed) {
                if (attempt == TRIES) {
                    throw new AssertionError(
                            "Not hit in " + TRIES + " tries: " + missed.getMessage(), missed);
                }
                System.out.print(
                        Text.format(
                                "%s, %s: once more, earlier if it can be, it did not hit. %s%n",
                                interruption.name(), point, missed.getMessage()));
                point = point.earlier();
            }
        }
    }

    private void interrupt(
            final ReferenceImport reference,
            final Interruption interruption,
            final InterruptionPoint point) {
        clear();
        final FolderFlow.Dropped dropped =
                reference.flow().drop(ReferenceImport.FILE, reference.file().text());
        final InterruptedImport interrupted;
        try (Reached reached = point.await(system, reference.flow(), reference.file())) {
            interrupted = InterruptedImport.of(system, reference.flow(), reference.file(), reached);
            interruption.interrupt(interrupted);
        }
        interruption.recover(interrupted);
        reference.assertSame(dropped, !interruption.mayRepeatResults());
    }

    /** Both run, nothing is on its way, and no import has left anything. */
    void clear() {
        final NifiClient nifi = system.client();
        system.postgres().start();
        if (system.nifi().isRunning()) {
            WritesRefused.allow(system.nifi());
        } else {
            system.nifi().start();
        }
        for (final ReferenceImport each : imports.values()) {
            final String group = each.flow().group();
            // An import that was faster than what was to cut it off may still be saving its
            // results.
            if (!Await.within(REST, () -> nifi.queues().count(group) == 0)) {
                nifi.groups().stop(group);
                nifi.connections().statuses(group).stream()
                        .map(ConnectionStatus::id)
                        .forEach(nifi.queues()::empty);
            }
            nifi.groups().start(group);
            SavedFiles.clear(each.flow());
        }
        if (!imports.isEmpty()) {
            StoredState.clear(system.database());
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
