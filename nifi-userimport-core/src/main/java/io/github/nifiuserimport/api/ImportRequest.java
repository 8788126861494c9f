// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.row.Delimiter;

/** What a request for an import comes to. */
public sealed interface ImportRequest {

    /**
     * Import an object of a bucket.
     *
     * @param action what its rows do; null when each says it itself
     */
    record FromBucket(String action, String bucket, String object) implements ImportRequest {}

    /**
     * Import the file that came with the request.
     *
     * @param key what users are found by
     * @param tags as given, checked
     */
    record Upload(ImportKey key, String tags, Delimiter delimiter) implements ImportRequest {}

    /**
     * Say what importing it would change, and import nothing.
     *
     * @param wanted a {@link FromBucket} or an {@link Upload}
     */
    record DryRun(ImportRequest wanted) implements ImportRequest {}

    /**
     * Do nothing.
     *
     * @param status of the reply
     * @param error what is wrong, naming the argument
     */
    record Refused(int status, String error) implements ImportRequest {}
}
