// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;

/**
 * How files are taken out of a folder, and where what comes of them goes.
 *
 * <p>The folder is a property of the one processor that takes files, and no parameter: NiFi gives a
 * second import of a template the parameter context of the first, so that setting the folder of one
 * would move that of the other.
 */
final class InboxFiles {

    /** What begins the names of the folders for results: those inside the inbox. */
    static final String RESULTS = "${absolute.path}";

    private static final String EXAMPLE = "/data/user-import/inbox";

    private InboxFiles() {}

    /** Places the processor that takes them, and returns its id. */
    static String take(final Canvas canvas) {
        return canvas.processor(
                Canvas.OURS + "processors.GetUserImportFiles",
                "Take files out of the inbox",
                0,
                0,
                new ProcessorConfig()
                        .property("Input Directory", EXAMPLE)
                        // The nodes of a cluster see the same folder.
                        .onPrimaryNode());
    }
}
