// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.users;

import io.github.nifiuserimport.text.Text;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.LongStream;

/** Made-up users, the same ones every time: a key, six attributes, and an address of two fields. */
public final class Users {

    /** As our flow has the columns. */
    public static final String NESTED_HEADER =
            "userId,userAttributes.age,userAttributes.gender,userAttributes.plan,"
                    + "userAttributes.balance,userAttributes.subscribed,userAttributes.since,"
                    + "userAttributes.address.city,userAttributes.address.street";

    /** As a flat table has them. */
    public static final String FLAT_HEADER =
            "user_id,age,gender,plan,balance,subscribed,since,address_city,address_street";

    private static final String[] GENDERS = {"female", "male", "other"};
    private static final String[] PLANS = {"free", "basic", "pro", "team", "enterprise"};
    private static final String[] CITIES = {
        "Amsterdam", "Berlin", "Chicago", "Dublin", "Edinburgh", "Kraków", "Lisbon", "Zürich"
    };
    private static final String[] STREETS = {
        "Main Street", "Station Road", "Mill Lane", "Park Row"
    };
    private static final LocalDate FIRST_DAY = LocalDate.of(2015, 1, 1);
    private static final int DAYS = 4000;

    private static final int KEY_BITS = 40;

    private Users() {}

    /** The key of a user: in no order, as keys in files are. */
    public static String key(final long user) {
        return Text.format("u%010x", keyNumber(user));
    }

    /** The number of {@link #KEY_BITS} bits in a key, by which keys are in order. */
    private static long keyNumber(final long user) {
        // Knuth's multiplication by the golden ratio: scattered, and no two alike.
        return (user * 0x9E3779B97F4A7C15L) >>> (Long.SIZE - KEY_BITS);
    }

    /** Which of several parts a user's rows are in: each has one range of keys. */
    public static int part(final long user, final int parts) {
        return (int) (keyNumber(user) * parts >>> KEY_BITS);
    }

    /** So many users in order of their keys. */
    static long[] inOrderOfKeys(final int users) {
        return LongStream.range(0, users)
                .boxed()
                .sorted(Comparator.comparingLong(Users::keyNumber))
                .mapToLong(Long::longValue)
                .toArray();
    }

    /** The balance in cents. */
    static long cents(final long user, final Snapshot snapshot) {
        return user * 7919 % 100_000 + snapshot.extraCents(user);
    }

    /** The cents of so many users: what a database has to hold after an import. */
    public static long totalCents(final int users, final Snapshot snapshot) {
        long total = 0;
        for (long user = 0; user < users; user++) {
            total += cents(user, snapshot);
        }
        return total;
    }

    /** Appends a line of CSV. */
    static void csv(final StringBuilder to, final long user, final Snapshot snapshot) {
        to.append(key(user)).append(',').append(18 + user % 70).append(',');
        to.append(GENDERS[(int) (user % GENDERS.length)]).append(',');
        to.append(PLANS[(int) (user / 3 % PLANS.length)]).append(',');
        balance(to, user, snapshot);
        to.append(',').append(user % 4 != 0).append(',').append(since(user)).append(',');
        to.append(city(user)).append(',').append(street(user)).append('\n');
    }

    /** Appends a line as COPY takes it: key, attributes and app. */
    static void copyLine(final StringBuilder to, final long user, final Snapshot snapshot) {
        to.append(key(user)).append("\t{\"age\":").append(18 + user % 70);
        to.append(",\"gender\":\"").append(GENDERS[(int) (user % GENDERS.length)]);
        to.append("\",\"plan\":\"").append(PLANS[(int) (user / 3 % PLANS.length)]);
        to.append("\",\"balance\":");
        balance(to, user, snapshot);
        to.append(",\"subscribed\":").append(user % 4 != 0);
        to.append(",\"since\":\"").append(since(user));
        to.append("\",\"address\":{\"city\":\"").append(city(user));
        to.append("\",\"street\":\"").append(street(user)).append("\"}}\tdefault\n");
    }

    private static void balance(final StringBuilder to, final long user, final Snapshot snapshot) {
        final long cents = cents(user, snapshot);
        to.append(cents / 100).append('.').append(cents / 10 % 10).append(cents % 10);
    }

    private static LocalDate since(final long user) {
        return FIRST_DAY.plusDays(user * 31 % DAYS);
    }

    private static String city(final long user) {
        return CITIES[(int) (user / 5 % CITIES.length)];
    }

    private static String street(final long user) {
        return STREETS[(int) (user / 2 % STREETS.length)] + ' ' + (1 + user % 199);
    }
}
