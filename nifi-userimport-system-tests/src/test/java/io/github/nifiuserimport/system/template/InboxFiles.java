// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.ProcessorConfig;

/** How files are taken out of the folder of the parameter {@code inbox.directory}. */
final class InboxFiles {

    /**
     * The same for the same file: one that is listed twice, because NiFi was killed between taking
     * it and deleting it, is not imported twice. For what comes from elsewhere, the FlowFile's.
     */
    static final String ID =
            "${file.lastModifiedTime:isEmpty():ifElse(${uuid}, ${absolute.path:append(${filename})"
                    + ":append(${file.size}):append(${file.lastModifiedTime})"
                    + ":append(${file.creationTime})"
                    + ":UUID5('6ba7b811-9dad-11d1-80b4-00c04fd430c8')})}";

    private InboxFiles() {}

    /** Of a ListFile. */
    static ProcessorConfig list() {
        return new ProcessorConfig()
                .property("Input Directory", "#{inbox.directory}")
                .property("Recurse Subdirectories", "false")
                // Tracking would miss a file moved in with an old time.
                .property("listing-strategy", "none")
                .property("Minimum File Age", "2 sec")
                // The nodes of a cluster see the same folder.
                .onPrimaryNode()
                .every("2 sec");
    }

    /** Of a FetchFile. */
    static ProcessorConfig fetch() {
        return new ProcessorConfig()
                .property("Completion Strategy", "Delete File")
                .property("Log level when file not found", "INFO")
                .terminate("not.found", "permission.denied", "failure");
    }
}
