// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.file.Path;

/** Is told why files cannot be taken. */
@FunctionalInterface
public interface InboxListener {

    /**
     * Called once for each problem, and again only if it had disappeared in between.
     *
     * @param file the file in question
     * @param reason what is wrong and what to do, as the predicate of a sentence about the file
     */
    void tell(Path file, String reason);
}
