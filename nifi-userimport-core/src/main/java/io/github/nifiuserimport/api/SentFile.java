// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

/**
 * The file that came with a request.
 *
 * @param count how many there were
 * @param bytes that it has
 * @param beginning its first {@value #BEGINNING} bytes as text, all of a small one
 */
public record SentFile(int count, long bytes, String beginning) {

    /** How many bytes are looked at: more than the longest path has. */
    public static final int BEGINNING = 4096;
}
