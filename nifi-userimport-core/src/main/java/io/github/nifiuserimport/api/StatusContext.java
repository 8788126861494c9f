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
 */
public record StatusContext(ImportLinks links, Instant now, Optional<String> pageToken) {

    /** No token. */
    @Override
    public String toString() {
        return links + " " + now;
    }
}
