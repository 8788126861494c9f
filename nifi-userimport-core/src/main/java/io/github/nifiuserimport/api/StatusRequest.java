// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.time.Instant;
import java.util.Optional;

/** What somebody wants to know of import jobs, and of what they have changed. */
public sealed interface StatusRequest {

    /** The form of the answer, which is that of a refusal too. */
    StatusFormat format();

    /** How one job goes. */
    record OneJob(String id, StatusFormat format) implements StatusRequest {}

    /**
     * The rows of a job that were not applied, as a file.
     *
     * @param extension that the file has to have; null for whatever it has
     */
    record RejectedRows(String id, String extension) implements StatusRequest {

        @Override
        public StatusFormat format() {
            return OwnFormat.JSON;
        }
    }

    /** What the API answers for each row of a job, as JSON lines. */
    record Responses(String id) implements StatusRequest {

        @Override
        public StatusFormat format() {
            return OwnFormat.JSON;
        }
    }

    /** The page that asks whether a job is to be undone. */
    record UndoQuestion(String id) implements StatusRequest {

        @Override
        public OwnFormat format() {
            return OwnFormat.HTML;
        }
    }

    /** The page that asks whether a job is to be cancelled. */
    record CancelQuestion(String id) implements StatusRequest {

        @Override
        public OwnFormat format() {
            return OwnFormat.HTML;
        }
    }

    /**
     * The latest jobs of the app.
     *
     * @param below what stands before a job's id in a link from the page
     */
    record Latest(OwnFormat format, String below) implements StatusRequest {}

    /**
     * What was changed of a user.
     *
     * @param user the user's id, or an e-mail address
     * @param before only changes made before that time; nothing for the latest
     */
    record History(String user, Optional<Instant> before, OwnFormat format)
            implements StatusRequest {}

    /** Something that is not there. */
    record Unknown(String path, StatusFormat format) implements StatusRequest {}

    /** What cannot be answered, and why; the text names the argument. */
    record Faulty(String fault, StatusFormat format) implements StatusRequest {}
}
