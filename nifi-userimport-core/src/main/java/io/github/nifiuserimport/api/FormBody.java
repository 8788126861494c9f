// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Reads {@code application/x-www-form-urlencoded}, a query string or a body. The field that carries
 * a file is decoded as it is read, whatever its size; memory holds the arguments only.
 */
public final class FormBody {

    private static final int END = -1;

    private final InputStream input;
    private final Optional<String> uploadField;
    private final OutputStream upload;
    private final RequestArguments arguments;
    private int files;

    private FormBody(
            final InputStream input,
            final Optional<String> uploadField,
            final OutputStream upload,
            final RequestArguments arguments) {
        this.input = new BufferedInputStream(input);
        this.uploadField = uploadField;
        this.upload = upload;
        this.arguments = arguments;
    }

    /**
     * Reads a form to its end.
     *
     * @param uploadField the field that carries a file
     * @param upload where the first such file goes
     * @param arguments takes all other fields
     * @return how many files there were
     * @throws RequestFault when it is no form, or too much of one
     */
    public static int read(
            final InputStream input,
            final Optional<String> uploadField,
            final OutputStream upload,
            final RequestArguments arguments)
            throws IOException, RequestFault {
        final FormBody form = new FormBody(input, uploadField, upload, arguments);
        boolean more = true;
        while (more) {
            more = form.field();
        }
        return form.files;
    }

    /** Whether another may follow. */
    private boolean field() throws IOException, RequestFault {
        final ByteArrayOutputStream name = new ByteArrayOutputStream();
        int end = decode(name, '=', RequestArguments.MAX_NAME_BYTES, "");
        final byte[] nameBytes = name.toByteArray();
        if (end != '=') {
            if (nameBytes.length > 0) {
                arguments.add(nameBytes, new byte[0]);
            }
            return end != END;
        }
        final String text = RequestArguments.text(nameBytes, "the name of an argument");
        if (uploadField.filter(text::equals).isPresent()) {
            files++;
            end =
                    decode(
                            files == 1 ? upload : OutputStream.nullOutputStream(),
                            '&',
                            Long.MAX_VALUE,
                            text);
        } else {
            final ByteArrayOutputStream value = new ByteArrayOutputStream();
            end = decode(value, '&', RequestArguments.MAX_VALUE_BYTES, text);
            arguments.add(nameBytes, value.toByteArray());
        }
        return end != END;
    }

    /** Decodes up to a field's or a name's end, and tells which it was. */
    private int decode(
            final OutputStream output, final char end, final long most, final String name)
            throws IOException, RequestFault {
        long bytes = 0;
        for (int next = input.read(); ; next = input.read()) {
            if (next == END || next == '&' || next == end) {
                return next;
            }
            if (++bytes > most) {
                throw name.isEmpty()
                        ? RequestArguments.nameTooLong()
                        : RequestArguments.valueTooLong(name);
            }
            output.write(
                    switch (next) {
                        case '+' -> ' ';
                        case '%' -> digit() << 4 | digit();
                        default -> next;
                    });
        }
    }

    private int digit() throws IOException, RequestFault {
        final int digit = Character.digit(input.read(), 16);
        if (digit < 0) {
            throw new RequestFault(
                    "the form has a % that two hexadecimal digits do not follow; encode it:"
                            + " curl --data-urlencode");
        }
        return digit;
    }
}
