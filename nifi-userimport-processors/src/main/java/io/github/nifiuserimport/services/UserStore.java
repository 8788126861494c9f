// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.services;

import io.github.nifiuserimport.job.order.FileOrder;
import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.job.undo.UndoStore;
import org.apache.nifi.annotation.documentation.CapabilityDescription;
import org.apache.nifi.annotation.documentation.Tags;
import org.apache.nifi.controller.ControllerService;

/** The store of profiles and jobs, as a controller service. */
@Tags({"user", "import", "profile", "store"})
@CapabilityDescription(
        "Keeps user profiles, import jobs and the record of which rows were applied.")
public interface UserStore extends ControllerService, ImportStore, UndoStore {

    /** The files that are imported into it on this node, or are about to be. */
    FileOrder fileOrder();
}
