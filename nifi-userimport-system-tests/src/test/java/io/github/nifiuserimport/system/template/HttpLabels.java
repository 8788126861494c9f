// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

/** What both APIs say of the same things. */
final class HttpLabels {

    private HttpLabels() {}

    /** Beside what applies the files. */
    static void merging(final Canvas canvas, final double y) {
        canvas.label(
                """
                One request is one import, applied exactly once. Its status, errors and rejected
                rows are in the store and under /imports/ID, so that nothing that comes out
                here is kept. To be notified when an import ends, connect "summary".

                Files are applied one after another, in the order in which they came. With more
                concurrent tasks, several are applied at a time, in no particular order.
                """,
                760,
                y,
                620,
                160);
    }
}
