// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.reference;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes up files of users, most of them good, as they come from people and from programs. */
public final class RandomFiles {

    /** A file, and how it is to be imported. */
    public record RandomFile(byte[] content, PlainSettings settings, boolean detectDelimiter) {}

    private static final List<String> IDS =
            List.of("u1", "u2", "u3", "u4", "d1", "d2", "007", "12345678901234567890", "ü😀");
    private static final List<String> BAD_KEYS =
            List.of(
                    " u1",
                    "u1 ",
                    "u\u200B1",
                    "u\u00A01",
                    "\uFEFFu1",
                    "x".repeat(501),
                    "null",
                    "N/A",
                    "0",
                    "#REF!",
                    "anonymous",
                    "1001.0",
                    "1.5E+17",
                    "'u1");
    private static final List<String> DEVICES = List.of("d1", "d2", "d3");
    private static final List<String> EMAILS = List.of("a@x.org", "b@x.org", "ü@x.org");
    private static final List<String> TIMES =
            List.of(
                    "0",
                    "1483228800",
                    "1600000000",
                    "01600000001",
                    "1.5",
                    "1483228800.0",
                    "1483228800.1234567",
                    "2017-01-01",
                    "2017-01-01T12:30:00Z",
                    "2017-01-01T12:30:00.25+02:00",
                    "2017-01-01 12:30");
    private static final List<String> BAD_TIMES =
            List.of(
                    "soon",
                    "1483228800000",
                    "-1",
                    " 1",
                    "+5",
                    "1e9",
                    "2017-13-01",
                    "1.",
                    "٣",
                    "1969-12-31T23:59:59Z",
                    "2017-01-01T25:00:00Z");
    private static final List<String> TEXTS =
            List.of(
                    "text",
                    "ünï 😀 cödé",
                    "a,b;c|d",
                    "say \"hi\"",
                    "\"",
                    "line\nbreak",
                    "cr\rlf\r\n.",
                    " spaced ",
                    "it's",
                    "\u00A0",
                    "\uFEFFmark",
                    "NaN",
                    "null",
                    "a\tb",
                    "<missing>");
    private static final List<String> SCALARS =
            List.of(
                    "1",
                    "0",
                    "-7",
                    "42",
                    "1.5",
                    "1.50",
                    "0.1",
                    "-0.25",
                    "true",
                    "FALSE",
                    "True",
                    "007",
                    "-0",
                    "1e5",
                    ".5",
                    "5.",
                    "+49",
                    "1,000",
                    "123456789012345",
                    "1234567890123456",
                    "-999999999999999.5",
                    "2017-06-01",
                    "2017-06-01T12:00:00Z");
    private static final List<String> STRUCTURES =
            List.of(
                    "['a', 'b, c']",
                    "['a', 1, True, None]",
                    "['it\\'s', '']",
                    "['a', b]",
                    "[\"a\", 'b']",
                    "[a, b]",
                    "[a,b , c]",
                    "[1, 2.50, true, null]",
                    "[]",
                    "[ ]",
                    "[b]",
                    "[1]",
                    "[1.0]",
                    "[1e2, 100]",
                    "[100]",
                    "[1234567890123456]",
                    "[12345678901234567890123]",
                    "[a, \"b\"]",
                    "[\"x\", {\"y\": null}]",
                    "[[1], [2]]",
                    "[007, -0, TRUE]",
                    "[a,,b]",
                    "[\"a\", \"b\"]",
                    "{}",
                    "{ }",
                    "{\"k\": 1, \"l\": null}",
                    "{\"k\": {\"m\": [1e2, 12345678901234567]}}",
                    "{\"k\": \"v\", \"k\": \"w\"}",
                    "{\"n\": 1.50, \"o\": {\"p\": {}}}",
                    "{bad}",
                    "{\"a\": ",
                    "[\"\\u0000\"]",
                    "{\"x\": \"\\ud83d\"}",
                    "{\"x\": \"\\ud83d\\ude00\"}");
    private static final List<String> NAMES = List.of("a", "b", "first name", "n", "ä😀");
    private static final List<String> EVENTS = List.of("Purchase", "Opened the App", "v1.2 start");

    private final Random random;
    private final boolean byEmail;

    /**
     * Files for one app.
     *
     * @param seed the same one makes the same files
     */
    public RandomFiles(final long seed) {
        random = new Random(seed);
        byEmail = chance(25);
    }

    private boolean chance(final int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(final List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SafeVarargs
    private <T> T oneOf(final T... of) {
        return of[random.nextInt(of.length)];
    }

    /** The next file. */
    public RandomFile next() {
        final boolean dashly = chance(byEmail ? 70 : 30);
        final List<String> header = dashly ? dashlyHeader() : leanplumHeader();
        final Map<String, String> mapping = new LinkedHashMap<>();
        final List<String> names = new ArrayList<>(header);
        if (chance(15)) {
            for (int i = 0; i < names.size(); i++) {
                if (chance(40)) {
                    final String own = any(List.of("Own ", "column.", "Ö")) + i;
                    mapping.put(own, names.get(i));
                    names.set(i, own);
                }
            }
        }
        if (chance(6)) {
            spoil(names);
        }
        final boolean ofRejectedRows = chance(8);
        final List<List<String>> rows = new ArrayList<>();
        final int count = chance(10) ? 0 : 1 + random.nextInt(chance(10) ? 60 : 12);
        for (int row = 0; row < count; row++) {
            rows.add(row(header, dashly));
        }
        final boolean detect = chance(50);
        final char delimiter =
                any(detect ? List.of(',', ';', '\t', '|') : List.of(',', ';', '\t', '|', ' '));
        final boolean oneColumn = names.size() == 1 && !ofRejectedRows;
        final PlainSettings settings =
                new PlainSettings(
                        detect && oneColumn ? ',' : delimiter,
                        !detect && chance(30),
                        chance(80) ? "Detect" : dashly ? "Dashly" : "Leanplum",
                        header.contains("action") && chance(50)
                                ? oneOf("Action Column", "setUserAttributes", "track")
                                : "Detect",
                        byEmail && chance(90) ? "$email" : "$user_id",
                        chance(30) ? List.of("tag " + random.nextInt(3), "ü") : List.of(),
                        mapping,
                        oneOf("Error", "Error", "Ignore", "Attribute"),
                        chance(10),
                        chance(20),
                        chance(85),
                        chance(30));
        return new RandomFile(
                bytes(names, rows, settings.delimiter(), ofRejectedRows, detect), settings, detect);
    }

    // ---- Columns

    private List<String> dashlyHeader() {
        final List<String> header = new ArrayList<>();
        if (!byEmail || chance(70)) {
            header.add("$user_id");
        }
        if (byEmail || chance(40)) {
            header.add("$email");
        }
        final int columns = random.nextInt(5);
        for (int i = 0; i < columns; i++) {
            addNew(
                    header,
                    any(
                            List.of(
                                    "$name",
                                    "$phone",
                                    "a",
                                    "n",
                                    "first name",
                                    "a.b",
                                    ".c",
                                    "email",
                                    "created",
                                    "city")));
        }
        return shuffled(header);
    }

    private List<String> leanplumHeader() {
        final List<String> header = new ArrayList<>();
        if (chance(90)) {
            header.add("userId");
        }
        if (header.isEmpty() || chance(20)) {
            header.add("deviceId");
        }
        if (chance(10)) {
            header.add("createDisposition");
        }
        final int kind = random.nextInt(10);
        if (kind == 0) {
            header.add("action");
            addUserColumns(header);
            addDeviceColumns(header);
            addEventColumns(header);
        } else if (kind == 1) {
            addNew(header, "deviceId");
            addDeviceColumns(header);
        } else if (kind <= 3) {
            addEventColumns(header);
        } else {
            addUserColumns(header);
        }
        return shuffled(header);
    }

    private void addUserColumns(final List<String> header) {
        final int columns = 1 + random.nextInt(6);
        for (int i = 0; i < columns; i++) {
            addNew(
                    header,
                    switch (random.nextInt(16)) {
                        case 0, 1, 2, 3 -> "userAttributes." + any(NAMES);
                        case 4 ->
                                "userAttributes."
                                        + oneOf(
                                                "email", "Email", "o.p", "o.q.r", "o.n", "a",
                                                "email.x");
                        case 5 ->
                                oneOf("userAttributes", "events", "userAttributeValuesToIncrement");
                        case 6 -> "userAttributeValuesToAdd." + any(NAMES);
                        case 7 -> "userAttributeValuesToAdd." + oneOf("o.p", "a", "n");
                        case 8 -> "userAttributeValuesToRemove." + oneOf("o.p", "a", "b", "n");
                        case 9 -> "userAttributeValuesToIncrement." + oneOf("n", "a", "o.n");
                        case 10 -> "events." + any(EVENTS) + "." + any(PlainHeader.OF_EVENT_TOTALS);
                        case 11 -> "states." + any(EVENTS) + "." + any(PlainHeader.OF_STATE_TOTALS);
                        case 12 ->
                                oneOf(
                                        "unsubscribeChannelsToAdd",
                                        "unsubscribeChannelsToRemove",
                                        "unsubscribeCategoriesToAdd",
                                        "unsubscribeCategoriesToRemove");
                        case 13 -> oneOf("created", "lastActive");
                        case 14 ->
                                oneOf(
                                        "totalSessions",
                                        "timezoneOffsetSeconds",
                                        "country",
                                        "city",
                                        "location",
                                        "locationAccuracyType",
                                        "devMode");
                        default -> oneOf("newUserId", "userAttributes.n", "lastActive", "devices");
                    });
        }
    }

    private void addDeviceColumns(final List<String> header) {
        addNew(header, oneOf("iosPushToken", "systemName"));
        addNew(header, oneOf("appVersion", "deviceModel"));
    }

    private void addEventColumns(final List<String> header) {
        header.add("event");
        if (byEmail || chance(80)) {
            header.add("time");
        }
        final int columns = random.nextInt(4);
        for (int i = 0; i < columns; i++) {
            addNew(
                    header,
                    oneOf(
                            "value",
                            "currencyCode",
                            "info",
                            "params.a",
                            "params.b",
                            "params",
                            "messageId",
                            "disposition"));
        }
    }

    private static void addNew(final List<String> header, final String name) {
        if (!header.contains(name)) {
            header.add(name);
        }
    }

    private List<String> shuffled(final List<String> header) {
        if (chance(30)) {
            Collections.shuffle(header, random);
        }
        return header;
    }

    private void spoil(final List<String> names) {
        final int at = random.nextInt(names.size());
        switch (random.nextInt(10)) {
            case 0 -> names.add(names.get(at));
            case 1 -> names.remove(at);
            case 2 -> names.set(at, "");
            case 3 ->
                    names.set(
                            at, names.get(at) + any(List.of(" ", "\u200B", "\n", ".", ".x", "s")));
            case 4 -> names.add("userAttributes.a/");
            case 5 -> names.add("userAttributes.42");
            case 6 -> names.add("events.A.counts");
            case 7 -> names.add("params.a.b");
            case 8 ->
                    names.add(
                            oneOf(
                                    "$email",
                                    "$user_id",
                                    "userId",
                                    "newUserId",
                                    "userAttributes",
                                    "userAttributeValuesToAdd.a"));
            default -> names.add("Anything else");
        }
        if (names.isEmpty()) {
            names.add("nothing");
        }
    }

    // ---- Cells

    private List<String> row(final List<String> header, final boolean dashly) {
        final List<String> row = new ArrayList<>();
        final String action =
                any(List.of("setUserAttributes", "setDeviceAttributes", "track", "track", ""));
        for (final String name : header) {
            final boolean other =
                    header.contains("action")
                            && !PlainHeader.OF_ALL.contains(name)
                            && !action.isEmpty()
                            && !PlainHeader.columnsOf(action)
                                    .contains(name.replaceFirst("\\..*", ""));
            row.add(
                    other && !chance(2)
                            ? ""
                            : name.equals("action") && !chance(3) ? action : cell(name, dashly));
        }
        if (chance(4)) {
            final int at = random.nextInt(row.size() + 1);
            if (chance(50) && at < row.size()) {
                row.remove(at);
            } else {
                row.add(at, chance(50) ? "" : "more");
            }
        }
        if (chance(3)) {
            row.add("");
        } else if (chance(1)) {
            return new ArrayList<>(header);
        }
        return row;
    }

    private String cell(final String name, final boolean dashly) {
        return switch (name) {
            case "userId", "$user_id" ->
                    chance(4) ? any(BAD_KEYS) : chance(byEmail && dashly ? 30 : 4) ? "" : any(IDS);
            case "$email" -> chance(3) ? any(BAD_KEYS) : chance(5) ? "" : any(EMAILS);
            case "deviceId" -> chance(3) ? any(BAD_KEYS) : chance(10) ? "" : any(DEVICES);
            case "newUserId" -> chance(3) ? any(BAD_KEYS) : chance(50) ? "" : any(IDS);
            case "createDisposition" ->
                    oneOf("", "CreateNever", "CreateIfNeeded", "CreateNever", "x");
            case "created", "lastActive" -> time(30);
            case "time" -> byEmail ? time(0) : time(20);
            case "event" -> chance(4) ? oneOf("", "a,b", "42") : any(EVENTS);
            case "value" -> oneOf("", "9.99", "-1", "1e3", "007.50", "free");
            case "currencyCode" -> oneOf("", "EUR", "usd", "DOL");
            case "messageId", "totalSessions", "timezoneOffsetSeconds" ->
                    oneOf("", "17", "-3600", "42", chance(20) ? "1.5" : "0");
            case "disposition" ->
                    oneOf(
                            "",
                            "active",
                            "passive",
                            chance(10) ? oneOf("idle", "requireActive") : "");
            case "country" -> oneOf("", "DE", "us", chance(20) ? "Germany" : "FR", "(detect)");
            case "city" -> oneOf("", "Rome", "0815", "(detect)");
            case "location" ->
                    oneOf("", "52.5,13.4", "-90, 180", "(detect)", chance(20) ? "91,0" : "");
            case "locationAccuracyType" -> oneOf("", "CELL", "GPS", chance(20) ? "WIFI" : "IP");
            case "devMode" -> oneOf("", "true", "False", chance(20) ? "maybe" : "");
            case "unsubscribeChannelsToAdd", "unsubscribeChannelsToRemove" ->
                    oneOf(
                            "",
                            "Email",
                            "[Email, Webhook]",
                            "[\"App Inbox\"]",
                            chance(20) ? "SMS" : "[]");
            case "unsubscribeCategoriesToAdd", "unsubscribeCategoriesToRemove" ->
                    oneOf(
                            "",
                            "10",
                            "10.0",
                            "[10, 007]",
                            "[10.00, 7.0]",
                            "[\"10\", \"a b\"]",
                            "[\"x\", null, 1.50]");
            case "userAttributes" ->
                    oneOf(
                            "",
                            "{\"a\": 1, \"o\": {\"p\": null}}",
                            "{\"email\": \"a@x.org\"}",
                            "{\"n\": \"x\"}",
                            "{\"EMAIL\": null, \"a\": [1]}",
                            chance(20) ? "x" : "{}",
                            chance(20) ? "{\"a|b\": 1}" : "");
            case "events" ->
                    oneOf(
                            "",
                            "{\"Purchase\": {\"count\": 2, \"value\": 1.5}}",
                            "{\"Purchase\": {\"countIncrement\": 1, \"firstTime\": 0}}",
                            chance(20) ? "{\"Purchase\": 1}" : "{}");
            case "userAttributeValuesToIncrement" ->
                    oneOf(
                            "",
                            "{\"n\": 2, \"o\": {\"n\": -1}}",
                            "{\"a\": \"1\"}",
                            chance(20) ? "7" : "{}");
            case "devices" ->
                    oneOf(
                            "",
                            "[{\"deviceId\": \"d1\", \"systemName\": \"iOS\"}]",
                            "[{\"deviceId\": \"d2\"}, {\"deviceId\": \"d1\", \"appVersion\": 1.0}]",
                            "{\"deviceId\": \"d2\", \"systemName\": null, \"appVersion\": \"\"}",
                            "[{\"deviceId\": \"d2\", \"appVersion\": 2}, {\"deviceId\": \"d2\", \"deviceModel\": true}]",
                            chance(20)
                                    ? oneOf(
                                            "d1",
                                            "[d1]",
                                            "{\"deviceId\": \"null\"}",
                                            "[{\"systemName\": \"iOS\"}]",
                                            "[{\"deviceId\": \"d1\", \"name\": 1}]")
                                    : "[]");
            case "params" ->
                    oneOf("", "{\"a\": [1], \"z\": null}", chance(20) ? "{\"a\": {}}" : "{}");
            default -> named(name);
        };
    }

    private String named(final String name) {
        if (name.matches("userAttributes\\.(?i:email)")) {
            return chance(20) ? value() : chance(30) ? "" : any(EMAILS);
        }
        if (name.startsWith("userAttributeValuesToIncrement.")) {
            return chance(5) ? value() : oneOf("", "1", "-2", "100", "9007199254740992");
        }
        if (name.startsWith("events.") || name.startsWith("states.")) {
            return name.endsWith("Time")
                    ? time(30)
                    : chance(4) ? value() : oneOf("", "1", "3", "-1");
        }
        return chance(20) ? "" : value();
    }

    private String time(final int absent) {
        return chance(absent) ? "" : chance(4) ? any(BAD_TIMES) : any(TIMES);
    }

    private String value() {
        final int kind = random.nextInt(200);
        if (kind == 0) {
            return any(TEXTS).repeat(1 + random.nextInt(20_000));
        }
        if (kind == 1) {
            return "nul\0";
        }
        if (kind == 2) {
            final int depth = 99 + random.nextInt(4);
            return "[".repeat(depth) + "1" + "]".repeat(depth);
        }
        if (kind == 3) {
            return "[" + "9".repeat(998 + random.nextInt(5)) + "]";
        }
        return any(kind < 90 ? SCALARS : kind < 140 ? TEXTS : STRUCTURES);
    }

    // ---- The text

    private byte[] bytes(
            final List<String> names,
            final List<List<String>> rows,
            final char delimiter,
            final boolean ofRejectedRows,
            final boolean detect) {
        final String lineEnd = any(List.of("\n", "\r\n", "\r"));
        final boolean mixed = chance(10);
        final StringBuilder text = new StringBuilder();
        if (chance(15)) {
            text.append('\uFEFF');
        }
        if (chance(3)) {
            text.append(lineEnd);
        }
        final List<String> header = new ArrayList<>(names);
        if (ofRejectedRows) {
            header.addAll(List.of("line", "column", "error"));
        }
        append(text, header, delimiter, true);
        for (final List<String> row : rows) {
            text.append(mixed ? any(List.of("\n", "\r\n", "\r")) : lineEnd);
            if (chance(2)) {
                append(text, Collections.nCopies(1 + random.nextInt(4), ""), delimiter, true);
                text.append(lineEnd);
            }
            if (chance(3)) {
                text.append(delimiter == ' ' ? "" : "  ").append(lineEnd);
            }
            final List<String> cells = new ArrayList<>(row);
            if (ofRejectedRows && cells.size() >= names.size()) {
                cells.addAll(names.size(), List.of("7", "", "an error"));
            }
            append(text, cells, delimiter, false);
        }
        if (chance(80)) {
            text.append(lineEnd);
        }
        if (chance(2)) {
            return text.substring(0, random.nextInt(text.length()))
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (!detect && chance(6)) {
            mutate(text);
        }
        return torn(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void append(
            final StringBuilder text,
            final List<String> cells,
            final char delimiter,
            final boolean header) {
        final boolean allQuoted = chance(10);
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                text.append(delimiter);
            }
            final String cell = cells.get(i);
            final boolean foreign = header && cell.matches("(?s).*[,;|\\t].*");
            final boolean needed =
                    cell.indexOf(delimiter) >= 0
                            || cell.matches("(?s).*[\r\n].*")
                            || cell.startsWith("\"")
                            || foreign;
            final String padding = delimiter != ' ' && chance(3) ? any(List.of(" ", "  ")) : "";
            text.append(padding);
            if (needed || allQuoted || chance(cell.isEmpty() ? 3 : 10)) {
                text.append('"').append(cell.replace("\"", "\"\"")).append('"');
            } else if (!header && chance(1)) {
                text.append(any(List.of("\\N", "=\"0815\"", "=\"\"", "=1+1")));
            } else {
                text.append(cell);
            }
            text.append(padding);
        }
    }

    /** A few characters that are somewhere else than they should be. */
    private void mutate(final StringBuilder text) {
        final int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            final int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 ->
                        text.insert(at, any(List.of("\"", ",", "\n", "\r", "[", "}", "\t", "\0")));
                default -> text.setCharAt(at, any(List.of('"', ';', ' ', ']', '{', '-', '0')));
            }
        }
    }

    private byte[] torn(final byte[] bytes) {
        if (bytes.length == 0 || !chance(5)) {
            return bytes;
        }
        final ByteArrayOutputStream torn = new ByteArrayOutputStream();
        final int at = chance(50) ? bytes.length : random.nextInt(bytes.length);
        torn.write(bytes, 0, at);
        torn.writeBytes(
                any(
                        List.of(
                                new byte[] {(byte) 0xF0, (byte) 0x9F},
                                new byte[] {(byte) 0xFF},
                                new byte[] {(byte) 0xC3},
                                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})));
        torn.write(bytes, at, bytes.length - at);
        return torn.toByteArray();
    }
}
