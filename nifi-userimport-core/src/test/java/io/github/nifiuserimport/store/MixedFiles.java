// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.layout.Layout;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.util.Random;

/** Files of every kind of change of few users, so that imports side by side meet often. */
final class MixedFiles {

    /** How many users are named; there are some more who are known by their devices. */
    static final int USERS = 40;

    static final Layout LAYOUT = Layouts.of(LayoutSettings.DEFAULTS);

    private static final int DEVICES = 25;
    private static final int ROWS = 50;

    private final Random random;
    private int files;

    MixedFiles(final long seed) {
        random = new Random(seed);
    }

    /** The next file. */
    String next() {
        files++;
        return switch (random.nextInt(12)) {
            case 0, 1 -> file("userId,userAttributes.a,userAttributes.b", this::attributes);
            case 2, 3 ->
                    file(
                            "userId,userAttributeValuesToIncrement.n,userAttributeValuesToAdd.set",
                            this::additions);
            case 4, 5 -> file("deviceId,userId,systemName,appVersion", this::device);
            case 6 -> file("userId,event,time,disposition", this::event);
            case 7 -> file("deviceId,newUserId,userAttributes.c", this::becomesAnother);
            case 8 -> becomeOthers();
            case 9 -> file("email,unsubscribeChannelsToAdd", this::unsubscribed);
            case 10 -> file("userId,userAttributes.email", this::address);
            default -> newUsers();
        };
    }

    /** A row. */
    private interface Row {
        String next();
    }

    private String file(final String header, final Row row) {
        final StringBuilder file = new StringBuilder(header).append('\n');
        for (int at = 0; at < ROWS; at++) {
            file.append(row.next()).append('\n');
        }
        return file.toString();
    }

    private String user() {
        return "u" + random.nextInt(USERS);
    }

    private String attributes() {
        return Text.format(
                "%s,%d,\"{\"\"x\"\": %d}\"", user(), random.nextInt(3), random.nextInt());
    }

    private String additions() {
        return Text.format("%s,%d,[%d]", user(), random.nextInt(5), random.nextInt(5));
    }

    private String device() {
        return Text.format("d%d,%s,iOS,%d", random.nextInt(DEVICES), user(), random.nextInt(3));
    }

    private String event() {
        return Text.format("%s,Visit,%d,passive", user(), 1_700_000_000 + random.nextInt(1_000));
    }

    /** A user of a device alone is made, or becomes the one named. */
    private String becomesAnother() {
        return Text.format(
                "d%d,%s,%d",
                random.nextInt(DEVICES), random.nextInt(3) == 0 ? "" : user(), random.nextInt(3));
    }

    /** Users of devices alone, and in batches behind theirs, who they are. */
    private String becomeOthers() {
        final StringBuilder file = new StringBuilder("deviceId,newUserId\n");
        final int first = random.nextInt();
        for (int at = 0; at < ROWS; at++) {
            file.append(Text.format("lone-%d-%d,%n", first, at));
        }
        for (int at = 0; at < ROWS; at++) {
            file.append(Text.format("lone-%d-%d,%s%n", first, at, user()));
        }
        return file.toString();
    }

    private String unsubscribed() {
        return Text.format("U%d@example.com,Email", random.nextInt(USERS));
    }

    private String address() {
        return Text.format("%s,u%d@example.com", user(), random.nextInt(USERS));
    }

    private String newUsers() {
        final StringBuilder file = new StringBuilder("userId,userAttributes.a\n");
        final int first = random.nextInt();
        for (int at = 0; at < 2 * ROWS; at++) {
            file.append(Text.format("new-%d-%d-%d,%d%n", files, first, at, at));
        }
        return file.toString();
    }
}
