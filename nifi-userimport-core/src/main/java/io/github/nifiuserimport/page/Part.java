// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.page;

/** A part of an {@link Element}. Whatever text gets into a page goes through one of these. */
sealed interface Part permits Element, Part.Text, Part.Attribute {

    /** Text between tags. */
    record Text(String text) implements Part {}

    /** An attribute; the name is the program's own. */
    record Attribute(String name, String value) implements Part {}

    static Part text(final String text) {
        return new Text(text);
    }

    static Part attribute(final String name, final String value) {
        return new Attribute(name, value);
    }

    /** The attribute {@code class}. */
    static Part styled(final String names) {
        return new Attribute("class", names);
    }
}
