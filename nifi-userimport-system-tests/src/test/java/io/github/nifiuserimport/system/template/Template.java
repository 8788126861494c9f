// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.template;

import io.github.nifiuserimport.runtime.rest.NifiClient;
import java.util.function.Function;

/** The flow definitions in {@code templates/}, and who lays them out on a canvas. */
enum Template {
    FOLDER_USER_IMPORT("folder-user-import", FolderUserImport::build),
    PARALLEL_USER_IMPORT("parallel-user-import", ParallelUserImport::build),
    GCS_USER_IMPORT("gcs-user-import", GcsUserImport::build),
    USER_IMPORT_API("user-import-api", UserImportApi::build);

    private final String name;
    private final Function<NifiClient, String> builder;

    Template(final String name, final Function<NifiClient, String> builder) {
        this.name = name;
        this.builder = builder;
    }

    /** The name of its file. */
    String file() {
        return name + ".json";
    }

    /** Builds the flow in a new group of the root group, and returns the group's id. */
    String build(final NifiClient nifi) {
        return builder.apply(nifi);
    }
}
