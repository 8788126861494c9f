// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name with the fewest edits from the given one, letter case, {@code _}, {@code -}
     * and spaces aside; nothing when none is near.
     */
    public static Optional<String> of(final String name, final Collection<String> known) {
        final String wanted = bare(name);
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(wanted, bare(candidate))))
                .filter(
                        candidate ->
                                distance(wanted, bare(candidate))
                                        <= Math.max(1, candidate.length() / 3));
    }

    private static String bare(final String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[_\\- $]", "");
    }

    /** Levenshtein's distance. */
    private static int distance(final String one, final String other) {
        int[] previous = new int[other.length() + 1];
        for (int column = 0; column < previous.length; column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            final int[] current = new int[other.length() + 1];
            current[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                final int substituted = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
                current[column] =
                        Math.min(
                                Math.min(current[column - 1], previous[column]) + 1,
                                previous[column - 1] + substituted);
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
