// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/** Checks that a key holds no character a person cannot see (spec/dashly: keys must be clean). */
final class CleanText {

    private CleanText() {}

    /**
     * Index of the first character that does not belong into a key: white space at either end, and
     * anywhere a control or format character (zero-width space, byte order mark) or a no-break
     * space.
     *
     * @return -1 when the text is clean
     */
    static int firstUnclean(final String text) {
        final int length = text.length();
        for (int index = 0; index < length; index++) {
            final char character = text.charAt(index);
            final boolean atEnd = index == 0 || index == length - 1;
            if (character > ' ' && character < 0x7f || character == ' ' && !atEnd) {
                continue;
            }
            if (isUnclean(character, atEnd)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isUnclean(final char character, final boolean atEnd) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    true;
            case Character.SPACE_SEPARATOR -> atEnd || character != ' ';
            default -> false;
        };
    }

    /** The character as people can look it up: {@code U+200B (ZERO WIDTH SPACE)}. */
    static String describe(final char character) {
        return "U+%04X (%s)".formatted((int) character, Character.getName(character));
    }
}
