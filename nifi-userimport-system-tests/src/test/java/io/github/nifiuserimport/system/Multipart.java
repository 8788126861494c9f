// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A body of type multipart/form-data, as curl's -F makes it. */
final class Multipart {

    private static final String BOUNDARY = "------------------------9051914041544843365972754266";

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** Adds a field. */
    Multipart field(final String name, final String value) {
        return part(
                "Content-Disposition: form-data; name=\"" + name + "\"",
                value.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a file. */
    Multipart file(final String name, final String fileName, final byte[] content) {
        return part(
                "Content-Disposition: form-data; name=\""
                        + name
                        + "\"; filename=\""
                        + fileName
                        + "\"\r\nContent-Type: text/csv",
                content);
    }

    Multipart file(final String name, final String fileName, final String content) {
        return file(name, fileName, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a part with any header lines. */
    Multipart part(final String headers, final byte[] content) {
        text("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n");
        body.writeBytes(content);
        text("\r\n");
        return this;
    }

    /** The header Content-Type. */
    static String type() {
        return "multipart/form-data; boundary=" + BOUNDARY;
    }

    /** The whole body. */
    byte[] bytes() {
        final ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(body.toByteArray());
        whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return whole.toByteArray();
    }

    private void text(final String text) {
        body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
