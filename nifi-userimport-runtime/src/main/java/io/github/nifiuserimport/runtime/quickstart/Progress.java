// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.text.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A progress bar per file; where there is no terminal, a line now and then. */
final class Progress {

    private static final int WIDTH = 30;
    private static final int STEP = 10;
    private static final int MAX_BARS = 8;

    private final Console console;
    private final int labelWidth;
    private final Map<Import, String> said = new HashMap<>();

    Progress(final Console console, final List<Import> files) {
        this.console = console;
        labelWidth = files.stream().mapToInt(file -> file.label().length()).max().orElse(0);
    }

    /** Shows where the files stand now. */
    void show(final List<Import> running, final Instant now) {
        if (console.isTerminal()) {
            final List<String> bars =
                    running.stream().limit(MAX_BARS).map(file -> bar(file, now)).toList();
            console.redraw(bars);
        } else {
            running.stream()
                    .filter(file -> file.job() != null)
                    .forEach(file -> sayIfNew(file, step(file), now));
        }
    }

    /** Shows a file's bar for the last time. */
    void ended(final Import file, final Instant now) {
        if (console.isTerminal()) {
            console.say("%s", bar(file, now));
        } else {
            sayIfNew(file, "end", now);
        }
    }

    private void sayIfNew(final Import file, final String step, final Instant now) {
        if (!step.equals(said.put(file, step))) {
            console.say("%s", bar(file, now));
        }
    }

    /** Changes when there is something to say where every word stays. */
    private static String step(final Import file) {
        return file.job().rowsTotal() <= 0
                ? file.state()
                : file.state() + file.job().percent() / STEP;
    }

    private String bar(final Import file, final Instant now) {
        final JobStatus job = file.job();
        final int percent = file.isFinished() ? 100 : job == null ? 0 : job.percent();
        final int filled = percent * WIDTH / 100;
        return Text.format(
                "%-" + labelWidth + "s  [%s%s] %3d %%  %s",
                file.label(),
                "#".repeat(filled),
                ".".repeat(WIDTH - filled),
                percent,
                words(file, now));
    }

    private static String words(final Import file, final Instant now) {
        final JobStatus job = file.job();
        if (file.state().equals("FAILED")) {
            return "failed";
        }
        if (file.state().equals("CANCELLED")) {
            return "cancelled";
        }
        if (job == null) {
            return "waiting in the inbox";
        }
        if (job.rowsTotal() < 0) {
            return "being checked";
        }
        final double seconds = file.seconds(now);
        return Text.format(
                "%s of %s rows, %s rows/s",
                Import.grouped(job.counts().get(Count.ROWS)),
                Import.grouped(job.rowsTotal()),
                Import.grouped(
                        Math.round(job.counts().get(Count.ROWS) / Math.max(0.001, seconds))));
    }
}
