// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.dryrun;

import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.ChangedUser;
import io.github.nifiuserimport.profile.FieldChange;
import io.github.nifiuserimport.profile.FieldDifferences;
import io.github.nifiuserimport.store.profile.ProfileWriter.ComparedColumn;
import io.github.nifiuserimport.store.profile.ProfileWriter.ComparedUser;
import io.github.nifiuserimport.value.DifferingMembers;
import io.github.nifiuserimport.value.JsonReader;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Tells in what users would differ who were compared in the database. What differs is looked for by
 * a thread of its own while the next batch is compared; it is told by the caller's.
 */
final class ComparedUsers implements AutoCloseable {

    private final ChangeSink changes;
    private ExecutorService thread;
    private Future<List<ChangedUser>> pending;

    ComparedUsers(final ChangeSink changes) {
        this.changes = changes;
    }

    /** Users of one more batch; those before are told of. */
    void add(final List<ComparedUser> users) throws IOException {
        if (thread == null) {
            thread =
                    Executors.newSingleThreadExecutor(
                            Thread.ofPlatform()
                                    .daemon()
                                    .name(Thread.currentThread().getName() + ", comparing")
                                    .factory());
        }
        final Future<List<ChangedUser>> before = pending;
        pending = thread.submit(() -> users.stream().map(ComparedUsers::changed).toList());
        tell(before);
    }

    /** All are told of. */
    void end() throws IOException {
        tell(pending);
        pending = null;
    }

    private void tell(final Future<List<ChangedUser>> users) throws IOException {
        if (users == null) {
            return;
        }
        try {
            for (final ChangedUser user : users.get()) {
                if (!user.changes().isEmpty()) {
                    changes.changed(user);
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while users were compared", e);
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private static ChangedUser changed(final ComparedUser user) {
        final FieldDifferences differences =
                new FieldDifferences()
                        .value(
                                FieldChange.USER_ID,
                                user.known() ? user.userId() : null,
                                user.userId());
        for (final ComparedColumn column : user.columns()) {
            switch (column.name()) {
                case "attributes" -> compare(FieldChange.ATTRIBUTES, column, differences);
                case "system" -> compare("", column, differences);
                case "created" ->
                        differences.time(
                                "created", (Instant) column.before(), (Instant) column.after());
                case "last_active" ->
                        differences.time(
                                "lastActive", (Instant) column.before(), (Instant) column.after());
                default -> differences.value(column.name(), column.before(), column.after());
            }
        }
        return new ChangedUser(user.userId(), user.line(), differences.found());
    }

    private static void compare(
            final String prefix, final ComparedColumn column, final FieldDifferences differences) {
        final DifferingMembers members =
                DifferingMembers.of(
                        column.before() == null ? "{}" : (String) column.before(),
                        (String) column.after());
        differences.fields(
                prefix,
                JsonReader.storedObject(members.before()),
                JsonReader.storedObject(members.after()));
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }
}
