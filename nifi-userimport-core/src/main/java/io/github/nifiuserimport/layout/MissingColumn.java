// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The fault of a header that lacks a needed column: what there is, and how to map a column. */
public final class MissingColumn {

    private static final int NAMES_SHOWN = 10;

    private static final String USER_ID = "$user_id";
    private static final String EMAIL = "$email";

    /** What columns of e-mail addresses are called, in lower case. */
    private static final Set<String> MAIL =
            Set.of("email", "e-mail", "mail", "email address", "e-mail address", "email_address");

    /** A tab is none: a header refuses it, with advice of its own. */
    private static final List<Delimiter> SEEN_IN_NAMES =
            List.of(Delimiter.COMMA, Delimiter.SEMICOLON, Delimiter.PIPE);

    private MissingColumn() {}

    /**
     * The fault, with advice.
     *
     * @param needed name of the missing column
     * @param reason what it is needed for, as a clause that begins with a comma; may be empty
     * @param header the columns there are, one of which may be the missing one under another name
     */
    public static FileFault fault(
            final String needed, final String reason, final List<Column> header) {
        final List<String> names = header.stream().map(Column::name).toList();
        return new FileFault(
                FileFault.OF_HEADER,
                null,
                "there is no "
                        + needed
                        + " column"
                        + reason
                        + ". The header has "
                        + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > NAMES_SHOWN ? ", …" : "")
                        + advice(needed, names));
    }

    /** What to do about it, as sentences or a clause after the names. */
    private static String advice(final String needed, final List<String> names) {
        final Optional<Delimiter> delimiter =
                names.size() == 1 ? delimiterIn(names.getFirst()) : Optional.empty();
        return delimiter
                .map(MissingColumn::adviceOnDelimiter)
                .or(() -> adviceOnAddress(needed, names))
                .orElseGet(() -> adviceOnMapping(needed, names));
    }

    private static String adviceOnMapping(final String needed, final List<String> names) {
        return NearestName.of(needed, names)
                .map(
                        near ->
                                Text.format(
                                        ". Is %1$s meant? Rename it to %2$s, or map it: add the property %1$s = %2$s to PutUserImport",
                                        near, needed))
                .orElseGet(
                        () ->
                                Text.format(
                                        ". If another column is meant, rename it to %1$s, or map it: add a property with its name and the value %1$s to PutUserImport",
                                        needed));
    }

    private static Optional<Delimiter> delimiterIn(final String name) {
        return SEEN_IN_NAMES.stream()
                .filter(delimiter -> name.indexOf(delimiter.symbol()) >= 0)
                .findFirst();
    }

    private static String adviceOnDelimiter(final Delimiter delimiter) {
        return ": it is read as one column, because its cells are not separated at the "
                + Delimiter.describe(delimiter.symbol())
                + ". Set Delimiter of the UserImportCSVReader to "
                + title(delimiter)
                + ", or send delimiter="
                + delimiter.symbol()
                + " with the request";
    }

    private static String title(final Delimiter delimiter) {
        return delimiter.name().charAt(0) + delimiter.name().substring(1).toLowerCase(Locale.ROOT);
    }

    /** Where users are probably identified by an address, or the file is a list of addresses. */
    private static Optional<String> adviceOnAddress(final String needed, final List<String> names) {
        final String list =
                names.size() == 1
                        ? " (with Layout Dashly or Detect). If it is a list of addresses to"
                                + " unsubscribe, set Action = unsubscribe"
                        : "";
        if (needed.equals(USER_ID) && names.contains(EMAIL)) {
            return Optional.of(
                    Text.format(". If users are identified by %1$s, set Import Key = %1$s", EMAIL)
                            + list);
        }
        return names.stream()
                .filter(name -> MAIL.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(
                        name ->
                                Text.format(
                                                ". If users are identified by %1$s, map it: add the property %1$s = %2$s to PutUserImport, and set Import Key = %2$s",
                                                name, EMAIL)
                                        + list);
    }

    /** What to do about a column that has another name in this layout. */
    public static String renameOrMap(final Column column, final String own) {
        return "rename it, or add the property "
                + column.name()
                + " = "
                + own
                + " to PutUserImport, which maps the column";
    }
}
