// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

/**
 * How much a file and a row may hold. {@link #NO_LIMIT} stands for as much as there is.
 *
 * @param fileBytes bytes a file may have
 * @param columns columns a header may have
 * @param stringLength characters a text may have, on its own or in a list
 * @param listItems items a list may have
 * @param eventParameters parameters an event may have
 * @param safeIntegers whether whole numbers must be within ±2⁵³, where every reader of JSON has
 *     them exact
 */
public record Limits(
        long fileBytes,
        int columns,
        int stringLength,
        int listItems,
        int eventParameters,
        boolean safeIntegers) {

    /** Stands for a limit that is not set. */
    public static final int NO_LIMIT = Integer.MAX_VALUE;

    /** Parameters of an event that Leanplum takes. */
    public static final int LEANPLUM_EVENT_PARAMETERS = 50;

    /** What Leanplum states: parameters of an event. */
    public static final Limits NONE =
            new Limits(
                    Long.MAX_VALUE, NO_LIMIT, NO_LIMIT, NO_LIMIT, LEANPLUM_EVENT_PARAMETERS, false);

    /** What Dashly states (docs/dashly.md, "Limits"); a file has less than 30 × 10⁶ bytes. */
    public static final Limits DASHLY =
            new Limits(29_999_999, 250, 255, 30, LEANPLUM_EVENT_PARAMETERS, true);

    public Limits withFileBytes(final long other) {
        return new Limits(other, columns, stringLength, listItems, eventParameters, safeIntegers);
    }

    public Limits withColumns(final int other) {
        return new Limits(fileBytes, other, stringLength, listItems, eventParameters, safeIntegers);
    }

    public Limits withStringLength(final int other) {
        return new Limits(fileBytes, columns, other, listItems, eventParameters, safeIntegers);
    }

    public Limits withListItems(final int other) {
        return new Limits(fileBytes, columns, stringLength, other, eventParameters, safeIntegers);
    }

    public Limits withEventParameters(final int other) {
        return new Limits(fileBytes, columns, stringLength, listItems, other, safeIntegers);
    }
}
