// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.rest;

/**
 * A parameter of a context.
 *
 * @param name as {@code #{name}} has it
 * @param value may be null: no value
 * @param sensitive whether the value is kept encrypted and never shown
 * @param description for people; null leaves the present one
 */
public record Parameter(String name, String value, boolean sensitive, String description) {

    public static Parameter of(final String name, final String value) {
        return new Parameter(name, value, false, null);
    }

    public static Parameter sensitive(final String name, final String value) {
        return new Parameter(name, value, true, null);
    }

    public Parameter describedAs(final String text) {
        return new Parameter(name, value, sensitive, text);
    }
}
