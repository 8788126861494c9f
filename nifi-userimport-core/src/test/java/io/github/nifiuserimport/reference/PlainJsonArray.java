// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;

/** A JSON array whose elements are wanted as they are written. */
final class PlainJsonArray {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    private PlainJsonArray() {}

    /**
     * Texts of the elements; null when it is no JSON. Files write no number with an exponent here.
     */
    static List<String> texts(final String text) {
        try {
            final List<String> texts = new ArrayList<>();
            for (final JsonNode element : JSON.readTree(text)) {
                texts.add(
                        element.isNull()
                                ? null
                                : element.isValueNode() ? element.asText() : element.toString());
            }
            return texts;
        } catch (final JsonProcessingException none) {
            return null;
        }
    }
}
