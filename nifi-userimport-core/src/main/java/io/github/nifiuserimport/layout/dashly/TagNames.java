// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.dashly;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.value.CellTyper;
import io.github.nifiuserimport.value.Storable;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the names of tags as requests and properties give them. */
public final class TagNames {

    private TagNames() {}

    /**
     * The names in a text: each JSON-encoded and separated by commas as Dashly's API has them
     * ({@code "super_tag","import_tag_2"}), a JSON array, or plain names separated by commas.
     *
     * @param text may be null
     * @return without repetitions; empty when there are none
     * @throws IllegalArgumentException when the text begins like JSON and is none
     */
    public static List<String> parse(final String text) {
        final String names = text == null ? "" : text.strip();
        if (names.isEmpty()) {
            return List.of();
        }
        return switch (names.charAt(0)) {
            case '[' -> json(names, names);
            case '"' -> json('[' + names + ']', names);
            default -> clean(Arrays.asList(names.split(",")));
        };
    }

    private static List<String> json(final String array, final String names) {
        final List<String> elements = CellTyper.listTexts(array);
        if (elements == null || elements.stream().anyMatch(Objects::isNull)) {
            throw new IllegalArgumentException(
                    CellText.quote(names)
                            + " are not names of tags; give them as \"one\",\"two\" or [\"one\",\"two\"]"
                            + " or one, two");
        }
        return clean(elements);
    }

    private static List<String> clean(final List<String> names) {
        for (final String name : names) {
            final String unstorable = Storable.fault(name);
            if (unstorable != null) {
                throw new IllegalArgumentException("a tag " + unstorable);
            }
        }
        return names.stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }
}
