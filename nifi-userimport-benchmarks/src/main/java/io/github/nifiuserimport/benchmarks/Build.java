// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks;

import io.github.nifiuserimport.runtime.rest.Bundle;

/**
 * A build of the bundle that is measured. A NiFi takes several of them, as long as their versions
 * differ; each has a schema of its own in the database.
 *
 * @param name of a baseline's commit; empty for the present build
 * @param bundle its NAR
 * @param schema of the database where its users are
 */
public record Build(String name, Bundle bundle, String schema) {

    /** In front of what is measured of it. */
    public String label(final String measured) {
        return name.isEmpty() ? measured : name + ": " + measured;
    }

    /** Its table of users. */
    public String table() {
        return schema + ".user_profile";
    }
}
