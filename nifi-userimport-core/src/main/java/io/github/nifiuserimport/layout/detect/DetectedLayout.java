// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.detect;

import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.PartitionKey;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import java.util.List;

/**
 * The first of several layouts that speaks a header's dialect.
 *
 * @param layouts to choose from; the last is taken when none speaks it
 */
record DetectedLayout(List<Layout> layouts) implements Layout {

    @Override
    public boolean speaks(final List<String> names) {
        return layouts.stream().anyMatch(layout -> layout.speaks(names));
    }

    @Override
    public List<ColumnPlace> places(final List<String> names) {
        return of(names).places(names);
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        return ofHeader(header).bind(header);
    }

    @Override
    public PartitionKey partitionKey(final List<Column> header) {
        return ofHeader(header).partitionKey(header);
    }

    private Layout ofHeader(final List<Column> header) {
        return of(header.stream().map(column -> String.join(".", column.path())).toList());
    }

    private Layout of(final List<String> names) {
        return layouts.stream()
                .filter(layout -> layout.speaks(names))
                .findFirst()
                .orElse(layouts.getLast());
    }
}
