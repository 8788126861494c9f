// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.row.RowFormat;
import java.io.IOException;
import java.nio.ByteBuffer;

/** What is to be imported is handed over to this: NiFi, where the server runs in a processor. */
public interface ImportReceiver {

    /**
     * Whether another import would be taken now. If not, clients are asked to come back.
     *
     * @param uploads whether the file comes with the request
     */
    boolean hasRoom(boolean uploads);

    /**
     * Whether imports are taken at all, and not only shown and cancelled.
     *
     * @param uploads whether the file comes with the request
     */
    boolean takes(boolean uploads);

    /** Whether imports are undone where this hands over. */
    boolean takesUndos();

    /** Whether another import would be undone now. If not, clients are asked to come back. */
    boolean hasRoomForUndos();

    /**
     * Begins to take an import, or an undo.
     *
     * @throws IOException when nothing can be taken now
     */
    Intake begin() throws IOException;

    /**
     * An import on its way in. Used by one thread at a time. Closed before it is handed over,
     * nothing is left of it.
     */
    interface Intake extends AutoCloseable {

        /** What registers its job, see {@link io.github.nifiuserimport.job.Delivery#flowFileId}. */
        String id();

        /** Appends to the file, all of the buffer. */
        void write(ByteBuffer bytes) throws IOException;

        /** The file has come whole. */
        void endFile() throws IOException;

        /** Says what it is, before its file is read or it is handed over. */
        void describe(Description description);

        /** Says which import is to be undone, before that is handed over. */
        void describe(Undo undo);

        /** The format in which the file is read, by the description. */
        RowFormat format();

        /** The file, once it has come whole. */
        FileContent file();

        /**
         * Hands it over, for good.
         *
         * @throws RuntimeException when it cannot be; then nothing is left of it
         */
        void handOver();

        @Override
        void close();
    }

    /**
     * An import that is to be undone.
     *
     * @param jobId of the undo
     * @param app whose users they are
     * @param undoes id of the job to undo
     * @param path that was asked for, without the query
     * @param client address it came from
     */
    record Undo(String jobId, String app, String undoes, String path, String client) {}

    /**
     * What an import is.
     *
     * @param jobId of its job
     * @param app whose users are imported
     * @param api name of the API that it came by
     * @param path that was asked for, without the query
     * @param client address it came from
     * @param fileName name of the file
     * @param request what is to be imported, and how
     */
    record Description(
            String jobId,
            String app,
            String api,
            String path,
            String client,
            String fileName,
            ImportRequest request) {}
}
