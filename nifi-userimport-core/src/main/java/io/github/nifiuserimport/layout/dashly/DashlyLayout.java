// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.dashly;

import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.MissingColumn;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.layout.UnmappedColumns;
import io.github.nifiuserimport.layout.Unsubscribes;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import java.util.List;

/**
 * Dashly's columns (docs/dashly.md, "The file"): {@code $user_id} and {@code $email} say who, every
 * other column is an attribute under its own name. A dot in a name is just a dot.
 */
public final class DashlyLayout implements Layout {

    static final String USER_ID = ImportKey.USER_ID.column();
    static final String EMAIL = ImportKey.EMAIL.column();

    private final LayoutSettings settings;

    /**
     * @param settings of which the dialect and the action are not its concern
     */
    public DashlyLayout(final LayoutSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean speaks(final List<String> names) {
        return names.contains(USER_ID) || names.contains(EMAIL);
    }

    @Override
    public List<ColumnPlace> places(final List<String> names) {
        return names.stream()
                .map(
                        name ->
                                isWanted(name)
                                        ? new ColumnPlace(List.of(name), isKey(name))
                                        : ColumnPlace.PASSED_OVER)
                .toList();
    }

    /**
     * Every name is known here; so what is to be ignored is what is neither mapped nor Dashly's.
     */
    private boolean isWanted(final String name) {
        return settings.unmapped() != UnmappedColumns.IGNORE
                || name.startsWith("$")
                || Unsubscribes.COLUMNS.contains(name)
                || settings.mapping().containsValue(name);
    }

    /** Whether cells of a column are read here, and are no attribute. */
    static boolean isKey(final String name) {
        return USER_ID.equals(name) || EMAIL.equals(name) || Unsubscribes.COLUMNS.contains(name);
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        LeanplumColumnsInDashly.check(header, settings.mapping());
        final String key = settings.importKey().column();
        if (header.stream().noneMatch(column -> column.path().equals(List.of(key)))) {
            throw MissingColumn.fault(key, ", by which users are found", header);
        }
        return new DashlyRows(settings);
    }

    /**
     * A user found by an address may become the one that a row's id names. An unsubscription is
     * taken back for an address, in upper case and lower, which another user may get.
     */
    @Override
    public PartitionKey partitionKey(final List<Column> header) {
        return switch (settings.importKey()) {
            case USER_ID ->
                    PartitionKey.of(
                            header,
                            USER_ID,
                            header.stream().anyMatch(column -> column.path().equals(List.of(EMAIL)))
                                    ? Unsubscribes.TAKING_BACK
                                    : List.of());
            case EMAIL ->
                    PartitionKey.of(
                            header,
                            EMAIL,
                            List.of(
                                    USER_ID,
                                    Unsubscribes.CHANNELS_TO_REMOVE,
                                    Unsubscribes.CATEGORIES_TO_REMOVE));
        };
    }
}
