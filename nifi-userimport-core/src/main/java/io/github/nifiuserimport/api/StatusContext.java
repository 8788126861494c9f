// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.page.ImportLinks;
import java.time.Instant;
import java.util.Optional;

/**
 * What an answer has from its request, and not from the job.
 *
 * @param links for replies that need whole addresses
 * @param now until when a job that runs has been running
 * @param pageToken for pages of somebody who may start imports ({@link OwnPage})
 * @param undoes whether imports are undone where the answer comes from
 */
public record StatusContext(
        ImportLinks links, Instant now, Optional<String> pageToken, boolean undoes) {

    boolean mayCancel() {
        return pageToken.isPresent();
    }

    boolean mayUndo() {
        return undoes && pageToken.isPresent();
    }

    /** No token. */
    @Override
    public String toString() {
        return links + " " + now;
    }
}
