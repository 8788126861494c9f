// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.csv.Column;
import io.github.nifiuserimport.csv.FileFault;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a header without a needed column is told. */
final class MissingColumn {

    private static final int NAMES_SHOWN = 10;

    private static final String USER_ID = "$user_id";
    private static final String EMAIL = "$email";

    /** What columns of e-mail addresses are called, in lower case. */
    private static final Set<String> MAIL =
            Set.of("email", "e-mail", "mail", "email address", "e-mail address", "email_address");

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
                        + (names.size() > NAMES_SHOWN ? ", …" : "")
                        + advice(needed, names));
    }

    /** What to set where it can be seen what was meant; else empty. */
    private static String advice(final String needed, final List<String> names) {
        if (names.size() == 1) {
            for (final String delimiter : List.of(",", ";", "\t", "|")) {
                if (names.getFirst().contains(delimiter)) {
                    return ": read as one column, since cells are not cut at \""
                            + delimiter
                            + "\"; set that as Delimiter of the reader, or send delimiter="
                            + delimiter
                            + " with the request";
                }
            }
        }
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
}
