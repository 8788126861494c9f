// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.profile;

/**
 * What a field of a user was, and what it is afterwards.
 *
 * @param field its name, see {@link FieldDifferences}
 * @param before the value: String, Long, BigInteger, BigDecimal, Boolean, List or Map; null when
 *     there was none
 * @param after likewise
 */
public record FieldChange(String field, Object before, Object after) {

    /** The id by which the customer knows the user; a user who is made has none before. */
    public static final String USER_ID = "userId";

    /** Of a user who stays when two become one: whom it has taken in. It has no value before. */
    public static final String MERGED = "merged";

    /** Of a user who is gone then: who it has become. It has no value before. */
    public static final String MERGED_INTO = "mergedInto";

    /** In front of the name of an attribute. */
    public static final String ATTRIBUTES = "attributes.";

    /** In front of the id of a device that the user was seen on; its value has its attributes. */
    public static final String DEVICES = "devices.";

    /** An event that is tracked: it has no value before. */
    public static final String EVENT = "event";

    /** The name under which such changes are counted together: devices have ids, not names. */
    public String counted() {
        return field.startsWith(DEVICES) ? "devices" : field;
    }
}
