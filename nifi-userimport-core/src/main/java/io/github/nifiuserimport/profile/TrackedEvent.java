// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/**
 * An event of a user (Leanplum's {@code track}).
 *
 * @param name {@code Purchase} is monetisation; empty, with a message id, is the Send or View of
 *     that message
 * @param time when it happened; null: when the row is applied
 * @param value such as the price, or null
 * @param currencyCode ISO 4217, of the value, or null
 * @param info or null
 * @param messageId or null
 * @param parameters flat, values as in {@link AttributeChange}
 * @param active whether it moves the user's last activity forward, or is passive
 */
public record TrackedEvent(
        String name,
        Instant time,
        BigDecimal value,
        String currencyCode,
        String info,
        Long messageId,
        Map<String, Object> parameters,
        boolean active) {

    /** The same, at that time. */
    public TrackedEvent at(final Instant other) {
        return new TrackedEvent(
                name, other, value, currencyCode, info, messageId, parameters, active);
    }
}
