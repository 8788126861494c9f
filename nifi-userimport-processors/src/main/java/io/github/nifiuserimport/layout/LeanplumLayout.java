// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.csv.Column;
import io.github.nifiuserimport.csv.FileFault;
import io.github.nifiuserimport.profile.SystemField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Leanplum's columns for {@code setUserAttributes} (spec/leanplum, "What a row may carry"): {@code
 * userId}, {@code userAttributes.NAME}, {@code created}, {@code lastActive} and the system fields.
 * The columns of the other kinds of import join here.
 */
public final class LeanplumLayout implements Layout {

    static final String USER_ID = "userId";
    static final String USER_ATTRIBUTES = "userAttributes";
    static final String CREATED = "created";
    static final String LAST_ACTIVE = "lastActive";

    private static final List<String> KNOWN =
            Stream.concat(
                            Stream.of(USER_ID, USER_ATTRIBUTES, CREATED, LAST_ACTIVE),
                            Arrays.stream(SystemField.values()).map(SystemField::apiName))
                    .toList();

    private final NestedObjects nestedObjects;

    /**
     * @param nestedObjects what naming part of an object does to its other fields
     */
    public LeanplumLayout(final NestedObjects nestedObjects) {
        this.nestedObjects = nestedObjects;
    }

    @Override
    public boolean isText(final Column column) {
        return !USER_ATTRIBUTES.equals(column.path().getFirst());
    }

    @Override
    public RowMapper bind(final List<Column> header) throws FileFault {
        if (header.stream().noneMatch(column -> USER_ID.equals(column.name()))) {
            throw missingUserId(header);
        }
        for (final Column column : header) {
            check(column);
        }
        return new UserAttributesMapper(nestedObjects);
    }

    private static void check(final Column column) throws FileFault {
        final String first = column.path().getFirst();
        final boolean attribute = USER_ATTRIBUTES.equals(first);
        if (attribute || column.path().size() == 1 && KNOWN.contains(first)) {
            return;
        }
        throw new FileFault(
                1,
                column.name(),
                "is not a column of this import"
                        + NearestName.of(first, KNOWN).map(LeanplumLayout::suggest).orElse(".")
                        + " A user's own attributes are named userAttributes.NAME");
    }

    private static String suggest(final String name) {
        return "; was " + (USER_ATTRIBUTES.equals(name) ? name + ".NAME" : name) + " meant?";
    }

    private static FileFault missingUserId(final List<Column> header) {
        final List<String> names = header.stream().map(Column::name).toList();
        final Optional<String> near = NearestName.of(USER_ID, names);
        return new FileFault(
                1,
                null,
                "there is no userId column"
                        + near.map(name -> "; was it meant by " + name + "?").orElse(".")
                        + " The header has "
                        + names.stream().limit(10).collect(Collectors.joining(", "))
                        + (names.size() > 10 ? ", …" : ""));
    }
}
