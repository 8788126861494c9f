// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.page.PathSegment;
import io.github.nifiuserimport.text.Text;

/**
 * {@code Content-Disposition} of a file to keep (RFC 6266). The name may come from anybody: of it
 * nothing is left that a shell, a file system or a header's grammar would take for more than a
 * name.
 */
final class AttachmentHeader {

    private static final int MAX_CHARACTERS = 150;
    private static final String FORBIDDEN = "/\\:*?\"<>|";

    private AttachmentHeader() {}

    static String of(final String fileName) {
        final String name = cleaned(fileName);
        final StringBuilder ascii = new StringBuilder();
        name.codePoints().forEach(c -> ascii.append(c < 0x7f && c != '%' ? (char) c : '_'));
        return Text.format(
                "attachment; filename=\"%s\"; filename*=UTF-8''%s",
                ascii, PathSegment.encode(name));
    }

    /** A name that any file system takes; of a long one, its end with the extension is kept. */
    static String cleaned(final String fileName) {
        final StringBuilder clean = new StringBuilder();
        fileName.codePoints().map(c -> isPlain(c) ? c : '_').forEach(clean::appendCodePoint);
        final int length = clean.codePointCount(0, clean.length());
        final String name =
                length <= MAX_CHARACTERS
                        ? clean.toString()
                        : clean.substring(clean.offsetByCodePoints(0, length - MAX_CHARACTERS));
        // Neither hidden nor a way up.
        return name.startsWith(".") ? "_" + name.substring(1) : name;
    }

    private static boolean isPlain(final int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> FORBIDDEN.indexOf(c) < 0;
        };
    }
}
