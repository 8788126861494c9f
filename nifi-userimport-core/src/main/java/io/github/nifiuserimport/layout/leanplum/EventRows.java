// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.Faults;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.StorableValue;
import io.github.nifiuserimport.layout.TimeText;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.TrackedEvent;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.text.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of Leanplum's {@code track}. */
final class EventRows {

    private static final String REQUIRE_ACTIVE = "requireActive";

    private final int maxParameters;
    private final boolean checkNames;
    private final Set<String> uncheckedNames;

    /**
     * @param checkNames whether the events' names must follow Leanplum's rules
     * @param uncheckedNames groups whose names the header has not shown, and rows are to check
     */
    EventRows(final int maxParameters, final boolean checkNames, final Set<String> uncheckedNames) {
        this.maxParameters = maxParameters;
        this.checkNames = checkNames;
        this.uncheckedNames = uncheckedNames;
    }

    RowCommand map(
            final Map<String, Object> values,
            final RowIdentity identity,
            final CreateDisposition createDisposition)
            throws RowFault {
        final Faults faults = new Faults();
        final TrackedEvent event = faults.of(() -> event(values));
        final Map<String, AttributeChange> system = faults.of(() -> SystemFields.devMode(values));
        faults.throwIfAny();
        final RowCommand command =
                new RowCommand(
                        identity.key(),
                        createDisposition,
                        UserChange.builder().system(system).build(),
                        identity.device(Map.of()),
                        event,
                        null,
                        List.of());
        return REQUIRE_ACTIVE.equals(values.get(LeanplumColumns.DISPOSITION))
                ? command.skipped(
                        new RowWarning(
                                LeanplumColumns.DISPOSITION,
                                "requireActive is for events within a session, and an import has"
                                        + " none; request skipped."))
                : command;
    }

    private TrackedEvent event(final Map<String, Object> values) throws RowFault {
        final Faults faults = new Faults();
        final TrackedEvent event =
                new TrackedEvent(
                        faults.of(() -> name(values)),
                        given(faults, values, LeanplumColumns.TIME, TimeText::parse),
                        given(faults, values, LeanplumColumns.VALUE, CellText::decimal),
                        given(faults, values, LeanplumColumns.CURRENCY_CODE, CellText::currency),
                        given(faults, values, LeanplumColumns.INFO, (column, text) -> text),
                        given(faults, values, LeanplumColumns.MESSAGE_ID, CellText::whole),
                        faults.of(() -> parameters(values.get(LeanplumColumns.PARAMS))),
                        !Boolean.FALSE.equals(
                                given(
                                        faults,
                                        values,
                                        LeanplumColumns.DISPOSITION,
                                        EventRows::active)));
        faults.throwIfAny();
        return event;
    }

    /** Reads the text of a cell. */
    private interface Parser<T> {
        T parse(String column, String text) throws RowFault;
    }

    /** What a cell holds; null when it is empty or at fault. */
    private static <T> T given(
            final Faults faults,
            final Map<String, Object> values,
            final String column,
            final Parser<T> parser) {
        return faults.of(
                () -> {
                    final String text = text(values, column);
                    return text == null ? null : parser.parse(column, text);
                });
    }

    private static String text(final Map<String, Object> values, final String column)
            throws RowFault {
        return CellText.text(column, values.get(column));
    }

    private String name(final Map<String, Object> values) throws RowFault {
        final String name = text(values, LeanplumColumns.EVENT);
        if (name == null && text(values, LeanplumColumns.MESSAGE_ID) != null) {
            // A message's Send or View: which of them, Leanplum does not say here either.
            return "";
        }
        if (name == null) {
            throw new RowFault(
                    LeanplumColumns.EVENT, "is empty; track needs the name of the event");
        }
        final String violation = checkNames ? NameRules.violation(name) : null;
        if (violation != null) {
            throw new RowFault(LeanplumColumns.EVENT, violation);
        }
        return name;
    }

    private Map<String, Object> parameters(final Object value) throws RowFault {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> given)) {
            throw new RowFault(
                    LeanplumColumns.PARAMS,
                    "is not a JSON object; give one, or name parameters params.NAME");
        }
        final Map<String, Object> parameters = new LinkedHashMap<>();
        final Faults faults = new Faults();
        for (final Map.Entry<?, ?> entry : given.entrySet()) {
            final String name = (String) entry.getKey();
            final String column = LeanplumColumns.PARAMS + '.' + name;
            faults.of(
                    () -> {
                        checkParameter(column, name, entry.getValue());
                        return null;
                    });
            if (entry.getValue() != null) {
                parameters.put(name, entry.getValue());
            }
        }
        if (parameters.size() > maxParameters) {
            faults.add(
                    new RowFault(
                            LeanplumColumns.PARAMS,
                            Text.format(
                                    "has %,d parameters; an event may have at most %,d",
                                    parameters.size(), maxParameters)));
        }
        faults.throwIfAny();
        return parameters;
    }

    private void checkParameter(final String column, final String name, final Object value)
            throws RowFault {
        if (value instanceof Map<?, ?>) {
            throw new RowFault(
                    column, "is a JSON object; parameters are flat, give each its own name");
        }
        StorableValue.check(column, value);
        if (uncheckedNames.contains(LeanplumColumns.PARAMS)) {
            final String violation = NameRules.violation(name);
            if (violation != null) {
                throw new RowFault(column, violation);
            }
        }
    }

    private static boolean active(final String column, final String disposition) throws RowFault {
        return switch (disposition) {
            case "active", REQUIRE_ACTIVE -> true;
            case "passive" -> false;
            default ->
                    throw new RowFault(
                            column, CellText.quote(disposition) + " is neither active nor passive");
        };
    }
}
