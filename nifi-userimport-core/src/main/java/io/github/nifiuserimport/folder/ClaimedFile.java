// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file that was moved to where no other file of its name can replace it; or, without a claim, one
 * that still has to be.
 *
 * @param claim the id of the claim, or null
 * @param path where the file is
 * @param version the version that is to be read
 */
public record ClaimedFile(String claim, Path path, FileVersion version) {

    /** The name with which it was dropped into the folder. */
    public String name() {
        return path.getFileName().toString();
    }

    /**
     * A UUID: the same whenever this version of this file is read, even after a restart or by
     * another machine, and never that of another file, even of the same name, size and time.
     */
    public String id() {
        return UUID.nameUUIDFromBytes(
                        (claim + ' ' + version.stamp()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
