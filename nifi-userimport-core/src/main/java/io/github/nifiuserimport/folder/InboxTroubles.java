// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.folder;

import java.nio.file.Path;

/** Is told what keeps a file from being taken. */
@FunctionalInterface
public interface InboxTroubles {

    /**
     * Called once for each trouble, and again only if it was gone in between.
     *
     * @param file that it is about
     * @param reason what is the matter and what to do, to stand behind the file's name
     */
    void tell(Path file, String reason);
}
