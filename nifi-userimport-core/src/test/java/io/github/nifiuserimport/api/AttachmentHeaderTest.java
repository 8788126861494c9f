// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.text.Text;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names of files that a client is to keep. */
class AttachmentHeaderTest {

    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("users.csv", "users.csv", "users.csv"),
                Arguments.of("größe 1.csv", "gr__e 1.csv", "gr%C3%B6%C3%9Fe%201.csv"),
                Arguments.of("../../etc/passwd", "_._.._etc_passwd", "_._.._etc_passwd"),
                Arguments.of("a\"; x=\"b.csv", "a_; x=_b.csv", "a_%3B%20x%3D_b.csv"),
                Arguments.of("a\r\nSet-Cookie: b", "a__Set-Cookie_ b", "a__Set-Cookie_%20b"),
                Arguments.of("c:\\x\u202Evsc.exe", "c__x_vsc.exe", "c__x_vsc.exe"),
                Arguments.of(".htaccess", "_htaccess", "_htaccess"),
                Arguments.of("50%.csv", "50_.csv", "50%25.csv"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void areSafeInAHeaderAndAFolder(final String name, final String ascii, final String encoded) {
        assertThat(AttachmentHeader.of(name))
                .isEqualTo(
                        Text.format(
                                "attachment; filename=\"%s\"; filename*=UTF-8''%s",
                                ascii, encoded));
    }

    @Test
    void areNotTooLongAndKeepTheirEnding() {
        assertThat(AttachmentHeader.cleaned("👩".repeat(300) + ".rejected.csv"))
                .endsWith("👩.rejected.csv")
                .satisfies(
                        name -> assertThat(name.codePointCount(0, name.length())).isEqualTo(150));
    }
}
