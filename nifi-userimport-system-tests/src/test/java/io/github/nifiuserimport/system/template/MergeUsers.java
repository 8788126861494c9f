// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;

/** The processor that imports, which tries again by itself. */
final class MergeUsers {

    private MergeUsers() {}

    /**
     * Places it and returns its id; {@code success}, {@code rejected rows}, {@code summary} and
     * {@code failure} are to be connected.
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
                canvas.processor(
                        Canvas.OURS + "processors.PutUserImport",
                        "Merge users into profiles",
                        x,
                        y,
                        new ProcessorConfig()
                                .property("User Store", services.store())
                                .property("Record Reader", services.reader())
                                .property("App ID", "#{app.id}")
                                .property("Import ID", importId)
                                // The end of every import, also of one without any fault.
                                .bulletinsFrom("INFO"));
        canvas.loopBeside(put, x, y, "retry");
        canvas.label(
                """
                One file is one import, applied exactly once. Its state is in the table
                userimport.import_job, and on the FlowFile's attributes.
                While the database is away, the file waits in "retry", then goes on.
                """,
                x + 760,
                y,
                600,
                100);
        return put;
    }
}
