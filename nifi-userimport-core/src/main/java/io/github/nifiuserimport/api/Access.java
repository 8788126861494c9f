// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Optional;

/** Whether a request may go on. */
public sealed interface Access {

    /** It may, for this app. */
    record Granted(String app) implements Access {}

    /**
     * It may not.
     *
     * @param challenge how to log in, for the header WWW-Authenticate
     */
    record Denied(int status, String error, Optional<String> challenge) implements Access {}
}
