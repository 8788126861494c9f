// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MalformedRequestTest {

    @Test
    void thereAreTwentyKinds() {
        assertThat(Arrays.stream(MalformedRequest.values()).map(kind -> text(kind, "k")))
                .doesNotHaveDuplicates()
                .hasSize(20);
    }

    @Test
    void whatIsWrongWithAMultipartIsItsContentNotItsLength() {
        final String[] headAndBody =
                text(MalformedRequest.MULTIPART_WITHOUT_FILE, "k").split("\r\n\r\n", 2);

        assertThat(headAndBody[0]).contains("Content-Length: " + headAndBody[1].length());
    }

    @Test
    void theKeyIsTheServers() {
        assertThat(text(MalformedRequest.TYPE_WRONG, "sesame")).contains("Token sesame\r\n");
        assertThat(text(MalformedRequest.ARGUMENT_MISSING, "sesame")).contains("clientKey=sesame ");
    }

    private static String text(final MalformedRequest kind, final String key) {
        return new String(kind.bytes(key), StandardCharsets.ISO_8859_1);
    }
}
