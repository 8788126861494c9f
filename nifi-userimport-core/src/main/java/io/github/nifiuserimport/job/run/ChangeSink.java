// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.run;

import java.io.IOException;

/** Hears what an import would change, user by user, in no certain order. By one thread. */
public interface ChangeSink {

    /** Forgets what it has heard: it is told from the beginning, now or once more. */
    void begin() throws IOException;

    /** Something of a user would be changed. */
    void changed(ChangedUser user) throws IOException;
}
