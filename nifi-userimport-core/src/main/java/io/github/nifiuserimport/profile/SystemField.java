// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Fields of a profile that Leanplum defines itself, beside the customer's attributes. */
public enum SystemField {
    TOTAL_SESSIONS("totalSessions", Type.INTEGER),
    TIME_SPENT_IN_APP("timeSpentInApp", Type.NUMBER),
    TIMEZONE_OFFSET_SECONDS("timezoneOffsetSeconds", Type.INTEGER),
    LOCALE("locale", Type.TEXT),
    COUNTRY("country", Type.COUNTRY),
    REGION("region", Type.TEXT),
    CITY("city", Type.TEXT),
    LOCATION("location", Type.LOCATION),
    LOCATION_ACCURACY_TYPE("locationAccuracyType", Type.LOCATION_ACCURACY),
    TIMEZONE("timezone", Type.TEXT),
    DEV_MODE("devMode", Type.BOOLEAN);

    /** How a field's text is checked and kept. */
    public enum Type {
        INTEGER,
        /** With decimals or without. */
        NUMBER,
        TEXT,
        BOOLEAN,
        /** ISO 3166-1 alpha-2. */
        COUNTRY,
        /** {@code lat,lon} in degrees. */
        LOCATION,
        /** {@code IP}, {@code CELL} or {@code GPS}. */
        LOCATION_ACCURACY
    }

    private static final Map<String, SystemField> BY_NAME =
            Arrays.stream(values())
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    SystemField::apiName, Function.identity()));

    private final String apiName;
    private final Type type;

    SystemField(final String apiName, final Type type) {
        this.apiName = apiName;
        this.type = type;
    }

    /** The column's name, and the key under which the profile keeps it. */
    public String apiName() {
        return apiName;
    }

    public Type type() {
        return type;
    }

    /** The field of that column name. */
    public static Optional<SystemField> named(final String apiName) {
        return Optional.ofNullable(BY_NAME.get(apiName));
    }
}
