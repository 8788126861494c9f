// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.Faults;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Historical totals of events or states in a row: {@code events.Purchase.count}. */
final class Totals {

    private Totals() {}

    /**
     * The change of each event or state that a row names.
     *
     * @param group {@code events} or {@code states}
     * @param value what the row has of it; null for a cell that clears nothing by name
     */
    static Map<String, AttributeChange> changes(final String group, final Object value)
            throws RowFault {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> names)) {
            throw new RowFault(
                    group,
                    "is not a JSON object; give one, or name columns "
                            + LeanplumColumns.shown(group));
        }
        final Map<String, AttributeChange> changes = new LinkedHashMap<>();
        final Faults faults = new Faults();
        for (final Map.Entry<?, ?> entry : names.entrySet()) {
            final String name = (String) entry.getKey();
            final Map<String, AttributeChange> total =
                    faults.of(() -> total(group, group + '.' + name, entry.getValue()));
            if (total != null && !total.isEmpty()) {
                changes.put(name, new Merge(total));
            }
        }
        faults.throwIfAny();
        return changes;
    }

    private static Map<String, AttributeChange> total(
            final String group, final String column, final Object value) throws RowFault {
        if (!(value instanceof Map<?, ?> given)) {
            throw new RowFault(
                    column, "is not a JSON object with any of " + TotalField.names(group));
        }
        final List<TotalField> fields = TotalField.of(group);
        final Map<String, AttributeChange> changes = new LinkedHashMap<>();
        final Faults faults = new Faults();
        int known = 0;
        for (final TotalField field : fields) {
            if (!given.containsKey(field.apiName())) {
                continue;
            }
            known++;
            final String named = column + '.' + field.apiName();
            final Object cell = given.get(field.apiName());
            final AttributeChange change = faults.of(() -> change(field, named, cell));
            if (change != null) {
                changes.merge(field.stored(), change, AttributeChange::then);
            }
        }
        if (known < given.size()) {
            faults.add(
                    new RowFault(
                            column, "has a field that is not one of " + TotalField.names(group)));
        }
        faults.throwIfAny();
        return changes;
    }

    /** What a cell says of a field; null when nothing. */
    private static AttributeChange change(
            final TotalField field, final String column, final Object cell) throws RowFault {
        final String text = CellText.text(column, cell);
        return text != null ? field.change(column, text) : cell == null ? field.cleared() : null;
    }
}
