// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.job.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.split.PartitionOutcome.Refused;
import io.github.nifiuserimport.job.split.PartitionOutcome.Split;
import io.github.nifiuserimport.job.split.PartitionOutcome.Whole;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.UnmappedColumns;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.row.FileFault;
import io.github.nifiuserimport.row.Row;
import io.github.nifiuserimport.row.RowReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row is in one part, as it was, beside all the others of its user. */
class FilePartitionTest {

    private static final CsvFormat FORMAT = CsvFormat.defaults();
    private static final Layout LAYOUT = Layouts.of(LayoutSettings.DEFAULTS);

    @Property(tries = 3_000)
    void thePartsAreTheFile(
            @ForAll("files") final String text, @ForAll @IntRange(min = 1, max = 7) final int parts)
            throws IOException {
        final byte[] file = bytes(text);
        final Partitioned result = Partitioned.of(file, FORMAT, LAYOUT, parts);
        final List<Row> rows;
        try {
            rows = rows(FORMAT, file);
        } catch (final FileFault fault) {
            assertThat(result.outcome()).isInstanceOf(Refused.class);
            assertThat(((Refused) result.outcome()).fault()).hasMessage(fault.getMessage());
            return;
        }
        assertThat(result.outcome()).isNotInstanceOf(Refused.class);
        final List<Row> inParts = new ArrayList<>();
        final Map<String, byte[]> partOfUser = new HashMap<>();
        for (final byte[] part : result.parts(file)) {
            final List<Row> ofPart;
            try {
                ofPart = rows(FORMAT.toBuilder().lineColumn(true).build(), part);
            } catch (final FileFault fault) {
                throw new AssertionError(fault);
            }
            assertThat(ofPart).as("in file order").isSortedAccordingTo(byLine());
            for (final Row row : ofPart) {
                final String user = row.cells().texts()[0];
                assertThat(partOfUser.computeIfAbsent(user, name -> part)).isSameAs(part);
            }
            inParts.addAll(ofPart);
        }
        inParts.sort(byLine());
        assertThat(inParts).isEqualTo(rows);
    }

    @Property
    void theSameFileGivesTheSameParts(@ForAll("files") final String text) {
        final Partitioned first = Partitioned.of(bytes(text), FORMAT, LAYOUT, 3);
        final Partitioned again = Partitioned.of(bytes(text), FORMAT, LAYOUT, 3);
        assertThat(again.written()).containsExactlyInAnyOrderEntriesOf(first.written());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void rowsAreTheBytesTheyWere(final String lineEnd) {
        final String header = "\"userId\";userAttributes.note";
        final List<String> rows =
                List.of(
                        "u1;\"a;b\"",
                        "\"u2\";\"say \"\"hi\"\"\"",
                        "u3;\u00e9\u4e2d\ud83d\ude00",
                        "u4",
                        "u5;x;y;",
                        ";none",
                        "u6;\"two" + lineEnd + "lines\"",
                        "u7; x ",
                        "\"u\"\"8\";a\"b",
                        "u9;last");
        final String file =
                "\ufeff"
                        + lineEnd
                        + header
                        + lineEnd
                        + String.join(lineEnd, rows.subList(0, 5))
                        + lineEnd
                        + "  "
                        + lineEnd
                        + lineEnd
                        + String.join(lineEnd, rows.subList(5, 10));
        final int[] lines = {3, 4, 5, 6, 7, 10, 11, 13, 14, 15};
        final Partitioned result = Partitioned.of(bytes(file), FORMAT, LAYOUT, 3);
        assertThat(result.outcome()).isEqualTo(new Split("3 ranges of userId"));

        final List<String> parts =
                result.written().values().stream()
                        .map(part -> new String(part, StandardCharsets.UTF_8))
                        .toList();
        assertThat(parts)
                .hasSize(3)
                .allSatisfy(
                        part -> assertThat(part).startsWith("userimport.line;" + header + lineEnd));
        for (int i = 0; i < lines.length; i++) {
            final String row = lines[i] + ";" + rows.get(i) + (i < lines.length - 1 ? lineEnd : "");
            assertThat(parts).filteredOn(part -> part.contains(lineEnd + row)).hasSize(1);
        }
        final int length = String.join("", parts).length();
        assertThat(length)
                .as("nothing but headers and rows")
                .isEqualTo(
                        3 * ("userimport.line;" + header + lineEnd).length()
                                + String.join(lineEnd, rows).length()
                                + "3;4;5;6;7;10;11;13;14;15;".length());
    }

    @Test
    void eachPartHasARangeOfKeys() {
        final Partitioned result =
                Partitioned.of(
                        lines(
                                "userId,userAttributes.a;z,1;\"e\",2;b,3;\uff5e,4;\ud83d\ude00,5;c,6"),
                        FORMAT,
                        LAYOUT,
                        3);
        assertThat(result.written().values())
                .extracting(part -> new String(part, StandardCharsets.UTF_8))
                .containsExactlyInAnyOrder(
                        "userimport.line,userId,userAttributes.a\n4,b,3\n7,c,6",
                        "userimport.line,userId,userAttributes.a\n2,z,1\n3,\"e\",2\n",
                        "userimport.line,userId,userAttributes.a\n5,\uff5e,4\n6,\ud83d\ude00,5\n");
    }

    @Test
    void aUserWithHalfOfTheRowsHasAPartOfItsOwn() {
        final StringBuilder file = new StringBuilder("userId,userAttributes.a\n");
        for (int i = 0; i < 1_000; i++) {
            file.append(i % 2 == 0 ? "m" : Integer.toString(10_000 + i)).append(",x\n");
        }
        final Partitioned result = Partitioned.of(bytes(file.toString()), FORMAT, LAYOUT, 4);
        assertThat(result.written().values())
                .extracting(part -> new String(part, StandardCharsets.UTF_8).lines().count())
                .containsExactlyInAnyOrder(251L, 251L, 501L);
    }

    @Test
    void usersAreSpreadEvenlyWhereTheyAreTooManyToLookAtAll() {
        final StringBuilder file = new StringBuilder("userId,userAttributes.a\n");
        for (int i = 0; i < 100_000; i++) {
            file.append("user").append(i * 7919L % 1_000_003).append(",x\n");
        }
        final Partitioned result = Partitioned.of(bytes(file.toString()), FORMAT, LAYOUT, 4);
        assertThat(result.written().values())
                .hasSize(4)
                .allSatisfy(
                        part ->
                                assertThat(new String(part, StandardCharsets.UTF_8).lines().count())
                                        .isBetween(23_500L, 26_500L));
    }

    @Test
    void usersAreSpreadEvenly() {
        final StringBuilder file = new StringBuilder("userId,userAttributes.a\n");
        for (int i = 0; i < 10_000; i++) {
            file.append("user").append(1_000_000 + i).append(",x\n");
        }
        final Partitioned result = Partitioned.of(bytes(file.toString()), FORMAT, LAYOUT, 10);
        assertThat(result.written()).hasSize(10);
        assertThat(result.written().values())
                .allSatisfy(
                        part ->
                                assertThat(new String(part, StandardCharsets.UTF_8).lines().count())
                                        .isBetween(850L, 1_150L));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "userId,userAttributes.a;u1,1;u2,2;u3,3;u4,4 | split",
                "userId,deviceId,userAttributes.a;u1,,1;u2,,2;u3,,3;u4,,4 | split",
                "userId,deviceId,userAttributes.a;u1,,1;u2,,2;u3,d1,3;u4,,4 | line 4 has a value in deviceId",
                "userId,deviceId,userAttributes.a;u1,,1;,d1,2 | line 3 has a value in deviceId",
                "userId,newUserId;u1,;u2,;u3,;u4,\"\" | split",
                "userId,newUserId;u1,;u2,u3 | line 3 has a value in newUserId",
                "userId,newUserId;u1,;u2,x,y;u3,;u4, | split",
                "userId,devices;u1,;u2,;u3,;u4,\"\" | split",
                "userId,devices;u1,;u2,{} | line 3 has a value in devices",
                "deviceId,userAttributes.a;d1,1;d2,2;d3,3 | no column in which every row names",
                "$user_id,$email;1,a@x;2,b@x;3,c@x;4,d@x | split",
                "userId,userAttributes.a;u1,1;u1,2;u1,3 | one part",
                "userId,userAttributes.a; | one part"
            })
    void aFileIsSplitWhereNoRowTouchesWhatAnotherUsersDoes(final String file, final String told) {
        assertTold(Partitioned.of(lines(file), FORMAT, LAYOUT, 4), told);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "$email,name;e@x,1;f@x,2;g@x,3;h@x,4 | split",
                "$email,$user_id;e@x,;f@x,;g@x,;h@x, | split",
                "$email,$user_id;a@x,;b@x,7 | line 3 has a value in $user_id"
            })
    void soIsOneByEMail(final String file, final String told) {
        final Layout layout = Layouts.of(settings(Map.of(), ImportKey.EMAIL));
        assertTold(Partitioned.of(lines(file), FORMAT, layout, 4), told);
    }

    @Test
    void theKeyIsTheColumnThatIsMappedToIt() {
        final Layout layout =
                Layouts.of(
                        settings(
                                Map.of("Customer", "userId", "Phone", "deviceId"),
                                ImportKey.USER_ID));
        final Partitioned split =
                Partitioned.of(
                        lines("userAttributes.a,Customer,Phone;1,u1,;1,u2,;1,u3,;1,u4,"),
                        FORMAT,
                        layout,
                        4);
        assertTold(split, "split");
        assertTold(
                Partitioned.of(lines("userAttributes.a,Customer,Phone;1,u1,p"), FORMAT, layout, 4),
                "line 2 has a value in Phone");
    }

    @Test
    void aRowOverTheLimitOfARowLeavesTheFileWhole() {
        final CsvFormat format = FORMAT.toBuilder().maxRowLength(1_000).build();
        final String file = "userId,userAttributes.a\nu1,1\nu2,2\nu3,3\n" + "x,".repeat(600);
        assertTold(
                Partitioned.of(bytes(file), format, LAYOUT, 4), "a row after line 4 is very long");
    }

    @Test
    void aFileOverTheLimitOfAFileIsRefused() throws IOException {
        final PartitionOutcome outcome =
                new FilePartition(FORMAT, LAYOUT, 10, 2)
                        .run(
                                () -> {
                                    throw new AssertionError("read");
                                },
                                11,
                                part -> {
                                    throw new AssertionError("written");
                                });
        assertThat(((Refused) outcome).fault()).hasMessageContaining("11 bytes");
    }

    private static void assertTold(final Partitioned result, final String told) {
        switch (result.outcome()) {
            case Split split -> {
                assertThat(told).isEqualTo("split");
                assertThat(result.written()).hasSizeGreaterThan(1);
            }
            case Whole whole -> assertThat(whole.reason()).contains(told);
            case Refused refused -> throw new AssertionError(refused.fault());
        }
    }

    private static LayoutSettings settings(
            final Map<String, String> mapping, final ImportKey importKey) {
        final LayoutSettings defaults = LayoutSettings.DEFAULTS;
        return new LayoutSettings(
                defaults.dialect(),
                defaults.action(),
                defaults.createDisposition(),
                importKey,
                defaults.tags(),
                mapping,
                UnmappedColumns.ERROR,
                defaults.nestedObjects(),
                defaults.limits(),
                defaults.checkNames(),
                defaults.keys(),
                defaults.renamesUsers());
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] lines(final String text) {
        return bytes(text.replace(';', '\n'));
    }

    private static Comparator<Row> byLine() {
        return Comparator.comparingLong(Row::line);
    }

    private static List<Row> rows(final CsvFormat format, final byte[] file)
            throws IOException, FileFault {
        final List<Row> rows = new ArrayList<>();
        try (RowReader reader = format.open(new ByteArrayInputStream(file), LAYOUT)) {
            LAYOUT.bind(reader);
            for (Row row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    @Provide
    Arbitrary<String> files() {
        final Arbitrary<String> header =
                Arbitraries.of(
                        "userId,userAttributes.a\n",
                        "userId;userAttributes.a\r\n",
                        "\ufeff\"userId\"\tuserAttributes.a\r",
                        "\n \r\nuserId|userAttributes.a\n",
                        "userId\n",
                        "userId,userAttributes.a,line,column,error\n",
                        "userId,nonsense\n");
        final Arbitrary<String> rows =
                Arbitraries.of(
                                "u1,1\n",
                                "u2;2\r\n",
                                "\"u1\"\tx\r",
                                "u3|\n",
                                "u4\n",
                                ",5\n",
                                "u\"5,x\n",
                                "\"u\"\"5\",x\n",
                                "\n",
                                " \n",
                                "u6,7,8\n",
                                "u7,\"a\nb\"\n",
                                "u1,\"\"\n",
                                "\"\";1\n",
                                "u\u00e9,\u4e2d\n",
                                "\"u\u00e9\";\n",
                                "u8,\"open\n",
                                "u9,\"x\"y\n",
                                "u1",
                                "u2,a",
                                "\"")
                        .list()
                        .ofMaxSize(20)
                        .map(list -> String.join("", list));
        return header.flatMap(first -> rows.map(rest -> first + rest));
    }
}
