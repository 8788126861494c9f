// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is formatted reads the same on every machine. */
class TextTest {

    private final Locale machine = Locale.getDefault(Locale.Category.FORMAT);

    @AfterEach
    void backToTheMachinesOwn() {
        Locale.setDefault(Locale.Category.FORMAT, machine);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"en-US", "de-DE", "fr-CH", "tr-TR", "fa-IR", "ar-EG", "hi-IN-u-nu-deva"})
    void hasOneNotationOfNumbers(final String language) {
        Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag(language));
        assertThat(Text.format("%d %,d %.1f %03d %S", 1234, 1234567, 0.5, 7, "title"))
                .isEqualTo("1234 1,234,567 0.5 007 TITLE");
    }
}
