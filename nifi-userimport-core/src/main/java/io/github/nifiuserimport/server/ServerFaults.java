// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

/** Is told of faults that are ours or the store's, never of what strangers send. */
public interface ServerFaults {

    /** It will pass, and the client was asked to come back. */
    void passing(String what, Exception cause);

    /** Somebody has to look into it. */
    void lasting(String what, Exception cause);
}
