// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

/** Finds numbers and booleans in text. */
public final class Scalars {

    private static final int LONGEST_BOOLEAN = "false".length();

    private Scalars() {}

    /**
     * The number or boolean that a text is.
     *
     * @return Long, BigDecimal, Boolean, or null when it is neither
     */
    public static Object find(final String text) {
        if (text.isEmpty()) {
            return null;
        }
        final char first = text.charAt(0);
        if (NumberText.mayBegin(first)) {
            return number(text);
        }
        if (text.length() > LONGEST_BOOLEAN || "tTfF".indexOf(first) < 0) {
            return null;
        }
        final char[] chars = text.toCharArray();
        return logical(chars, 0, chars.length);
    }

    private static Object number(final String text) {
        if (text.length() > NumberText.LONGEST) {
            return null;
        }
        final char[] chars = text.toCharArray();
        final NumberText number = new NumberText();
        if (!number.read(chars, 0, chars.length)) {
            return null;
        }
        return number.isWhole() ? number.whole() : number.decimal();
    }

    /**
     * The boolean that a text is, in any letter case.
     *
     * @return null when it is none
     */
    public static Boolean logical(final char[] text, final int offset, final int length) {
        if (is("true", text, offset, length)) {
            return Boolean.TRUE;
        }
        return is("false", text, offset, length) ? Boolean.FALSE : null;
    }

    /** Of letters other than ASCII's none becomes one by its lower case bit. */
    private static boolean is(
            final String word, final char[] text, final int offset, final int length) {
        if (length != word.length()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((text[offset + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
