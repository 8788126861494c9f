// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Optional;

/** Whether a request may go on. */
public sealed interface Access {

    /**
     * It may.
     *
     * @param app whose key it carries
     * @param writes whether that key may start imports, and not only ask how they go
     */
    record Granted(String app, boolean writes) implements Access {

        /**
         * The same, unless an import is asked for and the key only reads.
         *
         * @param reads whether the request only asks how imports go
         */
        public Access unlessReadOnly(final boolean reads) {
            return writes || reads
                    ? this
                    : new Denied(
                            Reason.NOT_ALLOWED,
                            403,
                            "This key only reads: it asks how imports go and starts none; send a"
                                    + " key of the app that writes",
                            Optional.empty());
        }
    }

    /**
     * It may not.
     *
     * @param status of the reply
     * @param error what is wrong and what to send instead; nothing of a key
     * @param challenge how to log in, for the header WWW-Authenticate
     */
    record Denied(Reason reason, int status, String error, Optional<String> challenge)
            implements Access {

        /** The reply. */
        public HttpReply reply(final StatusFormat format) {
            final HttpReply reply = format.refused(status, error);
            return challenge.map(login -> reply.with("WWW-Authenticate", login)).orElse(reply);
        }
    }

    /** Why a request may not go on. */
    enum Reason {
        /**
         * No key has been seen that would do. Arguments still to come, in the body, may have it.
         */
        KEY_MISSING,
        /** There is a key, and it is nobody's. Whoever tries keys is known by this. */
        KEY_WRONG,
        /** The key is right, but not for this. */
        NOT_ALLOWED
    }
}
