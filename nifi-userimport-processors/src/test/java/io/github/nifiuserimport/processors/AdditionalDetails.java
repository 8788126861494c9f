// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The examples on a component's page of documentation. */
final class AdditionalDetails {

    private static final Pattern BLOCK =
            Pattern.compile("^```(\\w+)\\R(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private AdditionalDetails() {}

    /** Its blocks of that language, in the page's order. */
    static List<String> blocks(final Class<?> component, final String language) throws IOException {
        final String page = "/docs/" + component.getName() + "/additionalDetails.md";
        try (InputStream content = AdditionalDetails.class.getResourceAsStream(page)) {
            return BLOCK.matcher(new String(content.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .filter(block -> block.group(1).equals(language))
                    .map(block -> block.group(2))
                    .toList();
        }
    }
}
