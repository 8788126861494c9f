// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A file that was moved to where no other file of its name can replace it.
 *
 * @param claim the claim's own id
 * @param path where it is now
 * @param version that is to be read
 */
public record ClaimedFile(String claim, Path path, FileVersion version) {

    /** The name it was dropped in under. */
    public String name() {
        return path.getFileName().toString();
    }

    /**
     * The same whenever this version of this file is read, also after a restart or by another
     * machine; never that of any other, be it of the same name, size and time. A UUID.
     */
    public String id() {
        return UUID.nameUUIDFromBytes(
                        (claim + ' ' + version.stamp()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
