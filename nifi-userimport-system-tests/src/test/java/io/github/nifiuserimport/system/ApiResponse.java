// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/** What an HTTP request was answered. */
record ApiResponse(int status, HttpHeaders headers, String body) {

    JsonNode json() {
        return Database.json(body);
    }

    /** A header's value, or nothing. */
    String header(final String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The message of a refusal, in either API's envelope. */
    String error() {
        final JsonNode json = json();
        return json.has("meta")
                ? json.at("/meta/error_message").asText()
                : json.at("/response/0/error/message").asText();
    }
}
