// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.util.Optional;

/**
 * What a request may have imported.
 *
 * @param buckets whose objects it may name
 * @param folder in which each bucket is a folder, where they are on this machine
 * @param maxFileBytes how large a file may be that comes with it
 */
public record ImportPolicy(
        AllowedBuckets buckets, Optional<BucketFolder> folder, long maxFileBytes) {}
