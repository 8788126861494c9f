// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.Optional;

/**
 * The state of a file at one moment. Writing to the file makes another version; renaming it does
 * not.
 *
 * @param size in bytes
 * @param modified when it was last written to, by the clock of the file system
 * @param key the file system's identifier, such as an inode, or null if it has none. No proof that
 *     two files are the same: a network file system may use it again
 */
public record FileVersion(long size, FileTime modified, Object key) {

    public FileVersion {
        Objects.requireNonNull(modified, "modified");
    }

    /** The present version; empty if there is no such file, or if it is a folder, link or pipe. */
    public static Optional<FileVersion> of(final Path file) throws IOException {
        try {
            final BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(
                            new FileVersion(
                                    attributes.size(),
                                    attributes.lastModifiedTime(),
                                    attributes.fileKey()))
                    : Optional.empty();
        } catch (final NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    /** Size and time as text: the same for the same version, even after a restart. */
    String stamp() {
        return size + " " + modified.toInstant();
    }
}
