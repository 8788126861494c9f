// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.Faults;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.StorableValue;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Columns that change an attribute's present value, in the order in which they take effect. */
enum ValueChange {
    ADD(LeanplumColumns.VALUES_TO_ADD) {
        @Override
        AttributeChange change(final String column, final Object value) throws RowFault {
            return Elements.adding(elements(column, value));
        }
    },
    REMOVE(LeanplumColumns.VALUES_TO_REMOVE) {
        @Override
        AttributeChange change(final String column, final Object value) throws RowFault {
            return Elements.removing(elements(column, value));
        }
    },
    INCREMENT(LeanplumColumns.VALUES_TO_INCREMENT) {
        @Override
        AttributeChange change(final String column, final Object value) throws RowFault {
            final String text = CellText.text(column, value);
            return text == null
                    ? null
                    : new Increment(BigDecimal.valueOf(CellText.whole(column, text)), true);
        }
    };

    private final String column;

    ValueChange(final String column) {
        this.column = column;
    }

    /** What stands before the attribute's name. */
    String column() {
        return column;
    }

    /** What a cell says; null when nothing. */
    abstract AttributeChange change(String column, Object value) throws RowFault;

    /** The changes of a row, by attribute. */
    Map<String, AttributeChange> changes(final Object value) throws RowFault {
        if (value instanceof Map<?, ?> object) {
            return changes(column, object);
        }
        throw new RowFault(
                column, "is not a JSON object; give one, or name columns " + column + ".NAME");
    }

    private Map<String, AttributeChange> changes(final String name, final Map<?, ?> object)
            throws RowFault {
        final Map<String, AttributeChange> changes = new LinkedHashMap<>();
        final Faults faults = new Faults();
        for (final Map.Entry<?, ?> entry : object.entrySet()) {
            final String field = name + '.' + entry.getKey();
            final AttributeChange change = faults.of(() -> checked(field, entry.getValue()));
            if (change != null) {
                changes.put((String) entry.getKey(), change);
            }
        }
        faults.throwIfAny();
        return changes;
    }

    private AttributeChange checked(final String field, final Object value) throws RowFault {
        StorableValue.check(field, value);
        return switch (value) {
            case null -> null;
            case Map<?, ?> nested -> fields(changes(field, nested));
            case Object single -> change(field, single);
        };
    }

    /** An object that names nothing changes nothing: what is no object is not replaced by one. */
    private static AttributeChange fields(final Map<String, AttributeChange> changes) {
        return changes.isEmpty() ? null : new Merge(changes);
    }

    private static List<?> elements(final String column, final Object value) throws RowFault {
        if (!(value instanceof List<?> list)) {
            return List.of(value);
        }
        if (list.stream().anyMatch(Map.class::isInstance)) {
            throw new RowFault(column, "has a JSON object in its list; a set is of plain values");
        }
        return list.stream().filter(Objects::nonNull).toList();
    }
}
