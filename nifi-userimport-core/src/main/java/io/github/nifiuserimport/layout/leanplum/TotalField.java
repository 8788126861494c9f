// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.NearestName;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.TimeText;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Clear;
import io.github.nifiuserimport.profile.AttributeChange.Increment;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What can be said of a user's lifetime totals of an event or a state, in the order in which it
 * takes effect: a total is set, then added to.
 */
public enum TotalField {
    COUNT("count", "count", true) {
        @Override
        AttributeChange change(final String column, final String text) throws RowFault {
            return new Assign(CellText.whole(column, text));
        }
    },
    COUNT_INCREMENT("countIncrement", "count", true) {
        @Override
        AttributeChange change(final String column, final String text) throws RowFault {
            return new Increment(BigDecimal.valueOf(CellText.whole(column, text)), true);
        }
    },
    VALUE("value", "value", false) {
        @Override
        AttributeChange change(final String column, final String text) throws RowFault {
            return new Assign(CellText.number(column, text));
        }
    },
    VALUE_INCREMENT("valueIncrement", "value", false) {
        @Override
        AttributeChange change(final String column, final String text) throws RowFault {
            return new Increment(CellText.decimal(column, text), false);
        }
    },
    FIRST_TIME("firstTime", "firstTime", true) {
        @Override
        AttributeChange change(final String column, final String text) throws RowFault {
            return new Assign(TimeText.parse(column, text).toString());
        }
    },
    LAST_TIME("lastTime", "lastTime", true) {
        @Override
        AttributeChange change(final String column, final String text) throws RowFault {
            return new Assign(TimeText.parse(column, text).toString());
        }
    };

    private final String apiName;
    private final String stored;
    private final boolean ofStates;

    TotalField(final String apiName, final String stored, final boolean ofStates) {
        this.apiName = apiName;
        this.stored = stored;
        this.ofStates = ofStates;
    }

    /** The last segment of the column's name. */
    public String apiName() {
        return apiName;
    }

    /** The key under which the profile keeps it. */
    String stored() {
        return stored;
    }

    /** What a cell's text says; times are kept in ISO 8601 and UTC. */
    abstract AttributeChange change(String column, String text) throws RowFault;

    /** What a cleared cell says; null when nothing. */
    AttributeChange cleared() {
        return apiName.equals(stored) ? new Clear() : null;
    }

    /** The fields of a group of columns, {@code events} or {@code states}. */
    public static List<TotalField> of(final String group) {
        return Arrays.stream(values())
                .filter(field -> field.ofStates || LeanplumColumns.EVENTS.equals(group))
                .toList();
    }

    /** The names of those fields, for messages. */
    static String names(final String group) {
        return of(group).stream().map(TotalField::apiName).collect(Collectors.joining(", "));
    }

    /** Refuses a column that names no field of its group. */
    static void check(final Column column) throws FileFault {
        final String group = column.path().getFirst();
        final String last = column.path().getLast();
        if (column.path().size() == 3
                && of(group).stream().anyMatch(field -> field.apiName.equals(last))) {
            return;
        }
        final List<String> known = of(group).stream().map(TotalField::apiName).toList();
        throw new FileFault(
                FileFault.OF_HEADER,
                column.name(),
                "does not end in a field of "
                        + group
                        + NearestName.of(last, known)
                                .map(name -> "; was " + name + " meant?")
                                .orElse(".")
                        + " Name it "
                        + group
                        + ".NAME. and one of "
                        + names(group));
    }
}
