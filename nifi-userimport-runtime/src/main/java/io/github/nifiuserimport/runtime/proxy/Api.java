// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.proxy;

import java.util.Optional;

/** The HTTP APIs, each of which is a flow with a port of its own. */
public enum Api {
    LEANPLUM,
    DASHLY;

    /**
     * Who answers for a path. Both have the pages about imports; each knows its own way to show a
     * key.
     *
     * @param hasToken whether the request shows its key as Dashly's API has it
     */
    static Optional<Api> of(final String path, final boolean hasToken) {
        if (path.equals("/users/import")) {
            return Optional.of(DASHLY);
        }
        if (path.equals("/api")) {
            return Optional.of(LEANPLUM);
        }
        if (path.equals("/imports") || path.matches("/imports[./].*")) {
            return Optional.of(hasToken ? DASHLY : LEANPLUM);
        }
        return Optional.empty();
    }
}
