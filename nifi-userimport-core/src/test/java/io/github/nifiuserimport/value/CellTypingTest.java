// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CellTypingTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "-3, -3",
        "1483228800, 1483228800",
        "999999999999999, 999999999999999",
        "-999999999999999, -999999999999999"
    })
    void wholeNumbers(final String cell, final long value) throws CellFault {
        assertThat(CellTyper.value(cell)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.5",
                "-0.5",
                "1.10",
                "0.0",
                "100.000",
                "3.14159265358979",
                "-12345678901234.5",
                "0.00000000000001"
            })
    void decimalsKeepTheirDigits(final String cell) throws CellFault {
        assertThat(CellTyper.value(cell)).isEqualTo(new BigDecimal(cell));
        assertThat(((BigDecimal) CellTyper.value(cell)).toPlainString()).isEqualTo(cell);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "TRUE, true", "True, true", "false, false", "FaLsE, false"})
    void booleansInAnyLetterCase(final String cell, final boolean value) throws CellFault {
        assertThat(CellTyper.value(cell)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // digits that are no quantity
                "007",
                "00",
                "-01",
                "00.5",
                "+49",
                "+1.5",
                "1234567890123456",
                "-1234567890123456",
                "9223372036854775808",
                "1.234567890123456",
                "0.123456789012345",
                "123456789012345678901234567890",
                // would not read back as written
                "-0",
                "-0.0",
                "-0.00",
                "1e5",
                "12E5",
                "1E-3",
                ".5",
                "5.",
                "-.5",
                "-5.",
                ".",
                "-",
                "--1",
                "1-",
                "1.2.3",
                "1,000",
                "1.000,5",
                "1_000",
                " 1 ",
                "1 ",
                " 1",
                "\u00a01",
                "0x1F",
                "1L",
                "1d",
                "NaN",
                "Infinity",
                "$5",
                "5%",
                // digits of other scripts
                "\u0661\u0662\u0663",
                "\uff11\uff12",
                "1\u0662",
                // no booleans
                "yes",
                "t",
                "truee",
                " true",
                "fal\u017fe",
                "tru\u00e9",
                "null",
                "None",
                // neither lists nor objects
                "[",
                "]",
                "[a",
                "a]",
                "[a] b",
                " [a]",
                "[a, \"b\"]",
                "[[a], [b]]",
                "[{a}]",
                "[a]]",
                "{",
                "{}}",
                "{a}",
                "{\"a\"}",
                "{\"a\": 1} ",
                "{\"a\": 1,}",
                "{'a': 1}",
                "{6F9619FF-8B86-D011-B42D-00CF4FC964FF}",
                "{\"a\": NaN}",
                "{\"a\": 01}",
                // dates are text that is recognised
                "2017-06-01",
                "2017-06-01T12:00:00",
                "12:00",
                "a",
                " ",
                "\"",
                "\ud83d\ude00"
            })
    void everythingElseIsTextAsWritten(final String cell) throws CellFault {
        assertThat(CellTyper.value(cell)).isEqualTo(cell);
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                arguments("[]", List.of()),
                arguments("[ ]", List.of()),
                arguments("[Jimmy, Sara, Amy]", List.of("Jimmy", "Sara", "Amy")),
                arguments("[Jimmy,Sara]", List.of("Jimmy", "Sara")),
                arguments("[Jimmy]", List.of("Jimmy")),
                arguments("[ Mary Ann ,\tBob ]", List.of("Mary Ann", "Bob")),
                arguments("[a,\nb]", List.of("a", "b")),
                arguments("[a, , b]", List.of("a", "", "b")),
                arguments("[a, b,]", List.of("a", "b", "")),
                arguments("[,]", List.of("", "")),
                arguments("[a, 1, 1.50, TRUE, 007]", bare()),
                arguments("[1, 2]", List.of(1L, 2L)),
                arguments("[001, 002]", List.of("001", "002")),
                arguments("[a, null]", List.of("a", "null")),
                arguments("[x, 1e5]", List.of("x", "1e5")),
                arguments("[x, 1234567890123456]", List.of("x", "1234567890123456")),
                arguments("[it's, ok]", List.of("it's", "ok")),
                arguments("[true, tom]", List.of(true, "tom")),
                arguments("[-, \u0661]", List.of("-", "\u0661")),
                arguments("[\"a, b\", \"c\"]", List.of("a, b", "c")),
                arguments("[\"00123\", \"1\"]", List.of("00123", "1")),
                arguments("[1, null, true]", Arrays.asList(1L, null, true)),
                arguments("[null]", Arrays.asList((Object) null)),
                arguments("[1.10, -0.5]", List.of(decimal("1.10"), decimal("-0.5"))),
                arguments("[[1, 2], []]", List.of(List.of(1L, 2L), List.of())),
                arguments("[{\"a\": 1}]", List.of(Map.of("a", 1L))),
                arguments("[1234567890123456, \"\"]", List.of(1234567890123456L, "")),
                arguments("[\"\\ud83d\\ude00\"]", List.of("\ud83d\ude00")));
    }

    private static List<Object> bare() {
        return List.of("a", 1L, decimal("1.50"), true, "007");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listsBareOrInJson(final String cell, final List<Object> value) throws CellFault {
        assertThat(CellTyper.value(cell)).isEqualTo(value);
    }

    static Stream<Arguments> objects() {
        return Stream.of(
                arguments("{}", Map.of()),
                arguments("{ }", Map.of()),
                arguments("{\"a\": \"00123\"}", Map.of("a", "00123")),
                arguments("{\n \"a\": {\"b\": [1]}}", Map.of("a", Map.of("b", List.of(1L)))),
                arguments("{\"a\": 1, \"a\": 2}", Map.of("a", 2L)),
                arguments("{\"a.b\": false}", Map.of("a.b", false)),
                arguments("{\"\": 1}", Map.of("", 1L)));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void jsonObjects(final String cell, final Map<String, Object> value) throws CellFault {
        assertThat(CellTyper.value(cell)).isEqualTo(value);
    }

    static Stream<Arguments> jsonNumbers() {
        return Stream.of(
                arguments("999999999999999", 999999999999999L),
                arguments("1000000000000000", 1_000_000_000_000_000L),
                arguments("9223372036854775807", Long.MAX_VALUE),
                arguments("9223372036854775808", new BigInteger("9223372036854775808")),
                arguments(
                        "123456789012345678901234567890",
                        new BigInteger("123456789012345678901234567890")),
                arguments("0.1234567890123456789", decimal("0.1234567890123456789")),
                arguments("1.10", decimal("1.10")),
                arguments("1e5", 100_000L),
                arguments("1.0e1", 10L),
                arguments("-1.50e1", decimal("-15.0")),
                arguments("1e20", new BigInteger("100000000000000000000")),
                arguments("-0", 0L));
    }

    @ParameterizedTest
    @MethodSource("jsonNumbers")
    void numbersInJsonLoseNothing(final String number, final Object value) throws CellFault {
        assertThat(CellTyper.value("{\"n\": " + number + "}")).isEqualTo(Map.of("n", value));
        assertThat(CellTyper.value("[" + number + "]")).isEqualTo(List.of(value));
        assertThat(CellTyper.value("[\"\", " + number + "]")).isEqualTo(List.of("", value));
    }

    static Stream<Arguments> unstorable() {
        return Stream.of(
                arguments("a\0b", "U+0000"),
                arguments("\0", "U+0000"),
                arguments("[a, b\0]", "U+0000"),
                arguments("[\"\0\"]", "U+0000"),
                arguments("{\"a\": \"\\u0000\"}", "\\u0000"),
                arguments("[\"a\\u0000\"]", "\\u0000"),
                arguments("{\"\\u0000\": 1}", "\\u0000"),
                arguments("{\"a\": \"\\ud800\"}", "\\ud800"),
                arguments("{\"a\": \"\\ud800x\"}", "\\ud800"),
                arguments("[\"\\udc00\\ud800\"]", "\\udc00"),
                arguments("{\"\\udfff\": 1}", "\\udfff"),
                arguments("{\"\\ud800\": 1}", "\\ud800"),
                arguments("{\"\\ud83d\\ude00\": 1, \"a\\uD83Db\": 1}", "\\ud83d"),
                arguments("{\"\\ud83d\\ude00\\ude01\": 1}", "\\ude01"),
                arguments("[" + "1".repeat(1001) + "]", "1,000 digits"),
                arguments("[\"\", " + "1".repeat(1001) + "]", "1,000 digits"),
                arguments("{\"a\": 1e1001}", "1,000 digits"),
                arguments("[1e-1001]", "1,000 digits"),
                arguments("[1e99999999999]", "1,000 digits"),
                arguments("[0e-2147483647]", "1,000 digits"),
                arguments("[".repeat(101) + "]".repeat(101), "100 levels"),
                arguments("{\"a\":".repeat(101) + "1" + "}".repeat(101), "100 levels"));
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void whatNoDatabaseTakesIsAFault(final String cell, final String named) {
        assertThatExceptionOfType(CellFault.class)
                .isThrownBy(() -> CellTyper.value(cell))
                .withMessageContaining(named);
    }

    static Stream<Arguments> listTexts() {
        return Stream.of(
                arguments("[a, 1.0, TRUE, 1e5]", List.of("a", "1.0", "TRUE", "1e5")),
                arguments("[1, \"a\", 1.50, 1e5, true]", List.of("1", "a", "1.50", "1e5", "true")),
                arguments(
                        "[\"x\", [1, 2], {\"a\": \"]\"}, null]",
                        Arrays.asList("x", "[1, 2]", "{\"a\": \"]\"}", null)),
                arguments("[]", List.of()),
                arguments("[a, \"b\"]", null),
                arguments("a", null));
    }

    @ParameterizedTest
    @MethodSource("listTexts")
    void elementsOfAListAsTheyAreWritten(final String cell, final List<String> texts) {
        assertThat(CellTyper.listTexts(cell)).isEqualTo(texts);
    }

    @ParameterizedTest
    @CsvSource({
        "2017-06-01, DATE",
        "2024-02-29, DATE",
        "2023-02-29, TEXT",
        "2017-13-01, TEXT",
        "2017-06-00, TEXT",
        "2017-6-1, TEXT",
        "20170601, WHOLE_NUMBER",
        "01.06.2017, TEXT",
        "2017-06-01 , DATE",
        "' 2017-06-01', TEXT",
        "2017-06-01T12:00, DATE_TIME",
        "2017-06-01T12:00:00, DATE_TIME",
        "2017-06-01T12:00:00.123456, DATE_TIME",
        "2017-06-01T12:00:00Z, DATE_TIME",
        "2017-06-01T12:00:00+02:00, DATE_TIME",
        "2017-06-01T12:00:00-0330, DATE_TIME",
        "2017-06-01T12:00:00+02, DATE_TIME",
        "2017-06-01T24:00:00, TEXT",
        "2017-06-01T12:60:00, TEXT",
        "2017-02-30T12:00:00, TEXT",
        "2017-06-01 12:00:00, TEXT",
        "2017-06-01T12:00:00 Z, TEXT",
        "24, WHOLE_NUMBER",
        "2.5, DECIMAL",
        "true, BOOLEAN",
        "[a], LIST",
        "{}, OBJECT",
        "007, TEXT",
        "a, TEXT"
    })
    void typesAreRecognised(final String cell, final ValueType type) throws CellFault {
        assertThat(ValueType.of(CellTyper.value(cell))).isEqualTo(type);
    }

    private static BigDecimal decimal(final String text) {
        return new BigDecimal(text);
    }
}
