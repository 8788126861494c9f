// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One line of a vendor's page: files imported one after the other, and what the store holds after
 * them.
 */
final class SpecCase {

    private final String line;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<byte[]> files = new ArrayList<>();
    private String outcome = "";

    private SpecCase(final String line) {
        this.line = line;
    }

    /**
     * @param line of the page, in short
     */
    static SpecCase spec(final String line) {
        return new SpecCase(line);
    }

    /** With a property of the processor. */
    SpecCase set(final String property, final String value) {
        properties.put(property, value);
        return this;
    }

    /** With an attribute of the files. */
    SpecCase attribute(final String name, final String value) {
        attributes.put(name, value);
        return this;
    }

    /** Imports a file. */
    SpecCase file(final String content) {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    /** Imports a file that is no text. */
    SpecCase file(final byte[] content) {
        files.add(content);
        return this;
    }

    /** What there is to see afterwards; see {@link SpecBench#outcome}. */
    SpecCase gives(final String lines) {
        outcome = lines;
        return this;
    }

    Map<String, String> properties() {
        return properties;
    }

    Map<String, String> attributes() {
        return attributes;
    }

    List<byte[]> files() {
        return files;
    }

    String outcome() {
        return outcome;
    }

    @Override
    public String toString() {
        return line;
    }
}
