// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.row.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names columns in faults and warnings of rows as the file does, where it has its own names. */
final class OwnColumnNames implements RowMapper {

    private final RowMapper rows;

    /** The file's name by the layout's. */
    private final Map<String, String> names;

    private OwnColumnNames(final RowMapper rows, final Map<String, String> names) {
        this.rows = rows;
        this.names = names;
    }

    /** The rows themselves where the file's names are the layout's. */
    static RowMapper of(final RowMapper rows, final List<Column> header) {
        final Map<String, String> names = new HashMap<>();
        boolean differ = false;
        for (final Column column : header) {
            if (!column.isPassedOver()) {
                final String name = String.join(".", column.path());
                names.put(name, column.name());
                differ |= !name.equals(column.name());
            }
        }
        return differ ? new OwnColumnNames(rows, names) : rows;
    }

    @Override
    public Optional<Action> action() {
        return rows.action();
    }

    @Override
    public RowCommand map(final Map<String, Object> values) throws RowFault {
        try {
            return renamed(rows.map(values));
        } catch (final RowFault fault) {
            throw fault.named(this::own);
        }
    }

    @Override
    public RowWarning word(final Finding finding) {
        return renamed(rows.word(finding));
    }

    private RowCommand renamed(final RowCommand command) {
        return new RowCommand(
                command.key(),
                command.createDisposition(),
                command.change(),
                command.devices(),
                command.event(),
                command.newUserId(),
                command.warnings().stream().map(this::renamed).toList(),
                command.skipped());
    }

    private RowWarning renamed(final RowWarning warning) {
        return new RowWarning(own(warning.column()), warning.text());
    }

    /**
     * The file's name of a column, or of the column that a field within it belongs to.
     *
     * @param column the layout's name of it; null gives null
     */
    private String own(final String column) {
        String name = column;
        while (name != null) {
            final String own = names.get(name);
            if (own != null) {
                return own;
            }
            final int dot = name.lastIndexOf('.');
            name = dot < 0 ? null : name.substring(0, dot);
        }
        return column;
    }
}
