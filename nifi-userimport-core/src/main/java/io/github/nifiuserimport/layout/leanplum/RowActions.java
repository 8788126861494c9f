// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.ActionChoice;
import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.profile.Action;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the rows of one file do.
 *
 * @param byColumn whether rows may say it themselves
 * @param others what those do that do not; null when each has to
 */
record RowActions(boolean byColumn, Action others) {

    private static final String NAMES =
            Arrays.stream(Action.values()).map(Action::apiName).collect(Collectors.joining(", "));

    /**
     * The actions of a file.
     *
     * @param columns first segments of the header's names
     */
    static RowActions of(final Set<String> columns, final ActionChoice choice) {
        final boolean byColumn = columns.contains(LeanplumColumns.ACTION);
        return switch (choice) {
            case ActionChoice.Default of -> new RowActions(byColumn, of.action());
            case ActionChoice.Unsubscribe list ->
                    throw new IllegalArgumentException("A list of addresses has no actions");
            case ActionChoice.OfRow each -> new RowActions(true, null);
            case ActionChoice.Detect detect ->
                    byColumn
                            ? new RowActions(true, null)
                            : new RowActions(false, detected(columns));
        };
    }

    private static Action detected(final Set<String> columns) {
        if (columns.contains(LeanplumColumns.EVENT)) {
            return Action.TRACK;
        }
        return columns.contains(LeanplumColumns.DEVICE_ID)
                        && !Collections.disjoint(columns, LeanplumColumns.DEVICE_ATTRIBUTES)
                ? Action.SET_DEVICE_ATTRIBUTES
                : Action.SET_USER_ATTRIBUTES;
    }

    /** What all rows do; nothing when they may say it themselves. */
    Optional<Action> ofAll() {
        return byColumn ? Optional.empty() : Optional.of(others);
    }

    /** What a row does. */
    Action of(final Map<String, Object> values) throws RowFault {
        final String name =
                byColumn
                        ? CellText.text(LeanplumColumns.ACTION, values.get(LeanplumColumns.ACTION))
                        : null;
        if (name != null) {
            return Action.named(name)
                    .orElseThrow(
                            () ->
                                    new RowFault(
                                            LeanplumColumns.ACTION,
                                            CellText.quote(name) + " is not one of " + NAMES));
        }
        if (others == null) {
            throw new RowFault(
                    LeanplumColumns.ACTION,
                    "is empty; give one of " + NAMES + ", or set an action for such rows");
        }
        return others;
    }
}
