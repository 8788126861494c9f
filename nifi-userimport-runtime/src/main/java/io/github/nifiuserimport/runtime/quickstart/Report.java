// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What people get to read of the files of the command line, when all are done. */
final class Report {

    private static final int REJECTED_SHOWN = 5;
    private static final int PROFILES_SHOWN = 3;

    private final Console people;
    private final Workspace workspace;
    private final boolean once;

    /**
     * @param once whether the run ends now
     */
    Report(final Console people, final Workspace workspace, final boolean once) {
        this.people = people;
        this.workspace = workspace;
        this.once = once;
    }

    /**
     * Tells it.
     *
     * @param shares what each node has done of it
     * @param since when the files were put
     */
    void tell(
            final List<Import> files,
            final List<String> shares,
            final DatabaseSession database,
            final Instant since)
            throws SQLException, IOException {
        final Jobs jobs = new Jobs(database);
        people.say("");
        SummaryTable.of(files, jobs.now()).forEach(people::line);
        if (!shares.isEmpty()) {
            people.say("");
            shares.forEach(people::line);
        }
        for (final Import file : files) {
            if (file.error() != null) {
                people.say("");
                people.say("%s failed:", file.label());
                people.say("  %s", file.error());
            } else if (file.job().rejected() > 0) {
                people.say("");
                people.say(
                        file.job().rejected() > REJECTED_SHOWN
                                ? "Rejected rows of %s, the first %d:"
                                : "Rejected rows of %s:",
                        file.label(),
                        REJECTED_SHOWN);
                jobs.rejected(file.job().id(), REJECTED_SHOWN)
                        .forEach(line -> people.say("  %s", line));
                people.say(
                        workspace.isTemporary() && once
                                ? "To get them all as a file, run it with --data DIR."
                                : "All of them, as CSV to correct and import again: "
                                        + workspace.inbox().resolve("rejected"));
            }
        }
        if (files.stream().anyMatch(Import::isFinished)) {
            people.say("");
            people.say("Some of the profiles now:");
            people.line(
                    database.ask(
                            connection -> ProfileDump.some(connection, since, PROFILES_SHOWN)));
        }
        people.say("");
    }
}
