// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.MissingColumn;
import io.github.nifiuserimport.layout.NearestName;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks the header of a file in Leanplum's columns. */
final class LeanplumHeader {

    private final List<Column> columns;
    private final List<Column> all;
    private final LayoutSettings settings;

    /**
     * @param columns that carry values
     * @param all the file's columns, to find the one that was meant by a missing one
     */
    LeanplumHeader(
            final List<Column> columns, final List<Column> all, final LayoutSettings settings) {
        this.columns = columns;
        this.all = all;
        this.settings = settings;
    }

    /** What the names begin with: {@code userId}, {@code userAttributes}. */
    Set<String> firstSegments() {
        return columns.stream()
                .map(column -> column.path().getFirst())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Refuses a header that cannot be of those actions. */
    void check(final RowActions actions) throws FileFault {
        requireNeeded(actions);
        int parameters = 0;
        for (final Column column : columns) {
            checkKnown(column);
            checkAction(column, actions);
            checkShape(column);
            if (LeanplumColumns.PARAMS.equals(column.path().getFirst())) {
                parameters++;
                checkParameters(column, parameters);
            }
        }
    }

    private void requireNeeded(final RowActions actions) throws FileFault {
        final Set<String> names = firstSegments();
        final Action action = actions.ofAll().orElse(null);
        if (action == Action.SET_DEVICE_ATTRIBUTES) {
            require(names, LeanplumColumns.DEVICE_ID, ", which setDeviceAttributes needs");
        } else if (!names.contains(LeanplumColumns.DEVICE_ID)) {
            require(names, LeanplumColumns.USER_ID, "");
        }
        if (action == Action.TRACK) {
            require(names, LeanplumColumns.EVENT, ", which track needs");
        }
        if (action == Action.SET_DEVICE_ATTRIBUTES
                && LeanplumColumns.DEVICE_ATTRIBUTES.stream().noneMatch(names::contains)) {
            throw new FileFault(
                    FileFault.OF_HEADER,
                    null,
                    "there is no column of a device's attributes; setDeviceAttributes needs at least"
                            + " one of "
                            + String.join(", ", LeanplumColumns.DEVICE_ATTRIBUTES));
        }
        if (actions.byColumn()) {
            require(names, LeanplumColumns.ACTION, ", which has to name the action of each row");
        }
    }

    private void require(final Set<String> names, final String name, final String reason)
            throws FileFault {
        if (!names.contains(name)) {
            throw MissingColumn.fault(name, reason, all);
        }
    }

    private static void checkKnown(final Column column) throws FileFault {
        final String first = column.path().getFirst();
        if (!LeanplumColumns.isKnown(column.path())) {
            if (DashlyColumnsInLeanplum.isOne(first)) {
                throw DashlyColumnsInLeanplum.fault(column);
            }
            final Optional<String> near = NearestName.of(first, LeanplumColumns.names());
            throw new FileFault(
                    FileFault.OF_HEADER,
                    column.name(),
                    "is not a column of this import"
                            + near.map(name -> "; was " + LeanplumColumns.shown(name) + " meant?")
                                    .orElse(".")
                            + " A user's own attributes are named userAttributes.NAME");
        }
    }

    private static void checkAction(final Column column, final RowActions actions)
            throws FileFault {
        final Optional<Action> its = LeanplumColumns.action(column.path().getFirst());
        final Optional<Action> all = actions.ofAll();
        if (its.isPresent() && all.isPresent() && !its.equals(all)) {
            throw new FileFault(
                    FileFault.OF_HEADER,
                    column.name(),
                    Text.format(
                            "is a column of %s, and the file's action is %s; remove it, or let an action column say what each row does",
                            its.get().apiName(), all.get().apiName()));
        }
    }

    private void checkShape(final Column column) throws FileFault {
        final List<String> path = column.path();
        if (path.size() == 1) {
            return;
        }
        final String group = path.getFirst();
        if (LeanplumColumns.isTotals(group)) {
            TotalField.check(column);
        }
        if (LeanplumColumns.PARAMS.equals(group) && path.size() > 2) {
            throw new FileFault(
                    FileFault.OF_HEADER,
                    column.name(),
                    "has a second dot; parameters are flat: params.NAME");
        }
        if (settings.checkNames()) {
            final String violation = NameRules.violation(path.get(1));
            if (violation != null) {
                throw new FileFault(FileFault.OF_HEADER, column.name(), violation);
            }
        }
    }

    private void checkParameters(final Column column, final int parameters) throws FileFault {
        if (parameters > settings.limits().eventParameters()) {
            throw new FileFault(
                    FileFault.OF_HEADER,
                    column.name(),
                    Text.format(
                            "is parameter %,d; an event may have at most %,d",
                            parameters, settings.limits().eventParameters()));
        }
    }
}
