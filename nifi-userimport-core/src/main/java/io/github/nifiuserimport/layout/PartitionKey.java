// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import java.util.List;
import java.util.Optional;

/**
 * How a file's rows can be told apart so that some of them can be applied beside the others. Rows
 * with different texts in the column touch different users and nothing that these have in common,
 * as long as no row has anything in a shared column.
 *
 * @param column by which every row's user is found; nothing where rows may find one user by
 *     different texts
 * @param shared columns by which a row touches something that other users' rows may touch too
 */
public record PartitionKey(Optional<Column> column, List<Column> shared) {

    /**
     * The key of a file.
     *
     * @param key path of the column
     * @param shared paths of those shared
     */
    public static PartitionKey of(
            final List<Column> header, final String key, final List<String> shared) {
        return new PartitionKey(
                find(header, key),
                shared.stream().flatMap(name -> find(header, name).stream()).toList());
    }

    private static Optional<Column> find(final List<Column> header, final String name) {
        return header.stream().filter(column -> column.path().equals(List.of(name))).findFirst();
    }
}
