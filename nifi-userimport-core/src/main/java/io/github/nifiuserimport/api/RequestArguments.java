// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import io.github.nifiuserimport.text.Text;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gathers a request's arguments from wherever they stand in it. They are kept in memory, so their
 * number and size are limited.
 */
public final class RequestArguments {

    /** How many arguments a request may have. */
    public static final int MAX_ARGUMENTS = 100;

    /** How many bytes an argument's name may have. */
    public static final int MAX_NAME_BYTES = 200;

    /** How many bytes an argument's value may have. */
    public static final int MAX_VALUE_BYTES = 20_000;

    private final Map<String, String> arguments = new LinkedHashMap<>();

    /**
     * Adds an argument. One that is there already may come again, from another place of the
     * request, with the same value.
     *
     * @throws RequestFault when it has no name, contradicts an earlier one, or is one too many
     */
    public void add(final String name, final String value) throws RequestFault {
        if (name.isEmpty()) {
            throw new RequestFault("a field of the request has no name; name each of them");
        }
        if (name.length() > MAX_NAME_BYTES) {
            throw nameTooLong();
        }
        if (value.length() > MAX_VALUE_BYTES) {
            throw valueTooLong(name);
        }
        final String earlier = arguments.putIfAbsent(name, value);
        if (earlier != null && !earlier.equals(value)) {
            // Two keys or two apps: which was checked, and which is used, must never differ.
            throw new RequestFault(
                    Quoted.of(name) + " is given twice with different values; give it once");
        }
        if (arguments.size() > MAX_ARGUMENTS) {
            throw new RequestFault("the request has more than " + MAX_ARGUMENTS + " arguments");
        }
    }

    /** Adds an argument that is still bytes. */
    public void add(final byte[] name, final byte[] value) throws RequestFault {
        final String text = text(name, "the name of an argument");
        add(text, text(value, Quoted.of(text)));
    }

    /** The arguments, in the order they came. */
    public Map<String, String> all() {
        return Collections.unmodifiableMap(arguments);
    }

    static RequestFault nameTooLong() {
        return new RequestFault(
                "the name of an argument has more than "
                        + MAX_NAME_BYTES
                        + " bytes; a file is sent as a field of a form: curl -F file=@users.csv");
    }

    static RequestFault valueTooLong(final String name) {
        return new RequestFault(
                Text.format("%s has more than %,d bytes", Quoted.of(name), MAX_VALUE_BYTES));
    }

    static String text(final byte[] bytes, final String what) throws RequestFault {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (final CharacterCodingException notUtf8) {
            throw new RequestFault(what + " is not UTF-8");
        }
    }
}
