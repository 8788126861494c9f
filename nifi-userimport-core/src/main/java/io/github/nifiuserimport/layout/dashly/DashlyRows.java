// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.dashly;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.EmailText;
import io.github.nifiuserimport.layout.Faults;
import io.github.nifiuserimport.layout.FindingText;
import io.github.nifiuserimport.layout.ImportKey;
import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.NestedObjects;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.RowKey;
import io.github.nifiuserimport.layout.RowMapper;
import io.github.nifiuserimport.layout.StorableValue;
import io.github.nifiuserimport.layout.Unsubscribes;
import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.NewUserId;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows in Dashly's columns. */
final class DashlyRows implements RowMapper {

    private final ImportKey importKey;
    private final CreateDisposition createDisposition;
    private final NestedObjects nestedObjects;
    private final KeyRules keys;
    private final Elements tags;

    DashlyRows(final LayoutSettings settings) {
        importKey = settings.importKey();
        createDisposition = settings.createDisposition();
        nestedObjects = settings.nestedObjects();
        keys = settings.keys();
        tags = settings.tags().isEmpty() ? null : Elements.adding(settings.tags());
    }

    @Override
    public Optional<Action> action() {
        return Optional.of(Action.SET_USER_ATTRIBUTES);
    }

    @Override
    public RowCommand map(final Map<String, Object> values) throws RowFault {
        final Faults faults = new Faults();
        final List<RowWarning> warnings = new ArrayList<>(0);
        final String userId =
                faults.of(() -> key(ImportKey.USER_ID, values.get(DashlyLayout.USER_ID), "an id"));
        final String email =
                importKey == ImportKey.EMAIL
                        ? faults.of(
                                () ->
                                        key(
                                                ImportKey.EMAIL,
                                                values.get(DashlyLayout.EMAIL),
                                                "an e-mail address"))
                        : null;
        final AttributeChange newEmail =
                importKey == ImportKey.EMAIL ? null : faults.of(() -> email(values, warnings));
        final Map<String, AttributeChange> attributes = faults.of(() -> attributes(values));
        final UserChange.Builder change = UserChange.builder().tags(tags);
        faults.of(() -> Unsubscribes.add(change, values));
        faults.throwIfAny();
        change.attributes(attributes);
        return switch (importKey) {
            case USER_ID ->
                    command(new UserKey.ById(userId), change.email(newEmail), null, warnings);
            case EMAIL ->
                    userId == null
                            ? command(new UserKey.ByEmail(email), change, null, warnings)
                            // Found by the id, where nobody has the address, the user gets it.
                            : command(
                                    new UserKey.ByEmail(email),
                                    change.email(new AttributeChange.Assign(email)),
                                    new NewUserId.IfNone(userId),
                                    warnings);
        };
    }

    @Override
    public RowWarning word(final Finding finding) {
        final boolean ofId =
                finding instanceof Finding.HasAnotherId
                        || finding instanceof Finding.IdOfAnotherUser;
        return new RowWarning(ofId ? DashlyLayout.USER_ID : null, FindingText.of(finding));
    }

    private RowCommand command(
            final UserKey key,
            final UserChange.Builder change,
            final NewUserId newUserId,
            final List<RowWarning> warnings) {
        return new RowCommand(
                key, createDisposition, change.build(), List.of(), null, newUserId, warnings);
    }

    /** The key in a cell; null when there is none and none is needed. */
    private String key(final ImportKey kind, final Object value, final String what)
            throws RowFault {
        final String key = keys.key(kind.column(), value, what);
        if (key == null && kind == importKey) {
            throw new RowFault(
                    kind.column(), "is empty; every row needs what its user is found by");
        }
        return key;
    }

    private AttributeChange email(final Map<String, Object> values, final List<RowWarning> warnings)
            throws RowFault {
        if (!values.containsKey(DashlyLayout.EMAIL)) {
            return null;
        }
        final Object value = values.get(DashlyLayout.EMAIL);
        final String email = CellText.text(DashlyLayout.EMAIL, value);
        if (email == null) {
            // Quoted and empty is no address either; nobody is reached by it.
            return new AttributeChange.Clear();
        }
        if (keys.isPlaceholder(email)) {
            warnings.add(EmailText.warning(DashlyLayout.EMAIL, email));
            return null;
        }
        RowKey.checkLength(DashlyLayout.EMAIL, email, "an e-mail address");
        return new AttributeChange.Assign(email);
    }

    private Map<String, AttributeChange> attributes(final Map<String, Object> values)
            throws RowFault {
        final Map<String, AttributeChange> attributes =
                LinkedHashMap.newLinkedHashMap(values.size());
        RowFault faults = null;
        for (final Map.Entry<String, Object> entry : values.entrySet()) {
            final String name = entry.getKey();
            if (!DashlyLayout.isKey(name)) {
                try {
                    StorableValue.check(name, entry.getValue());
                } catch (final RowFault fault) {
                    faults = RowFault.and(faults, fault);
                }
                attributes.put(name, nestedObjects.changeOrClear(entry.getValue()));
            }
        }
        if (faults != null) {
            throw faults;
        }
        return attributes;
    }
}
