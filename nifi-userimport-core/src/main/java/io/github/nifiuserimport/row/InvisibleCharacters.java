// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import io.github.nifiuserimport.text.Text;

/**
 * Characters that a person does not see, and that make two names or keys differ which look the
 * same: controls, zero-width characters, spaces other than the plain one.
 */
public final class InvisibleCharacters {

    /** Blank by their glyph, whatever their category says. */
    private static final String BLANK_GLYPHS = "\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0";

    private static final String MONGOLIAN_SELECTORS = "\u180B\u180C\u180D\u180F";

    private InvisibleCharacters() {}

    /**
     * Index of the first invisible character of a text, or -1. A plain space is none, nor is what
     * chooses the shape of an emoji, an ideograph or a Mongolian letter.
     */
    public static int find(final String text) {
        int before = -1;
        int i = 0;
        while (i < text.length()) {
            final int character = text.codePointAt(i);
            if (isInvisible(character)
                    && !isVariation(before, character)
                    && !isKeycap(before, text, i)) {
                return i;
            }
            before = character;
            i += Character.charCount(character);
        }
        return -1;
    }

    /** Whether it does nothing but choose a shape of the character before it. */
    private static boolean isSelector(final int character) {
        return character >= 0xFE00 && character <= 0xFE0F
                || character >= 0xE0100 && character <= 0xE01EF
                || MONGOLIAN_SELECTORS.indexOf(character) >= 0;
    }

    /** Whether it chooses between shapes that a person can tell from one another. */
    private static boolean isVariation(final int before, final int character) {
        if (MONGOLIAN_SELECTORS.indexOf(character) >= 0) {
            return Character.isLetter(before)
                    && Character.UnicodeScript.of(before) == Character.UnicodeScript.MONGOLIAN;
        }
        return isSelector(character)
                && before > 0x7F
                && (Character.isEmoji(before) || Character.isIdeographic(before));
    }

    /** A digit, the selector at that index, and the key around it. */
    private static boolean isKeycap(final int before, final String text, final int index) {
        return text.startsWith("\uFE0F\u20E3", index) && before > 0 && Character.isEmoji(before);
    }

    /** Whether a person does not see it. A plain space is no such character. */
    public static boolean isInvisible(final int character) {
        if (character > ' ' && character < 0x7F || character == ' ') {
            return false;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    true;
            default -> BLANK_GLYPHS.indexOf(character) >= 0 || isSelector(character);
        };
    }

    /** A character by number and name: {@code U+200B ZERO WIDTH SPACE}. */
    public static String describe(final int character) {
        final String name = Character.getName(character);
        return Text.format("U+%04X%s", character, name == null ? "" : " " + name);
    }
}
