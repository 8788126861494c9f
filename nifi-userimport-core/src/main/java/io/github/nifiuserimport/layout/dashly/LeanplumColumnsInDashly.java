// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.dashly;

import io.github.nifiuserimport.layout.MissingColumn;
import io.github.nifiuserimport.layout.leanplum.LeanplumColumns;
import io.github.nifiuserimport.layout.leanplum.TotalField;
import io.github.nifiuserimport.layout.leanplum.UserAttributesRows;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Leanplum's columns in a file that is read in Dashly's layout. Taken for attributes of those very
 * names, they would do nothing of what they say.
 */
final class LeanplumColumnsInDashly {

    private static final Set<String> GROUPS =
            Set.of(
                    LeanplumColumns.USER_ATTRIBUTES,
                    LeanplumColumns.VALUES_TO_ADD,
                    LeanplumColumns.VALUES_TO_REMOVE,
                    LeanplumColumns.VALUES_TO_INCREMENT);

    /** Say what is to be done; nobody has an attribute of such a name. */
    private static final Set<String> ORDERS =
            Set.of(LeanplumColumns.NEW_USER_ID, LeanplumColumns.CREATE_DISPOSITION);

    private LeanplumColumnsInDashly() {}

    /**
     * Refuses what is clearly one of Leanplum's. Words that somebody may have for a property, such
     * as {@code created}, {@code city} or {@code devices}, are not.
     *
     * @param header in Dashly's columns
     * @param mapping of columns; one that is mapped to itself is wanted under its name
     */
    static void check(final List<Column> header, final Map<String, String> mapping)
            throws FileFault {
        final Set<String> names =
                header.stream()
                        .filter(column -> !column.isPassedOver())
                        .map(column -> column.path().getFirst())
                        .collect(Collectors.toUnmodifiableSet());
        for (final Column column : header) {
            if (!column.isPassedOver()
                    && isOfLeanplum(column.path().getFirst(), names)
                    && !column.path().getFirst().equals(kept(column, mapping))) {
                throw ofLeanplum(column);
            }
        }
    }

    /** The name that a column has because somebody has set just that; null when nobody has. */
    private static String kept(final Column column, final Map<String, String> mapping) {
        final String own = column.name();
        return own.equals(mapping.get(own)) ? own : null;
    }

    private static boolean isOfLeanplum(final String name, final Set<String> names) {
        final List<String> path = LeanplumColumns.path(name);
        final String first = path.getFirst();
        if (LeanplumColumns.USER_ID.equals(name)) {
            // Beside Dashly's own it may be a property.
            return !names.contains(DashlyLayout.USER_ID);
        }
        return GROUPS.contains(first)
                || ORDERS.contains(name)
                || LeanplumColumns.isTotals(first)
                        && path.size() == 3
                        && TotalField.of(first).stream()
                                .anyMatch(field -> field.apiName().equals(path.getLast()))
                || LeanplumColumns.PARAMS.equals(first)
                        && path.size() == 2
                        && names.contains(LeanplumColumns.EVENT);
    }

    private static FileFault ofLeanplum(final Column column) {
        final String text =
                "is a column of Leanplum's layout, and this file is read in Dashly's, %s. Or use Leanplum's"
                        + " columns throughout: userId and userAttributes.email instead of"
                        + " $user_id and $email";
        return new FileFault(
                FileFault.OF_HEADER,
                column.name(),
                Text.format(
                        text,
                        named(column.path().getFirst())
                                .map(
                                        own ->
                                                "where it is named "
                                                        + own
                                                        + "; "
                                                        + MissingColumn.renameOrMap(column, own))
                                .orElse("which has none like it; remove it")));
    }

    /** Dashly's name of the same, where there is one. */
    private static Optional<String> named(final String name) {
        final String group = LeanplumColumns.USER_ATTRIBUTES + '.';
        if (LeanplumColumns.USER_ID.equals(name)) {
            return Optional.of(DashlyLayout.USER_ID);
        }
        if (!name.startsWith(group) || name.length() == group.length()) {
            return Optional.empty();
        }
        final String attribute = name.substring(group.length());
        return Optional.of(UserAttributesRows.isEmail(attribute) ? DashlyLayout.EMAIL : attribute);
    }
}
