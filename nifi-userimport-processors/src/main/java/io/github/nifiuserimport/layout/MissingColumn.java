// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.csv.Column;
import io.github.nifiuserimport.csv.FileFault;
import java.util.List;
import java.util.stream.Collectors;

/** What a header without a needed column is told. */
final class MissingColumn {

    private static final int NAMES_SHOWN = 10;

    private MissingColumn() {}

    /**
     * @param needed name of the column
     * @param reason what it is needed for, from the comma on; may be empty
     * @param header that has it not, but maybe one that was meant for it
     */
    static FileFault fault(final String needed, final String reason, final List<Column> header) {
        final List<String> names = header.stream().map(Column::name).toList();
        return new FileFault(
                FileFault.OF_HEADER,
                null,
                "there is no "
                        + needed
                        + " column"
                        + reason
                        + NearestName.of(needed, names)
                                .map(name -> "; was it meant by " + name + "?")
                                .orElse(".")
                        + " The header has "
                        + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > NAMES_SHOWN ? ", …" : ""));
    }
}
