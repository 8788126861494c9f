// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.EmailText;
import io.github.nifiuserimport.layout.Faults;
import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.NestedObjects;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowKey;
import io.github.nifiuserimport.layout.StorableValue;
import io.github.nifiuserimport.layout.TimeText;
import io.github.nifiuserimport.layout.Unsubscribes;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.NewUserId;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.SystemField;
import io.github.nifiuserimport.profile.UserChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of Leanplum's {@code setUserAttributes}. */
public final class UserAttributesRows {

    private static final AttributeChange NO_ADDRESS = new AttributeChange.Assign("");

    private final NestedObjects nestedObjects;
    private final KeyRules keys;
    private final boolean renamesUsers;
    private final Set<String> uncheckedNames;

    /**
     * @param uncheckedNames groups whose names the header has not shown, and rows are to check
     */
    UserAttributesRows(final LayoutSettings settings, final Set<String> uncheckedNames) {
        nestedObjects = settings.nestedObjects();
        keys = settings.keys();
        renamesUsers = settings.renamesUsers();
        this.uncheckedNames = uncheckedNames;
    }

    RowCommand map(
            final Map<String, Object> values,
            final RowIdentity identity,
            final CreateDisposition createDisposition)
            throws RowFault {
        final UserChange.Builder change = UserChange.builder();
        Map<String, AttributeChange> attributes = Map.of();
        NewUserId newUserId = null;
        List<DeviceChange> devices = identity.device(Map.of());
        RowFault faults = null;
        final Map<String, AttributeChange> system = new LinkedHashMap<>();
        final List<RowWarning> warnings = new ArrayList<>(0);
        for (final Map.Entry<String, Object> entry : values.entrySet()) {
            final String column = entry.getKey();
            final Object value = entry.getValue();
            try {
                switch (column) {
                    case LeanplumColumns.USER_ATTRIBUTES -> {
                        checkNames(column, value);
                        attributes = attributes(value, warnings);
                        change.email(email(attributes));
                    }
                    case LeanplumColumns.EVENTS -> {
                        checkNames(column, value);
                        change.eventTotals(Totals.changes(column, value));
                    }
                    case LeanplumColumns.STATES -> {
                        checkNames(column, value);
                        change.stateTotals(Totals.changes(column, value));
                    }
                    case LeanplumColumns.CREATED -> change.created(time(column, value));
                    case LeanplumColumns.LAST_ACTIVE -> {
                        final Instant time = time(column, value);
                        change.lastActive(time == null ? null : new LastActive.At(time));
                    }
                    case LeanplumColumns.NEW_USER_ID -> {
                        newUserId = newUserId(column, value, warnings);
                    }
                    case LeanplumColumns.DEVICES -> devices = UserDevices.of(value, keys, devices);
                    default -> SystemFields.put(system, warnings, SystemField.named(column), value);
                }
            } catch (final RowFault fault) {
                faults = RowFault.and(faults, fault);
            }
        }
        try {
            addSets(change, attributes, values);
        } catch (final RowFault fault) {
            faults = RowFault.and(faults, fault);
        }
        if (faults != null) {
            throw faults;
        }
        SystemFields.complete(system);
        return new RowCommand(
                identity.key(),
                createDisposition,
                change.system(system).build(),
                devices,
                null,
                newUserId,
                warnings);
    }

    /** Nothing where the cell says, in a word for it, that there is no new id. */
    private NewUserId newUserId(
            final String column, final Object value, final List<RowWarning> warnings)
            throws RowFault {
        if (keys.saysNone(value)) {
            warnings.add(
                    new RowWarning(
                            column,
                            CellText.quote((String) value)
                                    + " stands for no value; the row is taken as one without"
                                    + " a new id"));
            return null;
        }
        final String id = keys.key(column, value, "an id");
        if (id == null) {
            return null;
        }
        return renamesUsers ? new NewUserId.Renamed(id) : new NewUserId.SignedIn(id);
    }

    /** A value is set, then added to, then removed from: whatever the order of the columns. */
    private void addSets(
            final UserChange.Builder change,
            final Map<String, AttributeChange> given,
            final Map<String, Object> values)
            throws RowFault {
        final Faults faults = new Faults();
        Map<String, AttributeChange> attributes = given;
        for (final ValueChange kind : ValueChange.values()) {
            final Object value = values.get(kind.column());
            if (value != null) {
                try {
                    attributes = with(attributes, kind, value);
                } catch (final RowFault fault) {
                    faults.add(fault);
                }
            }
        }
        faults.of(() -> Unsubscribes.add(change, values));
        faults.throwIfAny();
        change.attributes(attributes);
    }

    private Map<String, AttributeChange> with(
            final Map<String, AttributeChange> attributes,
            final ValueChange kind,
            final Object value)
            throws RowFault {
        checkNames(kind.column(), value);
        final Map<String, AttributeChange> changes = kind.changes(value);
        return kind == ValueChange.INCREMENT
                ? AttributeChange.inOrder(attributes, changes)
                : AttributeChange.compose(attributes, changes);
    }

    private void checkNames(final String group, final Object value) throws RowFault {
        if (uncheckedNames.contains(group) && value instanceof Map<?, ?> object) {
            for (final Object name : object.keySet()) {
                final String violation = NameRules.violation((String) name);
                if (violation != null) {
                    throw new RowFault(group, violation);
                }
            }
        }
    }

    /** An empty cell gives no time, also where empty cells clear: a profile keeps its times. */
    private static Instant time(final String column, final Object value) throws RowFault {
        final String text = CellText.text(column, value);
        return text == null ? null : TimeText.parse(column, text);
    }

    private Map<String, AttributeChange> attributes(
            final Object value, final List<RowWarning> warnings) throws RowFault {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw new RowFault(
                    LeanplumColumns.USER_ATTRIBUTES,
                    "is not a JSON object; give one, or name attributes userAttributes.NAME");
        }
        final Map<String, AttributeChange> changes = LinkedHashMap.newLinkedHashMap(object.size());
        RowFault faults = null;
        for (final Map.Entry<?, ?> entry : object.entrySet()) {
            final String name = (String) entry.getKey();
            final String column = LeanplumColumns.USER_ATTRIBUTES + '.' + name;
            try {
                StorableValue.check(column, entry.getValue());
                if (isEmail(name)) {
                    checkEmail(column, entry.getValue());
                }
            } catch (final RowFault fault) {
                faults = RowFault.and(faults, fault);
            }
            if (isEmail(name)) {
                if (keys.isPlaceholder(entry.getValue())) {
                    warnings.add(EmailText.warning(column, (String) entry.getValue()));
                    continue;
                }
            }
            changes.put(name, nestedObjects.changeOrClear(entry.getValue()));
        }
        if (faults != null) {
            throw faults;
        }
        return changes;
    }

    /** An attribute of that name is also the profile's e-mail (docs/leanplum.md). */
    public static boolean isEmail(final String attribute) {
        return "email".equalsIgnoreCase(attribute);
    }

    private static AttributeChange email(final Map<String, AttributeChange> attributes) {
        AttributeChange email = null;
        for (final Map.Entry<String, AttributeChange> entry : attributes.entrySet()) {
            if (isEmail(entry.getKey())) {
                // Quoted and empty is no address; nobody is reached by it.
                email =
                        NO_ADDRESS.equals(entry.getValue())
                                ? new AttributeChange.Clear()
                                : entry.getValue();
            }
        }
        return email;
    }

    private static void checkEmail(final String column, final Object value) throws RowFault {
        switch (value) {
            case null -> {
                // It is cleared.
            }
            case String email -> RowKey.checkLength(column, email, "an e-mail address");
            default -> throw new RowFault(column, "is not an e-mail address; give one as text");
        }
    }
}
