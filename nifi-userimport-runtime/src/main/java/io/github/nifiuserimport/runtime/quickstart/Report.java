// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.job.Count;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What people get to read of the files of the command line, when all are done. */
final class Report {

    private static final int MAX_REJECTED = 5;
    private static final int MAX_PROFILES = 3;

    private final Console console;
    private final Workspace workspace;
    private final boolean once;

    /**
     * @param once whether the run ends now
     */
    Report(final Console console, final Workspace workspace, final boolean once) {
        this.console = console;
        this.workspace = workspace;
        this.once = once;
    }

    /**
     * Tells it.
     *
     * @param shares what each node has done of it
     * @param since when the files were put
     */
    void print(
            final List<Import> files,
            final List<String> shares,
            final DatabaseSession database,
            final Instant since)
            throws SQLException, IOException {
        final Jobs jobs = new Jobs(database);
        console.say("");
        SummaryTable.of(files, jobs.now()).forEach(console::line);
        if (!shares.isEmpty()) {
            console.say("");
            shares.forEach(console::line);
        }
        for (final Import file : files) {
            if (file.error() != null) {
                console.say("");
                console.say("%s failed:", file.label());
                console.say("  %s", file.error());
            } else if (file.count(Count.REJECTED) > 0) {
                console.say("");
                console.say(
                        file.count(Count.REJECTED) > MAX_REJECTED
                                ? "The first %2$d rejected rows of %1$s:"
                                : "Rejected rows of %s:",
                        file.label(),
                        MAX_REJECTED);
                jobs.rejected(file.job().id(), MAX_REJECTED)
                        .forEach(line -> console.say("  %s", line));
                console.say(
                        workspace.isTemporary() && once
                                ? "To get all of them as a file, run with --data DIR."
                                : "All of them, as CSV to correct and import again, are in "
                                        + workspace.inbox().resolve("rejected"));
            }
        }
        if (files.stream().anyMatch(Import::isFinished)) {
            console.say("");
            console.say("Some of the profiles as they are now:");
            console.line(
                    database.ask(connection -> ProfileDump.some(connection, since, MAX_PROFILES)));
        }
        console.say("");
    }
}
