// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.runtime.LocalNifi;
import io.github.nifiuserimport.runtime.LocalPostgres;
import io.github.nifiuserimport.runtime.rest.Bulletin;
import io.github.nifiuserimport.runtime.rest.NifiClient;
import io.github.nifiuserimport.system.Await;
import io.github.nifiuserimport.system.FolderFlow;
import io.github.nifiuserimport.system.TestSystem;
import io.github.nifiuserimport.system.crash.InterruptionPoint.Reached;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An import at the moment when it is cut off, and what is around it.
 *
 * @param lastBulletin the last that NiFi had to say before
 */
record InterruptedImport(
        TestSystem system, FolderFlow flow, CrashFile file, Reached reached, long lastBulletin) {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    static InterruptedImport of(
            final TestSystem system,
            final FolderFlow flow,
            final CrashFile file,
            final Reached reached) {
        return new InterruptedImport(system, flow, file, reached, lastBulletin(system.client()));
    }

    private static long lastBulletin(final NifiClient nifi) {
        return nifi.bulletins().after(0).stream().mapToLong(Bulletin::id).max().orElse(0);
    }

    LocalNifi nifi() {
        return system.nifi();
    }

    LocalPostgres postgres() {
        return system.postgres();
    }

    NifiClient client() {
        return system.client();
    }

    /** Makes sure that what was done just now cut the import off. */
    void requireUnfinished() {
        if (reached.isCertain()) {
            return;
        }
        final ImportProgress progress = ImportProgress.in(reached.session()).orElseThrow();
        if (!progress.isUnderWay()) {
            throw new MissedException("The import is over: " + progress);
        }
    }

    /** Waits until the import is said to be cut off, in these words too. */
    void awaitCutOff(final String words) {
        awaitComplaint(
                complaint ->
                        complaint.message().contains("was interrupted; the next try continues it")
                                && complaint.message().contains(words));
    }

    /** Waits until NiFi says that it could not do what the processor that imports wanted. */
    void awaitRefusal() {
        awaitComplaint(
                complaint ->
                        complaint.level().equals("ERROR")
                                && "Merge users into profiles".equals(complaint.source()));
    }

    /** Whether nothing is on its way any more, before that much time is over. */
    boolean comesToRest(final Duration timeout) {
        return Await.within(timeout, () -> client().queues().count(flow.group()) == 0);
    }

    private void awaitComplaint(final Predicate<Bulletin> wanted) {
        if (!Await.within(TIMEOUT, () -> complaints().anyMatch(wanted))) {
            throw new MissedException("Nobody noticed it: " + complaints().toList());
        }
    }

    private Stream<Bulletin> complaints() {
        return client().bulletins().after(lastBulletin).stream().filter(Bulletin::isWarningOrError);
    }
}
