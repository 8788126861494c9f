// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.http;

import java.nio.charset.StandardCharsets;

/** Requests that are wrong in one way each, and do no harm to any server. */
enum MalformedRequest {
    METHOD_UNKNOWN("BREW /users/import HTTP/1.1\r\nHost: h\r\n\r\n"),
    METHOD_NOT_ALLOWED("DELETE /imports HTTP/1.1\r\nHost: h\r\n\r\n"),
    PATH_UNKNOWN("GET /no/such/path HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n\r\n"),
    PATH_LEADS_OUT("GET /imports/../../secret HTTP/1.1\r\nHost: h\r\n\r\n"),
    VERSION_UNKNOWN("GET /imports HTTP/7.3\r\nHost: h\r\n\r\n"),
    NO_HTTP("What is this?\r\n\r\n"),
    NO_HOST("GET /imports HTTP/1.1\r\n\r\n"),
    HEADER_WITHOUT_COLON("GET /imports HTTP/1.1\r\nHost: h\r\nno colon here\r\n\r\n"),
    HEADER_TOO_LONG("GET /imports HTTP/1.1\r\nHost: h\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"),
    LENGTH_NO_NUMBER("POST /users/import HTTP/1.1\r\nHost: h\r\nContent-Length: ten\r\n\r\n"),
    LENGTHS_DIFFER(
            "POST /users/import HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n"),
    KEY_WRONG("GET /imports HTTP/1.1\r\nHost: h\r\nAuthorization: Token not-KEY\r\n\r\n"),
    KEY_MISSING(
            "GET /api?action=getMultiResults&apiVersion=1.0.6&jobId=1 HTTP/1.1\r\nHost: h\r\n\r\n"),
    ARGUMENT_MISSING(
            "GET /api?action=multi&apiVersion=1.0.6&appId=default&clientKey=KEY HTTP/1.1\r\nHost: h\r\n\r\n"),
    ACTION_UNKNOWN(
            "GET /api?action=explode&apiVersion=1.0.6&appId=default&clientKey=KEY HTTP/1.1\r\nHost: h\r\n\r\n"),
    PERCENT_WRONG("GET /imports/100%zz HTTP/1.1\r\nHost: h\r\n\r\n"),
    TYPE_WRONG(
            "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                    + "Content-Type: image/png\r\nContent-Length: 4\r\n\r\n\u0001PNG"),
    MULTIPART_WITHOUT_FILE(
            "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 69\r\n\r\n"
                    + "--b\r\nContent-Disposition: form-data; name=\"app\"\r\n\r\n$self_app\r\n--b--\r\n"),
    HALF_A_HEAD("POST /users/import HTTP/1.1\r\nHost: h\r\nContent-Ty", true),
    HALF_A_BODY(
            "POST /users/import HTTP/1.1\r\nHost: h\r\nAuthorization: Token KEY\r\n"
                    + "Content-Type: text/csv\r\nContent-Length: 1000\r\n\r\n$user_id\nsome",
            true);

    private final String text;
    private final boolean hangsUp;

    MalformedRequest(final String text) {
        this(text, false);
    }

    MalformedRequest(final String text, final boolean hangsUp) {
        this.text = text;
        this.hangsUp = hangsUp;
    }

    byte[] bytes(final String key) {
        return text.replace("KEY", key).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether the client ends the connection right after it. */
    boolean hangsUp() {
        return hangsUp;
    }
}
