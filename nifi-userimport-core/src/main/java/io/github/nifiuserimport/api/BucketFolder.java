// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A folder in which each bucket is a folder. A link in it may lead anywhere, to what only this
 * service may read; nobody is to get at that by naming an object.
 *
 * @param root the folder of buckets
 */
public record BucketFolder(Path root) {

    /** Where an object is that was not refused. */
    public Path file(final String bucket, final String object) {
        return root.resolve(bucket).resolve(object);
    }

    /** Whether a link leads from an object out of its bucket's folder. */
    public boolean leadsOut(final String bucket, final String object) {
        try {
            final Path home = root.toRealPath().resolve(bucket);
            return !home.resolve(object).toRealPath().startsWith(home);
        } catch (final IOException | InvalidPathException notThere) {
            // Whoever fetches it says so.
            return false;
        }
    }
}
