// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.row;

import java.util.List;

/**
 * Says where the values of a file's columns go. It sees the whole header, since what a name means
 * may depend on the names beside it.
 */
@FunctionalInterface
public interface HeaderMapping {

    /** Every dot in a name nests, and cells are typed: what a file means by itself. */
    HeaderMapping DOTTED =
            names -> names.stream().map(name -> new ColumnPlace(segments(name), false)).toList();

    /**
     * The places of columns. Two columns at one place, and one below another's, are refused by the
     * reader.
     *
     * @param names of the file's columns, in file order
     * @return as many, in that order
     */
    List<ColumnPlace> places(List<String> names);

    /** A name cut at its dots. */
    static List<String> segments(final String name) {
        return List.of(name.split("\\.", -1));
    }
}
