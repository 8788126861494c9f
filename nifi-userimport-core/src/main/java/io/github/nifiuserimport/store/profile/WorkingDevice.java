// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.profile.AttributeChange;
import java.util.LinkedHashMap;
import java.util.Map;

/** A user on a device, while a batch's rows are applied. */
final class WorkingDevice {

    private final String deviceId;
    private final boolean isNew;
    private final Map<String, Object> before;
    private WorkingProfile profile;
    private Map<String, Object> attributes;
    private boolean seen;
    private boolean seenBefore;

    WorkingDevice(
            final String deviceId,
            final WorkingProfile profile,
            final boolean isNew,
            final Map<String, Object> attributes) {
        this.deviceId = deviceId;
        this.profile = profile;
        this.isNew = isNew;
        this.before = attributes;
        this.attributes = attributes;
    }

    String deviceId() {
        return deviceId;
    }

    WorkingProfile profile() {
        return profile;
    }

    /** The user has become another, by a merge. */
    void moveTo(final WorkingProfile other) {
        profile = other;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    /** Whether this user is, by this batch, the last one seen on the device. */
    boolean isSeen() {
        return seen;
    }

    /** Whether this user was seen on the device by this batch, and another after it. */
    boolean isSeenBefore() {
        return seenBefore && !seen;
    }

    void see(final boolean last) {
        seenBefore |= seen;
        seen = last;
    }

    /** As long ago as the later of the two, who are one user from now on. */
    void seeAs(final WorkingDevice other) {
        seenBefore |= other.seenBefore;
        seen |= other.seen;
    }

    @SuppressWarnings("unchecked")
    void apply(final Map<String, AttributeChange> changes) {
        attributes = (Map<String, Object>) new AttributeChange.Merge(changes).apply(attributes);
    }

    /** Takes attributes over that it has not; those it has stay. */
    void fill(final Map<String, Object> others) {
        final Map<String, Object> all = new LinkedHashMap<>(others);
        all.putAll(attributes);
        attributes = all;
    }

    boolean isChanged() {
        return isNew || !attributes.equals(before);
    }
}
