// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWriterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "12.50",
                "-12.50",
                "0.5",
                "0.000000",
                "0.000001",
                "-0.000001",
                "0.0000000",
                "0.0000001",
                "-0.0000001",
                "0.000000000000001",
                "21474836.48",
                "92233720368547758.07",
                "123456789012345678901234567890.123456",
                "123456789012345678901234567890.1234567"
            })
    void decimalsKeepTheirDigits(final String digits) {
        assertThat(JsonWriter.text(new BigDecimal(digits))).isEqualTo(digits);
    }

    @ParameterizedTest
    @CsvSource({"1E+2, 100", "-1.5E+3, -1500", "0E+2, 0", "0E-9, 0.000000000", "1E-7, 0.0000001"})
    void exponentsAreWrittenOut(final String number, final String digits) {
        assertThat(JsonWriter.text(new BigDecimal(number))).isEqualTo(digits);
    }

    @Test
    void valuesOfEveryKind() {
        final Map<String, Object> object = new LinkedHashMap<>();
        object.put("text", "Köln \"🎂\"");
        object.put("whole", 7L);
        object.put("large", new BigInteger("12345678901234567890"));
        object.put("list", Arrays.asList(true, null, new BigDecimal("79.19")));
        object.put("empty", Map.of());
        assertThat(JsonWriter.text(object))
                .isEqualTo(
                        "{\"text\":\"Köln \\\"🎂\\\"\",\"whole\":7,\"large\":12345678901234567890,"
                                + "\"list\":[true,null,79.19],\"empty\":{}}");
        assertThat(JsonWriter.text(List.of())).isEqualTo("[]");
        assertThat(JsonWriter.text((Object) null)).isEqualTo("null");
    }
}
