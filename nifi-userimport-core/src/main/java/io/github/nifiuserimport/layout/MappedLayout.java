// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import java.util.List;
import java.util.Map;

/**
 * A layout for files whose columns are named otherwise. Faults keep the file's own names.
 *
 * @param layout of the columns once they are renamed
 * @param mapping from the name of a file's column to that of a column of the layout
 */
public record MappedLayout(Layout layout, Map<String, String> mapping) implements Layout {

    @Override
    public boolean speaks(final List<String> names) {
        return layout.speaks(renamed(names));
    }

    @Override
    public List<ColumnPlace> places(final List<String> names) {
        return layout.places(renamed(names));
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        return OwnColumnNames.of(layout.bind(header), header);
    }

    @Override
    public PartitionKey partitionKey(final List<Column> header) {
        return layout.partitionKey(header);
    }

    private List<String> renamed(final List<String> names) {
        return names.stream().map(name -> mapping.getOrDefault(name, name)).toList();
    }
}
