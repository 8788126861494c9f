// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.FindingText;
import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.text.Text;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows in Leanplum's columns, whatever they do. */
final class LeanplumRows implements RowMapper {

    private final RowActions actions;
    private final CreateDisposition createDisposition;
    private final KeyRules keys;
    private final UserAttributesRows userAttributes;
    private final DeviceAttributesRows deviceAttributes = new DeviceAttributesRows();
    private final EventRows events;

    /**
     * @param wholeGroups groups that the file has as JSON objects, whose names no header shows
     */
    LeanplumRows(
            final RowActions actions,
            final LayoutSettings settings,
            final Set<String> wholeGroups) {
        this.actions = actions;
        this.createDisposition = settings.createDisposition();
        keys = settings.keys();
        final Set<String> uncheckedNames = settings.checkNames() ? wholeGroups : Set.of();
        userAttributes = new UserAttributesRows(settings, uncheckedNames);
        events =
                new EventRows(
                        settings.limits().eventParameters(), settings.checkNames(), uncheckedNames);
    }

    @Override
    public Optional<Action> action() {
        return actions.ofAll();
    }

    @Override
    public RowCommand map(final Map<String, Object> values) throws RowFault {
        final Action action = actions.of(values);
        RowFault faults = actions.byColumn() ? columnsOfOthers(values, action) : null;
        RowIdentity identity = RowIdentity.UNKNOWN;
        try {
            identity = RowIdentity.of(values, keys);
        } catch (final RowFault fault) {
            faults = RowFault.and(faults, fault);
        }
        CreateDisposition disposition = createDisposition;
        try {
            disposition = createDisposition(values);
        } catch (final RowFault fault) {
            faults = RowFault.and(faults, fault);
        }
        RowCommand command = null;
        try {
            command = map(values, action, identity, disposition);
        } catch (final RowFault fault) {
            faults = RowFault.and(faults, fault);
        }
        if (faults != null) {
            throw faults;
        }
        return command;
    }

    @Override
    public RowWarning word(final Finding finding) {
        final String column =
                switch (finding) {
                    case Finding.UserRenamed renamed -> LeanplumColumns.NEW_USER_ID;
                    case Finding.NewIdTaken taken -> LeanplumColumns.NEW_USER_ID;
                    case Finding.NoWholeNumber number ->
                            LeanplumColumns.VALUES_TO_INCREMENT + '.' + number.attribute();
                    default -> null;
                };
        return new RowWarning(column, FindingText.of(finding));
    }

    private RowCommand map(
            final Map<String, Object> values,
            final Action action,
            final RowIdentity identity,
            final CreateDisposition disposition)
            throws RowFault {
        return switch (action) {
            case SET_USER_ATTRIBUTES -> userAttributes.map(values, identity, disposition);
            case SET_DEVICE_ATTRIBUTES -> deviceAttributes.map(values, identity, disposition);
            case TRACK -> events.map(values, identity, disposition);
        };
    }

    private CreateDisposition createDisposition(final Map<String, Object> values) throws RowFault {
        final String column = LeanplumColumns.CREATE_DISPOSITION;
        final String name = CellText.text(column, values.get(column));
        if (name == null) {
            return createDisposition;
        }
        return CreateDisposition.named(name)
                .orElseThrow(
                        () ->
                                new RowFault(
                                        column,
                                        CellText.quote(name)
                                                + " is neither CreateIfNeeded nor CreateNever"));
    }

    /** Null where there are none with a value. */
    private static RowFault columnsOfOthers(final Map<String, Object> values, final Action action) {
        RowFault faults = null;
        for (final Map.Entry<String, Object> entry : values.entrySet()) {
            final Optional<Action> its = LeanplumColumns.action(entry.getKey());
            final String filled =
                    its.isEmpty() || its.get() == action
                            ? null
                            : filled(entry.getKey(), entry.getValue());
            if (filled != null) {
                faults =
                        RowFault.and(
                                faults,
                                new RowFault(
                                        filled,
                                        Text.format(
                                                "is a column of %s, and the row's action is %s; leave it empty",
                                                its.get().apiName(), action.apiName())));
            }
        }
        return faults;
    }

    /** Name of the first column with a value, or null. */
    private static String filled(final String column, final Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text.isEmpty() ? null : column;
            case List<?> list -> list.isEmpty() ? null : column;
            case Map<?, ?> object -> {
                String filled = null;
                for (final Map.Entry<?, ?> field : object.entrySet()) {
                    if (filled == null) {
                        filled = filled(column + '.' + field.getKey(), field.getValue());
                    }
                }
                yield filled;
            }
            default -> column;
        };
    }
}
