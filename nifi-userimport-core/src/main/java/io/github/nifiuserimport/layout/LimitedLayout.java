// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A layout whose files hold no more than is set.
 *
 * @param layout of the columns
 * @param limits of columns and values
 */
public record LimitedLayout(Layout layout, Limits limits) implements Layout {

    @Override
    public boolean speaks(final List<String> names) {
        return layout.speaks(names);
    }

    @Override
    public List<ColumnPlace> places(final List<String> names) {
        return layout.places(names);
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        if (header.size() > limits.columns()) {
            throw new FileFault(
                    FileFault.OF_HEADER,
                    null,
                    Text.format(
                            "the header has %,d columns; at most %,d are allowed. Remove some, or raise Maximum Columns",
                            header.size(), limits.columns()));
        }
        return LimitedRows.of(layout.bind(header), limits, texts(header));
    }

    @Override
    public PartitionKey partitionKey(final List<Column> header) {
        return layout.partitionKey(header);
    }

    /** Names of the columns that are text whatever they look like. */
    private Set<String> texts(final List<Column> header) {
        final List<String> names =
                header.stream().map(column -> String.join(".", column.path())).toList();
        return layout.places(names).stream()
                .filter(place -> place.text() && place.path().size() == 1)
                .map(place -> place.path().getFirst())
                .collect(Collectors.toUnmodifiableSet());
    }
}
