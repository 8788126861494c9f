// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.Action;
import io.github.nifiuserimport.profile.AttributeChange.Elements;
import io.github.nifiuserimport.profile.Finding;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.RowWarning;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of an address and of what is not wanted there. */
final class AddressListRows implements RowMapper {

    private static final String MAILTO = "mailto:";

    private final String address;
    private final KeyRules keys;
    private final boolean addressesAlone;

    AddressListRows(final String address, final KeyRules keys, final boolean addressesAlone) {
        this.address = address;
        this.keys = keys;
        this.addressesAlone = addressesAlone;
    }

    @Override
    public Optional<Action> action() {
        return Optional.of(Action.SET_USER_ATTRIBUTES);
    }

    @Override
    public RowCommand map(final Map<String, Object> values) throws RowFault {
        final Faults faults = new Faults();
        final String email =
                faults.of(() -> keys.key(address, values.get(address), "an e-mail address"));
        if (email == null && CellText.text(address, values.get(address)) == null) {
            faults.add(new RowFault(address, "names nobody; every row needs an address"));
        }
        if (email != null && !isAddress(email)) {
            faults.add(
                    new RowFault(
                            address,
                            CellText.quote(email)
                                    + " is not an e-mail address, and would unsubscribe nobody; give"
                                    + " one address alone, such as jim@example.com"));
        }
        final UserChange change =
                faults.of(() -> Unsubscribes.add(UserChange.builder(), values).build());
        faults.throwIfAny();
        return RowCommand.of(new UserKey.EveryoneWithEmail(email), said(change));
    }

    @Override
    public RowWarning word(final Finding finding) {
        return new RowWarning(null, FindingText.of(finding));
    }

    /**
     * Whether a text may be one address, with nothing about it: a list that holds something else
     * would say that it is done, and leave people subscribed.
     */
    private static boolean isAddress(final String text) {
        final int at = text.lastIndexOf('@');
        return at > 0
                && at < text.length() - 1
                && text.chars().noneMatch(AddressListRows::isAbout)
                && !text.regionMatches(true, 0, MAILTO, 0, MAILTO.length());
    }

    /** What separates addresses, or stands around one. */
    private static boolean isAbout(final int character) {
        return Character.isWhitespace(character)
                || Character.isSpaceChar(character)
                || ";,<>".indexOf(character) >= 0;
    }

    private UserChange said(final UserChange change) throws RowFault {
        if (change.unsubscribedChannels() != null || change.unsubscribedCategories() != null) {
            return change;
        }
        if (!addressesAlone) {
            throw new RowFault(
                    Unsubscribes.CHANNELS_TO_ADD,
                    "and its like say nothing; give a channel, such as Email, or set Action to"
                            + " unsubscribe");
        }
        return change.toBuilder().unsubscribedChannels(Elements.adding(List.of("Email"))).build();
    }
}
