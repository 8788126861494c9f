// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.csv;

import io.github.nifiuserimport.row.FileFault;

/** First bytes by which a file that is no UTF-8 text makes itself known. */
enum FileSignature {
    // The longer ones first: UTF-32LE begins as UTF-16LE does.
    UTF_32LE("the file is UTF-32, not UTF-8; save it as UTF-8", 0xFF, 0xFE, 0, 0),
    UTF_32BE("the file is UTF-32, not UTF-8; save it as UTF-8", 0, 0, 0xFE, 0xFF),
    UTF_16LE("the file is UTF-16, not UTF-8; save it as UTF-8", 0xFF, 0xFE),
    UTF_16BE("the file is UTF-16, not UTF-8; save it as UTF-8", 0xFE, 0xFF),
    ZIP(
            "the file is a ZIP archive, not CSV; unpack it first. An Excel workbook (.xlsx) is a"
                    + " ZIP archive too: save it as \"CSV UTF-8\"",
            0x50,
            0x4B,
            0x03,
            0x04),
    EMPTY_ZIP(
            "the file is an empty ZIP archive, not CSV; upload the CSV file itself",
            0x50,
            0x4B,
            0x05,
            0x06),
    GZIP("the file is compressed (gzip), not CSV; decompress it first", 0x1F, 0x8B),
    ZSTANDARD(
            "the file is compressed (Zstandard), not CSV; decompress it first",
            0x28,
            0xB5,
            0x2F,
            0xFD),
    OLD_OFFICE(
            "the file is an old Excel workbook (.xls), not CSV; save it as \"CSV UTF-8\"",
            0xD0,
            0xCF,
            0x11,
            0xE0),
    PDF(
            "the file is a PDF document, not CSV; export the data as CSV",
            0x25,
            0x50,
            0x44,
            0x46,
            0x2D);

    /** How many first bytes tell. */
    static final int LONGEST = 5;

    private final String advice;
    private final byte[] bytes;

    FileSignature(final String advice, final int... bytes) {
        this.advice = advice;
        this.bytes = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            this.bytes[i] = (byte) bytes[i];
        }
    }

    /** Refuses content that is something else than text in UTF-8. */
    static void check(final byte[] content, final int length) throws FileFault {
        for (final FileSignature signature : values()) {
            if (startsWith(content, length, signature.bytes)) {
                throw new FileFault(0, null, signature.advice);
            }
        }
    }

    private static boolean startsWith(final byte[] content, final int length, final byte[] start) {
        if (length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (content[i] != start[i]) {
                return false;
            }
        }
        return true;
    }
}
