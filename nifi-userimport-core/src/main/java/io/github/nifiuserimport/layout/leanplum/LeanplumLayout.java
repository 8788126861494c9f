// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.layout.Unsubscribes;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leanplum's columns (docs/leanplum.md): users, devices and events, one action for a whole file or
 * one for each row.
 */
public final class LeanplumLayout implements Layout {

    private final LayoutSettings settings;

    /**
     * @param settings of which the dialect, the key, the tags and the mapping are not its concern
     */
    public LeanplumLayout(final LayoutSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean speaks(final List<String> names) {
        return names.contains(LeanplumColumns.USER_ID) || names.contains(LeanplumColumns.DEVICE_ID);
    }

    @Override
    public List<ColumnPlace> places(final List<String> names) {
        return names.stream().map(this::place).toList();
    }

    private ColumnPlace place(final String name) {
        final List<String> path = LeanplumColumns.path(name);
        if (LeanplumColumns.isKnown(path)) {
            return new ColumnPlace(path, LeanplumColumns.isText(path));
        }
        return switch (settings.unmapped()) {
            case ERROR -> new ColumnPlace(path, true);
            case IGNORE -> ColumnPlace.PASSED_OVER;
            case ATTRIBUTE -> {
                if (DashlyColumnsInLeanplum.isKey(name)) {
                    yield new ColumnPlace(path, true);
                }
                // A dot in a name that is no column of ours is just a dot.
                final List<String> attribute = List.of(LeanplumColumns.USER_ATTRIBUTES, name);
                yield new ColumnPlace(attribute, LeanplumColumns.isText(attribute));
            }
        };
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        final List<Column> carried =
                header.stream().filter(column -> !column.isPassedOver()).toList();
        final LeanplumHeader columns = new LeanplumHeader(carried, header, settings);
        final RowActions actions = RowActions.of(columns.firstSegments(), settings.action());
        columns.check(actions);
        return new LeanplumRows(actions, settings, wholeGroups(carried));
    }

    /**
     * A device is seen with one user after the other, and a user on several devices; a new id may
     * be that of another row's user. An unsubscription that is taken back is taken back for an
     * address: where rows give addresses, another user may get that one.
     */
    @Override
    public PartitionKey partitionKey(final List<Column> header) {
        final List<String> shared =
                new ArrayList<>(
                        List.of(
                                LeanplumColumns.DEVICE_ID,
                                LeanplumColumns.DEVICES,
                                LeanplumColumns.NEW_USER_ID));
        if (header.stream().map(Column::path).anyMatch(LeanplumColumns::mayGiveAddress)) {
            shared.addAll(Unsubscribes.TAKING_BACK);
        }
        return PartitionKey.of(header, LeanplumColumns.USER_ID, shared);
    }

    private static Set<String> wholeGroups(final List<Column> header) {
        return header.stream()
                .map(Column::path)
                .filter(LeanplumColumns::isWholeGroup)
                .map(List::getFirst)
                .collect(Collectors.toUnmodifiableSet());
    }
}
