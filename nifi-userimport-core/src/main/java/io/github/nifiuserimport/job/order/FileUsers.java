// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.order;

import java.util.Optional;

/** Which users a file's rows are about, as far as that is told without applying them. */
public sealed interface FileUsers permits FileUsers.Nobody, FileUsers.Anybody, NamedUsers {

    /** None: the file is refused, and nothing of it applied. */
    FileUsers NOBODY = new Nobody();

    /** Nobody knows, or users whom the rows do not name. */
    FileUsers ANYBODY = new Anybody();

    /** Whether the file is small enough to be imported beside a large one. */
    boolean areFew();

    /**
     * Whether two files may be about the same user.
     *
     * @param later of one file
     * @param earlier of a file that came before it
     * @param reached the key that the earlier file has reached, where its rows are applied in order
     *     of their keys: nothing is left of those before it
     */
    static boolean mayShare(
            final FileUsers later, final FileUsers earlier, final Optional<byte[]> reached) {
        if (later instanceof Nobody || earlier instanceof Nobody) {
            return false;
        }
        return !(later instanceof NamedUsers named && earlier instanceof NamedUsers before)
                || named.mayShare(before, reached);
    }

    /** See {@link #NOBODY}. */
    record Nobody() implements FileUsers {

        @Override
        public boolean areFew() {
            return true;
        }
    }

    /** See {@link #ANYBODY}. */
    record Anybody() implements FileUsers {

        @Override
        public boolean areFew() {
            return false;
        }
    }
}
