// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;

/** The processor that imports, which tries again by itself. */
final class MergeUsers {

    /** The id that files of a folder come with. */
    static final String FILES_ID = "${userimport.id}";

    /**
     * One for a large file, and one for small ones beside it. With one alone the order of files is
     * not kept with other processors either.
     */
    static final int TASKS = 2;

    private MergeUsers() {}

    /**
     * Places it and returns its id; {@code success}, {@code rejected rows}, {@code unprocessed},
     * {@code summary} and {@code failure} are to be connected.
     *
     * @param importId the same for the same file, however often it is delivered
     */
    static String on(
            final Canvas canvas,
            final UserServices services,
            final String importId,
            final double x,
            final double y) {
        final String put =
                place(
                        canvas,
                        config(services).property("Import ID", importId).concurrentTasks(TASKS),
                        x,
                        y);
        canvas.label(
                """
                One file is one import, applied exactly once. Its status is in the table
                userimport.import_job and in the FlowFile's attributes.
                A small file passes a large one, unless it has a user in common with it.
                While the database is unavailable, the file waits in "retry".
                """,
                x + 760,
                y,
                600,
                120);
        return put;
    }

    /**
     * Places one that imports parts of files and drops them then; {@code rejected rows}, {@code
     * unprocessed} and {@code summary} are to be connected.
     *
     * @param tasks how many parts it imports side by side
     */
    static String ofPartsOn(
            final Canvas canvas,
            final UserServices services,
            final int tasks,
            final double x,
            final double y) {
        final String put =
                place(
                        canvas,
                        config(services)
                                // The parts are what is written at once.
                                .property("Concurrent Batches", "1")
                                .concurrentTasks(tasks)
                                .terminate("success", "failure"),
                        x,
                        y);
        canvas.label(
                """
                One file is one import, applied exactly once, however many parts it has.
                Its status is in the table userimport.import_job. It finishes, and its
                summary and rejected rows come, with its last part.
                While the database is unavailable, parts wait in "retry".
                """,
                x + 1000,
                y,
                480,
                120);
        return put;
    }

    private static ProcessorConfig config(final UserServices services) {
        return new ProcessorConfig()
                .property("User Store", services.store())
                .property("Record Reader", services.reader())
                .property("App ID", "#{app.id}")
                // The end of every import, also of one without any fault.
                .bulletinsFrom("INFO");
    }

    private static String place(
            final Canvas canvas, final ProcessorConfig config, final double x, final double y) {
        final String put =
                canvas.processor(
                        Canvas.OURS + "processors.PutUserImport",
                        "Merge users into profiles",
                        x,
                        y,
                        config);
        canvas.loopBeside(put, x, y, "retry");
        return put;
    }
}
