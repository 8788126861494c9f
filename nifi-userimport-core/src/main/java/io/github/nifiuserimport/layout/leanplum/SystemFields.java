// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.SystemField;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a row says of the fields that Leanplum defines itself. */
final class SystemFields {

    /** Asks Leanplum's own clients to find a value out; there is nothing to find it from here. */
    private static final String DETECT = "(detect)";

    private static final Set<SystemField.Type> DETECTABLE =
            EnumSet.of(
                    SystemField.Type.TEXT,
                    SystemField.Type.COUNTRY,
                    SystemField.Type.LOCATION,
                    SystemField.Type.LOCATION_ACCURACY);

    private SystemFields() {}

    /**
     * Adds what a cell says.
     *
     * @param named of the cell's column; nothing is added when it is none
     * @param value null clears the field
     */
    static void put(
            final Map<String, AttributeChange> changes,
            final List<RowWarning> warnings,
            final Optional<SystemField> named,
            final Object value)
            throws RowFault {
        if (named.isEmpty()) {
            return;
        }
        final SystemField field = named.get();
        final String column = field.apiName();
        if (value == null) {
            changes.put(column, new AttributeChange.Clear());
        } else if (value.equals("") && field.type() != SystemField.Type.TEXT) {
            // Quoted and empty, as programs write that quote every cell: no number, no place.
            return;
        } else if (DETECT.equals(value) && DETECTABLE.contains(field.type())) {
            warnings.add(
                    new RowWarning(
                            column,
                            "(detect) is not supported in an import; the value is ignored"));
        } else {
            changes.put(
                    column,
                    new AttributeChange.Assign(
                            CellText.system(field, CellText.verbatim(column, value))));
        }
    }

    /** The change by {@code devMode}, which rows of every action may have. */
    static Map<String, AttributeChange> devMode(final Map<String, Object> values) throws RowFault {
        final String column = SystemField.DEV_MODE.apiName();
        if (!values.containsKey(column)) {
            return Map.of();
        }
        final Map<String, AttributeChange> changes = new HashMap<>();
        put(changes, List.of(), Optional.of(SystemField.DEV_MODE), values.get(column));
        return changes;
    }

    /** A location without its accuracy was found by IP address (docs/leanplum.md). */
    static void complete(final Map<String, AttributeChange> changes) {
        if (changes.get(SystemField.LOCATION.apiName()) instanceof AttributeChange.Assign) {
            changes.putIfAbsent(
                    SystemField.LOCATION_ACCURACY_TYPE.apiName(), new AttributeChange.Assign("IP"));
        }
    }
}
