// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * When a file is taken from a folder.
 *
 * @param directory the folder that others write into
 * @param ignored names of files that are never taken
 * @param settleTime how long a file's size and time have to stay the same before it is taken
 * @param unfinishedTime the same for a file that looks unfinished; also how long a file that was
 *     read is kept, in case its writer goes on
 */
public record InboxSettings(
        Path directory, IgnoredNames ignored, Duration settleTime, Duration unfinishedTime) {

    public InboxSettings {
        Objects.requireNonNull(directory, "directory");
        Objects.requireNonNull(ignored, "ignored");
        Objects.requireNonNull(settleTime, "settleTime");
        Objects.requireNonNull(unfinishedTime, "unfinishedTime");
    }
}
