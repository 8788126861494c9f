// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import io.github.nifiuserimport.text.Text;
import java.util.Locale;

/** What stands between two cells of a row. */
public enum Delimiter {
    /** Found from the header and the first rows of each file. */
    DETECT('\0', "detect"),
    COMMA(',', "comma"),
    SEMICOLON(';', "semicolon"),
    PIPE('|', "pipe"),
    TAB('\t', "tab"),
    SPACE(' ', "space");

    private final char symbol;
    private final String word;

    Delimiter(final char symbol, final String word) {
        this.symbol = symbol;
        this.word = word;
    }

    /** The character itself; NUL for {@link #DETECT}. */
    public char symbol() {
        return symbol;
    }

    /**
     * From what a person or a request gives: the character, its name in any letter case, or {@code
     * \t} as two characters. Nothing at all means {@link #DETECT}.
     *
     * @throws IllegalArgumentException when it is none of these; the message lists them
     */
    public static Delimiter parse(final String text) {
        if (text == null || text.isEmpty()) {
            return DETECT;
        }
        // Before any trimming: a tab and a space are delimiters themselves.
        for (final Delimiter delimiter : values()) {
            if (delimiter != DETECT && text.equals(String.valueOf(delimiter.symbol))) {
                return delimiter;
            }
        }
        final String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.equals("\\t")) {
            return TAB;
        }
        for (final Delimiter delimiter : values()) {
            if (word.equals(delimiter.word)
                    || delimiter != DETECT && word.equals(String.valueOf(delimiter.symbol))) {
                return delimiter;
            }
        }
        throw new IllegalArgumentException(
                Text.format(
                        "\"%s\" is not a delimiter; use Detect, Comma, Semicolon, Pipe, Tab or Space, or the character itself",
                        text));
    }

    /** A delimiter in words, for messages: {@code comma (,)}, {@code tab}. */
    public static String describe(final char symbol) {
        for (final Delimiter delimiter : values()) {
            if (delimiter != DETECT && delimiter.symbol == symbol) {
                return symbol <= ' ' ? delimiter.word : delimiter.word + " (" + symbol + ")";
            }
        }
        return "character " + symbol;
    }
}
