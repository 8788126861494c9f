// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.NestedObjects;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Clear;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.row.ColumnPlace;
import io.github.nifiuserimport.row.FileFault;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeanplumLayoutTest {

    private static final Layout LAYOUT = Layouts.of(LayoutSettings.DEFAULTS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "userId",
                "userId,userAttributes.Gender,userAttributes.Age",
                "userId,userAttributes",
                "userId,userAttributes.address.city,userAttributes.address.zip",
                "userId,created,lastActive,totalSessions,timeSpentInApp,timezoneOffsetSeconds",
                "userId,locale,country,region,city,location,locationAccuracyType,timezone,devMode",
                "userAttributes.a,userId"
            })
    void takesTheseHeaders(final String header) throws FileFault {
        LAYOUT.bind(columns(header));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user_id,userAttributes.a | user_id = userId to PutUserImport",
                "UserID | there is no userId column. The header has UserID. Is UserID meant?",
                "userAttributes.a | there is no userId column. The header has userAttributes.a",
                "userId,creatd | column creatd: is not a column of this import; was created"
                        + " meant? A user's own attributes",
                "userId,userAtributes.a | column userAtributes.a: is not a column of this import; was"
                        + " userAttributes.NAME meant?",
                "userId,qwertz | A user's own attributes are named userAttributes.NAME",
                "userId,created.at | column created.at: is not a column of this import",
                "userId,userId.x | column userId.x: is not a column",
            })
    void refusesTheseHeadersAndSaysWhatWasProbablyMeant(final String header, final String message) {
        assertThatThrownBy(() -> LAYOUT.bind(columns(header)))
                .isInstanceOfSatisfying(FileFault.class, fault -> assertThat(fault.line()).isZero())
                .hasMessageContaining(message);
    }

    @Test
    void clearsNothingByNameWhereACellHoldsAWholeGroup() throws Exception {
        final Map<String, Object> row = new HashMap<>();
        row.put("userId", "u1");
        for (final String group :
                List.of(
                        "userAttributes",
                        "userAttributeValuesToAdd",
                        "userAttributeValuesToIncrement",
                        "events",
                        "states")) {
            row.put(group, null);
        }
        assertThat(map(row).change()).isEqualTo(UserChange.NONE);
    }

    @Test
    void parsesAllButAttributesItself() {
        assertThat(
                        LAYOUT.places(
                                List.of(
                                        "userId",
                                        "created",
                                        "country",
                                        "userAttributes.zip",
                                        "userAttributes.E-Mail",
                                        "userAttributes.eMail")))
                .extracting(ColumnPlace::text)
                .containsExactly(true, true, true, false, false, true);
    }

    @Test
    void makesARowAChangeOfOneUser() throws Exception {
        final RowCommand command =
                map(
                        Map.of(
                                "userId", "u1",
                                "created", "1483228800",
                                "lastActive", "1496275200",
                                "country", "de",
                                "totalSessions", "17",
                                "devMode", "TRUE",
                                "userAttributes", Map.of("age", 24L)));
        final UserChange change = command.change();
        assertThat(command.key()).isEqualTo(new UserKey.ById("u1"));
        assertThat(change.created()).isEqualTo(Instant.parse("2017-01-01T00:00:00Z"));
        assertThat(change.lastActive())
                .isEqualTo(new LastActive.At(Instant.parse("2017-06-01T00:00:00Z")));
        assertThat(change.attributes()).isEqualTo(Map.of("age", new Assign(24L)));
        assertThat(change.system())
                .isEqualTo(
                        Map.of(
                                "country", new Assign("DE"),
                                "totalSessions", new Assign(17L),
                                "devMode", new Assign(true)));
    }

    @Test
    void mergesNestedObjectsOrReplacesThem() throws Exception {
        final Map<String, Object> row =
                Map.of("userId", "u1", "userAttributes", Map.of("address", Map.of("city", "Rome")));
        assertThat(map(row).change().attributes())
                .isEqualTo(Map.of("address", new Merge(Map.of("city", new Assign("Rome")))));
        assertThat(Layouts.of(replacing()).bind(columns("userId")).map(row).change().attributes())
                .isEqualTo(Map.of("address", new Assign(Map.of("city", "Rome"))));
    }

    @Test
    void clearsWhatTheReaderSaysToClear() throws Exception {
        final Map<String, Object> attributes = new HashMap<>();
        attributes.put("age", null);
        final Map<String, Object> row = new HashMap<>();
        row.put("userId", "u1");
        row.put("country", null);
        row.put("created", null);
        row.put("userAttributes", attributes);
        final UserChange change = map(row).change();
        assertThat(change.attributes()).isEqualTo(Map.of("age", new Clear()));
        assertThat(change.system()).isEqualTo(Map.of("country", new Clear()));
        assertThat(change.created()).as("a profile keeps its times").isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "created|yesterday|\"yesterday\" is not Unix seconds",
                "created|1483228800000|are these milliseconds? Divide them by 1000",
                "created|-1|is not a time between 1970 and 9999",
                "created|1483228800,5|is not Unix seconds",
                "lastActive|2017-13-01|is not Unix seconds",
                "totalSessions|many|\"many\" is not a whole number",
                "totalSessions|9007199254740993|is not a whole number",
                "totalSessions|+5|is not a whole number",
                "timeSpentInApp|1,5|is not a number",
                "country|Germany|is not a country code of two letters",
                "country|XX|is not a country code of two letters",
                "location|somewhere|is not a location",
                "location|91,0|is not a location",
                "location|0,181|is not a location",
                "location|1,2,3|is not a location",
                "locationAccuracyType|WIFI|is not one of IP, CELL, GPS",
                "devMode|yes|is neither true nor false",
                "totalSessions|(detect)|is not a whole number",
                "userAttributes|text|is not a JSON object",
                "userId| u1|has U+0020 SPACE at position 1",
                "userId|u1 |has U+0020 SPACE at position 3",
                "userId|u\u200b1|has U+200B ZERO WIDTH SPACE at position 2",
                "userId|u\u00a01|has U+00A0 NO-BREAK SPACE at position 2",
                "userId|\ufeffu1|has U+FEFF ZERO WIDTH NO-BREAK SPACE at position 1",
                "userId|u\t1|has U+0009 CHARACTER TABULATION at position 2",
                "userId||every row needs the id of its user",
            })
    void rejectsARowAndNamesTheColumn(
            final String column, final String text, final String message) {
        final Map<String, Object> row = new HashMap<>(Map.of("userId", "u1"));
        row.put(column, text == null ? "" : text);
        assertThatThrownBy(() -> map(row))
                .isInstanceOfSatisfying(
                        RowFault.class, fault -> assertThat(fault.column()).isEqualTo(column))
                .hasMessageContaining(message);
    }

    @Test
    void rejectsWhatPostgreSQLCouldNotHold() {
        assertThatThrownBy(() -> map(Map.of("userId", "u".repeat(501))))
                .hasMessage("has 501 characters; an id has at most 500");
        assertThatThrownBy(
                        () ->
                                map(
                                        Map.of(
                                                "userId",
                                                "u1",
                                                "userAttributes",
                                                Map.of("email", "e".repeat(501)))))
                .hasMessage("has 501 characters; an e-mail address has at most 500");
        assertThatThrownBy(
                        () ->
                                map(
                                        Map.of(
                                                "userId",
                                                "u1",
                                                "userAttributes",
                                                Map.of(
                                                        "list",
                                                        List.of(new BigDecimal("1e999999"))))))
                .isInstanceOfSatisfying(
                        RowFault.class,
                        fault -> assertThat(fault.column()).isEqualTo("userAttributes.list"))
                .hasMessageContaining("number with more than 1000 digits");
    }

    @Test
    void leavesAnInnerSpaceInAnIdAlone() throws Exception {
        assertThat(map(Map.of("userId", "Jane Döe 😀")).key())
                .isEqualTo(new UserKey.ById("Jane Döe 😀"));
    }

    private static LayoutSettings replacing() {
        final LayoutSettings defaults = LayoutSettings.DEFAULTS;
        return new LayoutSettings(
                defaults.dialect(),
                defaults.action(),
                defaults.createDisposition(),
                defaults.importKey(),
                defaults.tags(),
                defaults.mapping(),
                defaults.unmapped(),
                NestedObjects.REPLACE,
                defaults.limits(),
                defaults.checkNames(),
                defaults.keys(),
                defaults.renamesUsers());
    }

    private static RowCommand map(final Map<String, Object> row) throws Exception {
        return LAYOUT.bind(columns("userId")).map(row);
    }

    private static List<Column> columns(final String header) {
        final List<Column> columns = new ArrayList<>();
        for (final String name : header.split(",")) {
            columns.add(new Column(columns.size(), name, List.of(name.split("\\."))));
        }
        return columns;
    }
}
