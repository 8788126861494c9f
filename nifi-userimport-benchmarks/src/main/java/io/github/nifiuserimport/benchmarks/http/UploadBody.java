// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import io.github.nifiuserimport.text.Text;
import java.nio.charset.StandardCharsets;

/** What an upload to Dashly's API sends: its arguments, then its file. */
final class UploadBody {

    static final String PATH = "/users/import";

    private static final String BOUNDARY = "benchmark-boundary";

    static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

    private UploadBody() {}

    static byte[] of(final String fileName, final String csv) {
        return (beforeFile(fileName) + csv + "\r\n--" + BOUNDARY + "--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** All that comes before the first byte of the file. */
    static String beforeFile(final String fileName) {
        return field("app", "$self_app")
                + field("merge_field", "$user_id")
                + field("delimiter", ",")
                + Text.format(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n"
                                + "Content-Type: text/csv\r\n\r\n",
                        BOUNDARY, fileName);
    }

    private static String field(final String name, final String value) {
        return Text.format(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n",
                BOUNDARY, name, value);
    }
}
