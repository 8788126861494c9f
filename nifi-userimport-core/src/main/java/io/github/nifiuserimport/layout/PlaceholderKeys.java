// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What programs write where they have no key: a user of that name is nobody, and all who have none
 * would become one profile. Letter case does not matter.
 */
public final class PlaceholderKeys {

    /** What stands for no value at all. */
    private static final List<String> NULLS =
            List.of(
                    "null",
                    "(null)",
                    "<null>",
                    "[null]",
                    "\\N",
                    "none",
                    "(none)",
                    "<none>",
                    "nil",
                    "<nil>",
                    "nan",
                    "na",
                    "n/a",
                    "n.a.",
                    "<na>",
                    "#n/a",
                    "#null!",
                    "undefined",
                    "-",
                    "--");

    private static final NavigableSet<String> NULL_MARKERS = ignoringCase(NULLS);

    private static final List<String> OTHERS =
            List.of(
                    "0",
                    "-1",
                    "?",
                    "#REF!",
                    "#VALUE!",
                    "#NAME?",
                    "#DIV/0!",
                    "#NUM!",
                    "#SPILL!",
                    "#CALC!",
                    "#FIELD!",
                    "#BLOCKED!",
                    "#CONNECT!",
                    "#BUSY!",
                    "#UNKNOWN!",
                    "#GETTING_DATA",
                    "#ERROR!",
                    "[object Object]",
                    "{}",
                    "[]",
                    "true",
                    "false",
                    "anonymous",
                    "unknown",
                    "guest",
                    "00000000-0000-0000-0000-000000000000",
                    "{00000000-0000-0000-0000-000000000000}",
                    "00000000000000000000000000000000",
                    "ffffffff-ffff-ffff-ffff-ffffffffffff");

    /** The ones that are refused unless others are named. */
    public static final PlaceholderKeys DEFAULTS = of(concatenated());

    private static final int ASCII = 128;

    private final NavigableSet<String> texts;

    /** Lengths and first characters, since nearly every key is told by them to be none. */
    private final boolean[] lengths;

    private final boolean[] firsts = new boolean[ASCII];
    private final boolean othersFirst;

    private PlaceholderKeys(final NavigableSet<String> texts) {
        this.texts = texts;
        lengths = new boolean[texts.stream().mapToInt(String::length).max().orElse(0) + 1];
        boolean beyondAscii = false;
        for (final String text : texts) {
            lengths[text.length()] = true;
            final char first = text.charAt(0);
            if (first < ASCII) {
                firsts[Character.toLowerCase(first)] = true;
                firsts[Character.toUpperCase(first)] = true;
            } else {
                beyondAscii = true;
            }
        }
        othersFirst = beyondAscii;
    }

    /**
     * Those texts.
     *
     * @param texts empty ones are left out
     */
    public static PlaceholderKeys of(final Collection<String> texts) {
        return new PlaceholderKeys(
                ignoringCase(texts.stream().filter(text -> !text.isEmpty()).toList()));
    }

    private static NavigableSet<String> ignoringCase(final Collection<String> texts) {
        final NavigableSet<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(texts);
        return set;
    }

    private static List<String> concatenated() {
        return java.util.stream.Stream.concat(NULLS.stream(), OTHERS.stream()).toList();
    }

    /** The texts of {@link #DEFAULTS}, in the order in which people are shown them. */
    public static List<String> defaultTexts() {
        return concatenated();
    }

    /** Whether a key is one of them. */
    boolean contains(final String key) {
        if (key.length() >= lengths.length || !lengths[key.length()]) {
            return false;
        }
        final char first = key.charAt(0);
        return (first < ASCII ? firsts[first] : othersFirst) && texts.contains(key);
    }

    /** Whether a key is one of them that says that there is none, such as {@code None}. */
    boolean isNull(final String key) {
        return contains(key) && NULL_MARKERS.contains(key);
    }

    /** The texts, for messages and tests. */
    Set<String> texts() {
        return texts;
    }
}
