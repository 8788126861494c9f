// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A file that tells of each user several times, in passes over all users: a row that is applied
 * twice, left out, or applied before an earlier one shows in what is stored then.
 */
final class CrashFile {

    /** Rows that are applied in one transaction, as the templates have it. */
    static final int BATCH = 2000;

    /** A whole number of batches: the users of each batch follow one another. */
    static final int USERS = 2 * BATCH;

    private static final List<String> COLUMNS =
            List.of(
                    "userId",
                    "action",
                    "createDisposition",
                    "deviceId",
                    "created",
                    "newUserId",
                    "userAttributes.email",
                    "userAttributes.row",
                    "userAttributes.visits",
                    "userAttributes.address.city",
                    "userAttributeValuesToAdd.interests",
                    "userAttributeValuesToRemove.interests",
                    "userAttributeValuesToIncrement.visits",
                    "events.Purchase.countIncrement",
                    "events.Purchase.valueIncrement",
                    "states.Premium.countIncrement",
                    "unsubscribeChannelsToAdd",
                    "unsubscribeChannelsToRemove",
                    "unsubscribeCategoriesToAdd",
                    "appVersion",
                    "iosPushToken",
                    "event",
                    "value",
                    "currencyCode",
                    "time",
                    "params.sku");

    /** What the rows of a pass do. */
    private enum Pass {
        /** Tells of users of whom no other row does: batches of these are written at once. */
        NEW_USERS {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                VALUES.fill(row, user, number);
                row.put("userId", "new-" + number);
            }
        },
        /** Tells of users who are behind all others in order of their ids, too. */
        LAST_USERS {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                VALUES.fill(row, user, number);
                row.put("userId", "z-" + number);
            }
        },
        /** Sets values, which one statement does for a batch where none is of unknown users. */
        VALUES {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                row.put("action", "setUserAttributes");
                row.put("created", Integer.toString(1_483_228_800 + user));
                row.put("userAttributes.email", "u" + user + "@example.com");
                row.put("userAttributes.row", Integer.toString(number));
                row.put("userAttributes.address.city", "City " + number % 77);
                if (user % 100 == 3) {
                    // Nothing that can be added to: a warning of each later row.
                    row.put("userAttributes.visits", "many");
                }
            }
        },
        /** Adds to what is there, and takes from it. */
        INCREMENTS {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                row.put("action", "setUserAttributes");
                row.put("userAttributeValuesToIncrement.visits", Integer.toString(1 + number % 5));
                row.put("events.Purchase.countIncrement", "1");
                row.put("events.Purchase.valueIncrement", "9.99");
                row.put("states.Premium.countIncrement", "2");
                row.put("userAttributeValuesToAdd.interests", "[chess, i" + number % 11 + "]");
                row.put("userAttributeValuesToRemove.interests", "i" + number % 7);
                row.put(
                        number % 3 == 0
                                ? "unsubscribeChannelsToAdd"
                                : "unsubscribeChannelsToRemove",
                        "Email");
                row.put("unsubscribeCategoriesToAdd", Integer.toString(number % 13));
            }
        },
        /** Tracks events, each a row of its own in the store. */
        EVENTS {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                row.put("action", "track");
                row.put("event", number % 2 == 0 ? "Purchase" : "Opened the App");
                row.put("value", number % 2 == 0 ? number % 100 + ".50" : "");
                row.put("currencyCode", number % 2 == 0 ? "EUR" : "");
                row.put("time", Integer.toString(1_735_689_600 + number));
                row.put("params.sku", "SKU-" + number % 19);
            }
        },
        /** Names devices. */
        DEVICES {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                row.put("action", "setDeviceAttributes");
                row.put("deviceId", "device-" + user % (USERS / 2));
                row.put("appVersion", "4." + number);
                row.put("iosPushToken", "token-" + number);
            }
        },
        /** Gives some users another id, so that later rows make a new user under the old one. */
        NEW_IDS {
            @Override
            public void fill(final Map<String, String> row, final int user, final int number) {
                INCREMENTS.fill(row, user, number);
                if (user % 50 == 9) {
                    row.put("newUserId", "renamed-" + user);
                }
            }
        };

        abstract void fill(Map<String, String> row, int user, int number);
    }

    private final List<Pass> passes;
    private final String text;

    private CrashFile(final List<Pass> passes) {
        this.passes = passes;
        text = lines();
    }

    /** Everything that a row can do. */
    static CrashFile ofAllKinds() {
        return new CrashFile(
                List.of(
                        Pass.NEW_USERS,
                        Pass.NEW_USERS,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.EVENTS,
                        Pass.DEVICES,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.NEW_IDS,
                        Pass.EVENTS,
                        Pass.INCREMENTS));
    }

    /** What can be split by users: nothing that two of them have in common. */
    static CrashFile ofSeparateUsers() {
        return new CrashFile(
                List.of(
                        Pass.NEW_USERS,
                        Pass.NEW_USERS,
                        Pass.NEW_USERS,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.EVENTS,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.EVENTS,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.EVENTS,
                        Pass.INCREMENTS));
    }

    /** The same in such an order that the last rows are the last ones of the sorted file, too. */
    static CrashFile ofUsersToSort() {
        return new CrashFile(
                List.of(
                        Pass.NEW_USERS,
                        Pass.NEW_USERS,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.EVENTS,
                        Pass.VALUES,
                        Pass.INCREMENTS,
                        Pass.EVENTS,
                        Pass.LAST_USERS,
                        Pass.LAST_USERS));
    }

    /** Users of whom {@link #toUndo} tells otherwise. */
    static CrashFile ofUsers() {
        return new CrashFile(List.of(Pass.VALUES, Pass.INCREMENTS, Pass.DEVICES));
    }

    /** Something of everything that can be taken back. */
    static CrashFile toUndo() {
        return new CrashFile(
                List.of(Pass.NEW_USERS, Pass.VALUES, Pass.NEW_IDS, Pass.DEVICES, Pass.EVENTS));
    }

    String text() {
        return text;
    }

    private String lines() {
        final StringBuilder lines = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (int number = 0; number < rows(); number++) {
            final Map<String, String> row = row(number);
            lines.append(
                            COLUMNS.stream()
                                    .map(column -> cell(row.getOrDefault(column, "")))
                                    .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return lines.toString();
    }

    boolean hasDevices() {
        return passes.contains(Pass.DEVICES);
    }

    int rows() {
        return passes.size() * USERS;
    }

    /** From when on none of the rows that are left is rejected, nor any beside them in parts. */
    int rowsBeforeCleanEnd() {
        return rows() - USERS;
    }

    /** The first row from which on all users are there, but some that were given another id. */
    int firstRowOfKnownUsers() {
        return USERS * (1 + passes.indexOf(Pass.VALUES));
    }

    /** The ids in the rows of a batch, in their order in the store, too. */
    static List<String> usersOfBatch(final long batch) {
        final long first = batch * BATCH % USERS;
        return LongStream.range(first, first + BATCH).mapToObj(user -> id((int) user)).toList();
    }

    private Map<String, String> row(final int number) {
        final int user = number % USERS;
        final Map<String, String> row = new TreeMap<>();
        row.put("userId", id(user));
        passes.get(number / USERS).fill(row, user, number);
        if (!hasDevices()) {
            // It would be taken back for an address, which several users may have.
            row.remove("unsubscribeChannelsToRemove");
        }
        if (number < rows() - 2 * USERS) {
            spoil(row, user, number, passes.get(number / USERS));
        }
        return row;
    }

    /** Some rows are rejected, and some skipped. */
    private static void spoil(
            final Map<String, String> row, final int user, final int number, final Pass pass) {
        if (number % 61 == 7) {
            row.put(row.get("action").equals("track") ? "time" : "created", "never, \"ever\"");
        }
        if (number % 211 == 11 && pass != Pass.NEW_USERS) {
            row.put("userId", "nobody-" + user);
            row.put("createDisposition", "CreateNever");
        }
    }

    private static String id(final int user) {
        return Text.format("user-%05d", user);
    }

    private static String cell(final String value) {
        return value.contains(",") ? '"' + value.replace("\"", "\"\"") + '"' : value;
    }
}
