// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads {@code application/x-www-form-urlencoded}, a query string or a body. The field that carries
 * a file is decoded as it is read, whatever its size; memory holds the arguments only.
 */
public final class FormBody implements RequestBody {

    /** How much of a file is decoded before it is handed on. */
    private static final int BUFFER = 8192;

    private final Optional<String> uploadField;
    private final FileSink upload;
    private final RequestArguments arguments;

    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private final ByteBuffer file = ByteBuffer.allocate(BUFFER);
    private Place place = Place.NAME;
    private String argument = "";

    /** How many digits of a {@code %} are still to come, and those that came. */
    private int digits;

    private int decoded;

    private enum Place {
        NAME,
        VALUE,
        FILE
    }

    /**
     * @param uploadField the field that carries a file; nothing where none does
     * @param upload where such a file goes
     * @param arguments takes all other fields
     */
    public FormBody(
            final Optional<String> uploadField,
            final FileSink upload,
            final RequestArguments arguments) {
        this.uploadField = uploadField;
        this.upload = upload;
        this.arguments = arguments;
    }

    /**
     * Reads the query of an address.
     *
     * @param query as in the request's first line, not decoded; null for none
     */
    public static void readQuery(final String query, final RequestArguments arguments)
            throws RequestFault {
        if (query == null) {
            return;
        }
        try {
            final FormBody form = new FormBody(Optional.empty(), null, arguments);
            form.add(ByteBuffer.wrap(query.getBytes(StandardCharsets.UTF_8)));
            form.end();
        } catch (final IOException fromMemory) {
            throw new IllegalStateException(fromMemory);
        }
    }

    @Override
    public void add(final ByteBuffer bytes) throws IOException, RequestFault {
        while (bytes.hasRemaining()) {
            add(bytes.get());
        }
        flush();
    }

    @Override
    public void end() throws IOException, RequestFault {
        if (digits > 0) {
            throw noDigits();
        }
        endField();
    }

    private void add(final byte next) throws IOException, RequestFault {
        if (digits > 0) {
            final int digit = Character.digit(next, 16);
            if (digit < 0) {
                throw noDigits();
            }
            decoded = decoded << 4 | digit;
            if (--digits == 0) {
                put((byte) decoded);
            }
            return;
        }
        switch (next) {
            case '&' -> endField();
            case '=' -> {
                if (place == Place.NAME) {
                    endName();
                } else {
                    put(next);
                }
            }
            case '+' -> put((byte) ' ');
            case '%' -> {
                digits = 2;
                decoded = 0;
            }
            default -> put(next);
        }
    }

    private void put(final byte next) throws IOException, RequestFault {
        switch (place) {
            case NAME -> {
                if (name.size() == RequestArguments.MAX_NAME_BYTES) {
                    throw RequestArguments.nameTooLong();
                }
                name.write(next);
            }
            case VALUE -> {
                if (value.size() == RequestArguments.MAX_VALUE_BYTES) {
                    throw RequestArguments.valueTooLong(argument);
                }
                value.write(next);
            }
            case FILE -> {
                if (!file.hasRemaining()) {
                    flush();
                }
                file.put(next);
            }
        }
    }

    private void endName() throws IOException, RequestFault {
        argument = RequestArguments.text(name.toByteArray(), "the name of an argument");
        if (uploadField.filter(argument::equals).isPresent()) {
            place = Place.FILE;
            upload.begin(null);
        } else {
            place = Place.VALUE;
        }
    }

    private void endField() throws IOException, RequestFault {
        if (place == Place.FILE) {
            flush();
        } else if (place == Place.VALUE || name.size() > 0) {
            arguments.add(name.toByteArray(), value.toByteArray());
        }
        place = Place.NAME;
        name.reset();
        value.reset();
    }

    private void flush() throws IOException, RequestFault {
        if (file.position() > 0) {
            upload.write(file.flip());
            file.clear();
        }
    }

    private static RequestFault noDigits() {
        return new RequestFault(
                "the form has a % that two hexadecimal digits do not follow; encode it:"
                        + " curl --data-urlencode");
    }
}
