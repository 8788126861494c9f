// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.io.IOException;
import java.io.OutputStream;

/** What a request is answered: an HTTP status and a JSON body in the API's own envelope. */
public interface ApiReply {

    /** The HTTP status. */
    int status();

    /** Writes the reply as JSON; the output stays open. */
    void write(OutputStream output) throws IOException;
}
