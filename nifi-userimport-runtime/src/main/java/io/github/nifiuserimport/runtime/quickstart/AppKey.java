// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key of the HTTP APIs, kept from run to run in a file that only its owner can read. */
final class AppKey {

    private static final int BYTES = 16;

    private final Path file;
    private final String value;
    private final boolean isNew;

    private AppKey(final Path file, final String value, final boolean isNew) {
        this.file = file;
        this.value = value;
        this.isNew = isNew;
    }

    /**
     * The key to use: the one asked for, else that of the last run, else a new one.
     *
     * @param wanted null: none is asked for
     */
    static AppKey of(final Path file, final String wanted) throws IOException {
        final String last = Files.exists(file) ? Files.readString(file).strip() : null;
        if (wanted != null) {
            return new AppKey(file, wanted, !wanted.equals(last));
        }
        return last == null ? new AppKey(file, random(), true) : new AppKey(file, last, false);
    }

    String value() {
        return value;
    }

    /** Whether the flows of an earlier run do not have it yet. */
    boolean isNew() {
        return isNew;
    }

    /** Before the flows get it: should that be cut short, no key is the last run's. */
    void forgetLast() throws IOException {
        if (isNew) {
            Files.deleteIfExists(file);
        }
    }

    /** Now that the flows have it. */
    void keep() throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, value);
        }
    }

    private static String random() {
        final byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
