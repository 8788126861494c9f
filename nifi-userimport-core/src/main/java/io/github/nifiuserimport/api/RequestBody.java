// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A request's body, read as it comes: its arguments are gathered, a file in it goes straight to
 * where it is to be. Nothing waits for bytes, so a slow client holds no thread.
 */
public interface RequestBody {

    /**
     * Reads more of the body, all of the buffer.
     *
     * @throws RequestFault when it is not what it says it is, or too much of it
     */
    void add(ByteBuffer bytes) throws IOException, RequestFault;

    /**
     * The body has ended.
     *
     * @throws RequestFault when it is not whole
     */
    void end() throws IOException, RequestFault;

    /** Where the file goes that a body carries. */
    interface FileSink {

        /**
         * A file begins.
         *
         * @param name as the client has it, or null
         * @throws RequestFault when it is not to be taken
         */
        void begin(String name) throws IOException, RequestFault;

        /**
         * More of the file, all of the buffer.
         *
         * @throws RequestFault when that is too much
         */
        void write(ByteBuffer bytes) throws IOException, RequestFault;
    }
}
