// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file's name in the inbox, which is also that of its job.
 *
 * @param name never that of a hidden file
 */
record InboxName(String name) {

    private static final Pattern UNSEEN_BEGINNING =
            Pattern.compile(
                    "^(?:[.~$]|_(?=success$|started|committed|temporary))+",
                    Pattern.CASE_INSENSITIVE);

    private static final Pattern UNSEEN_ENDING =
            Pattern.compile(
                    "\\.(?:filepart|part|partial|tmp|temp|crdownload|download|opdownload|incomplete|uploading|gstmp|_copying_|aria2|swp|lock|crc)$"
                            + "|~$|^thumbs\\.db$|^desktop\\.ini$",
                    Pattern.CASE_INSENSITIVE);

    /** The ending goes on behind a number: {@code users-2.csv.gz}. */
    private static final Pattern STEM_AND_ENDING =
            Pattern.compile("(.+?)((?:\\.[^.]*)?\\.gz|\\.[^.]*)?", Pattern.CASE_INSENSITIVE);

    /**
     * The name of a file that the user has given. It is not one by which the flow would take it for
     * hidden, for one that is still being written, or for a mark: the user wants it imported.
     */
    static InboxName of(final String given) {
        final String bare = UNSEEN_BEGINNING.matcher(given).replaceFirst("");
        if (bare.isEmpty() || bare.equalsIgnoreCase("gz")) {
            return new InboxName("users.csv");
        }
        return new InboxName(UNSEEN_ENDING.matcher(bare).find() ? bare + ".csv" : bare);
    }

    /** {@code users-2.csv}. */
    InboxName numbered(final int number) {
        final Matcher parts = STEM_AND_ENDING.matcher(name);
        if (!parts.matches()) {
            throw new IllegalStateException(name);
        }
        return new InboxName(
                parts.group(1) + "-" + number + (parts.group(2) == null ? "" : parts.group(2)));
    }
}
