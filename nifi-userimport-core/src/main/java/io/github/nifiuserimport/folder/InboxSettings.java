// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * When a file is taken out of a folder.
 *
 * @param directory the folder that others write into
 * @param ignored names of files that are never taken
 * @param settleTime how long a file has to stay as it is before it is taken
 * @param unfinishedTime the same for one that looks as if there were more to come; also how long a
 *     file that was read is kept, should its writer go on
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
