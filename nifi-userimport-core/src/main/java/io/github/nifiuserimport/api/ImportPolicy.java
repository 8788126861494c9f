// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a request may have imported.
 *
 * @param buckets whose objects it may name
 * @param folder in which each bucket is a folder, where they are on this machine
 * @param maxFileBytes how large a file may be that comes with it
 */
public record ImportPolicy(
        AllowedBuckets buckets, Optional<BucketFolder> folder, long maxFileBytes) {

    /**
     * Reads it as a person sets it.
     *
     * @param buckets see {@link AllowedBuckets#parse}
     * @param folder of the buckets; none when null or blank
     */
    public static ImportPolicy of(
            final String buckets, final String folder, final long maxFileBytes) {
        return new ImportPolicy(
                AllowedBuckets.parse(buckets),
                Optional.ofNullable(folder)
                        .filter(named -> !named.isBlank())
                        .map(named -> new BucketFolder(Path.of(named))),
                maxFileBytes);
    }
}
