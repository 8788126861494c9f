// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.text.Text;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Refuses rows with a value over a limit. */
final class LimitedRows implements RowMapper {

    private static final BigInteger LARGEST = BigInteger.TWO.pow(53);

    /**
     * A whole number with more digits than the reader takes for one. Where numbers are limited it
     * is one all the same: the limit's other side would read it so, and lose digits.
     */
    private static final Pattern LONG_NUMBER = Pattern.compile("-?[1-9][0-9]{15,}");

    private final RowMapper rows;
    private final Limits limits;
    private final Set<String> texts;

    private LimitedRows(final RowMapper rows, final Limits limits, final Set<String> texts) {
        this.rows = rows;
        this.limits = limits;
        this.texts = texts;
    }

    /**
     * The rows themselves where no value is limited.
     *
     * @param texts names of columns whose digits are no number: keys
     */
    static RowMapper of(final RowMapper rows, final Limits limits, final Set<String> texts) {
        return limits.stringLength() == Limits.NO_LIMIT
                        && limits.listItems() == Limits.NO_LIMIT
                        && !limits.safeIntegers()
                ? rows
                : new LimitedRows(rows, limits, texts);
    }

    @Override
    public Optional<Action> action() {
        return rows.action();
    }

    @Override
    public RowCommand map(final Map<String, Object> values) throws RowFault {
        RowCommand command = null;
        RowFault faults = null;
        try {
            command = rows.map(values);
        } catch (final RowFault fault) {
            faults = fault;
        }
        for (final Map.Entry<String, Object> entry : values.entrySet()) {
            try {
                check(entry.getKey(), entry.getValue());
            } catch (final RowFault fault) {
                faults = RowFault.and(faults, fault);
            }
        }
        if (faults != null) {
            throw faults;
        }
        return command;
    }

    @Override
    public RowWarning word(final Finding finding) {
        return rows.word(finding);
    }

    private void check(final String column, final Object value) throws RowFault {
        switch (value) {
            case String text -> checkText(column, text);
            case Long number -> checkNumber(column, BigInteger.valueOf(number));
            case BigInteger number -> checkNumber(column, number);
            case List<?> list -> {
                if (list.size() > limits.listItems()) {
                    throw fault(
                            column,
                            "has %,d items; a list may have at most %,d",
                            list.size(),
                            limits.listItems());
                }
                for (final Object item : list) {
                    check(column, item);
                }
            }
            case Map<?, ?> object -> {
                for (final Map.Entry<?, ?> field : object.entrySet()) {
                    check(column + '.' + field.getKey(), field.getValue());
                }
            }
            case null, default -> {
                // Booleans and decimals have no limit.
            }
        }
    }

    private void checkText(final String column, final String text) throws RowFault {
        if (text.length() > limits.stringLength()) {
            final int length = text.codePointCount(0, text.length());
            if (length > limits.stringLength()) {
                throw fault(
                        column,
                        "has %,d characters; a text may have at most %,d",
                        length,
                        limits.stringLength());
            }
        }
        if (limits.safeIntegers()
                && !texts.contains(column)
                && LONG_NUMBER.matcher(text).matches()) {
            checkNumber(column, new BigInteger(text));
        }
    }

    private void checkNumber(final String column, final BigInteger number) throws RowFault {
        if (limits.safeIntegers() && number.abs().compareTo(LARGEST) > 0) {
            throw fault(
                    column,
                    "is the whole number %s; one is at least -%,d and at most %,d",
                    CellText.shortened(number.toString()),
                    LARGEST,
                    LARGEST);
        }
    }

    private static RowFault fault(
            final String column, final String pattern, final Object... arguments) {
        return new RowFault(column, Text.format(pattern, arguments));
    }
}
