// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.FileFault;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a header without a needed column is told. */
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
     * @param needed name of the column
     * @param reason what it is needed for, from the comma on; may be empty
     * @param header that has it not, but maybe one that was meant for it
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
                        + near(needed, names)
                                .map(name -> "; was it meant by " + name + "?")
                                .orElse(".")
                        + " The header has "
                        + names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "))
                        + (names.size() > NAMES_SHOWN ? ", …" : "")
                        + advice(needed, names));
    }

    /** What to set where it can be seen what was meant; else empty. */
    private static String advice(final String needed, final List<String> names) {
        return names.size() == 1
                ? adviceOnOne(needed, names.getFirst())
                : adviceOnAddress(needed, names);
    }

    /** Of several columns read as one, none is meant. */
    private static Optional<String> near(final String needed, final List<String> names) {
        return names.size() == 1 && delimiterIn(names.getFirst()).isPresent()
                ? Optional.empty()
                : NearestName.of(needed, names);
    }

    private static Optional<Delimiter> delimiterIn(final String name) {
        return SEEN_IN_NAMES.stream()
                .filter(delimiter -> name.indexOf(delimiter.symbol()) >= 0)
                .findFirst();
    }

    private static String adviceOnOne(final String needed, final String name) {
        final Optional<Delimiter> delimiter = delimiterIn(name);
        if (delimiter.isPresent()) {
            return ": it is read as one column, since its cells are not cut at the "
                    + Delimiter.describe(delimiter.get().symbol())
                    + ". Set Delimiter of the UserImportCSVReader to "
                    + title(delimiter.get())
                    + ", or send delimiter="
                    + delimiter.get().symbol()
                    + " with the request";
        }
        final String address = adviceOnAddress(needed, List.of(name));
        return address.isEmpty()
                ? ""
                : address
                        + " (with Layout Dashly or Detect). Is it a list of whom to unsubscribe?"
                        + " Set Action = unsubscribe";
    }

    private static String title(final Delimiter delimiter) {
        return delimiter.name().charAt(0) + delimiter.name().substring(1).toLowerCase(Locale.ROOT);
    }

    private static String adviceOnAddress(final String needed, final List<String> names) {
        if (needed.equals(USER_ID) && names.contains(EMAIL)) {
            return "; are users known by " + EMAIL + "? Set Import Key = " + EMAIL;
        }
        return names.stream()
                .filter(name -> MAIL.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(
                        name ->
                                "; are users known by "
                                        + name
                                        + "? Add the property "
                                        + name
                                        + " = "
                                        + EMAIL
                                        + " to PutUserImport, which maps the column, and set Import Key = "
                                        + EMAIL)
                .orElse("");
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
