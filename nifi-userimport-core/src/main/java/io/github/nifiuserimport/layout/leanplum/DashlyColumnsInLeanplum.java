// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.MissingColumn;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import java.util.Set;

/**
 * Dashly's columns in a file that is read in Leanplum's layout. Taken for attributes of those very
 * names, they would do nothing of what they say.
 */
final class DashlyColumnsInLeanplum {

    /** What users are found by there. */
    private static final Set<String> KEYS =
            Set.of(ImportKey.USER_ID.column(), ImportKey.EMAIL.column());

    private DashlyColumnsInLeanplum() {}

    /** Whether a name is one of Dashly's that is never taken for an attribute. */
    static boolean isKey(final String name) {
        return KEYS.contains(name);
    }

    /** Whether a name is one of Dashly's own. */
    static boolean isOne(final String name) {
        return name.startsWith("$");
    }

    /** What the file is told that has one. */
    static FileFault fault(final Column column) {
        final String name = column.path().getFirst();
        final String own =
                ImportKey.USER_ID.column().equals(name)
                        ? LeanplumColumns.USER_ID
                        : LeanplumColumns.USER_ATTRIBUTES + '.' + name.substring(1);
        return new FileFault(
                FileFault.OF_HEADER,
                column.name(),
                "is a column of Dashly's layout, and this file is read in Leanplum's, where it is"
                        + " named "
                        + own
                        + "; "
                        + MissingColumn.renameOrMap(column, own));
    }
}
