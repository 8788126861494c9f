// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.Faults;
import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.DeviceChange;
import io.github.nifiuserimport.profile.UserKey;
import java.util.List;
import java.util.Map;

/**
 * Who a row of Leanplum's columns is about.
 *
 * @param userId or null
 * @param deviceId or null; not both are
 */
record RowIdentity(String userId, String deviceId) {

    /** Stands for one that is at fault, while the rest of its row is checked. */
    static final RowIdentity UNKNOWN = new RowIdentity("?", "?");

    static RowIdentity of(final Map<String, Object> values, final KeyRules keys) throws RowFault {
        final Faults faults = new Faults();
        final RowIdentity identity =
                new RowIdentity(
                        faults.of(() -> id(values, LeanplumColumns.USER_ID, keys)),
                        faults.of(() -> id(values, LeanplumColumns.DEVICE_ID, keys)));
        faults.throwIfAny();
        if (identity.userId == null && identity.deviceId == null) {
            throw new RowFault(
                    LeanplumColumns.USER_ID,
                    "is empty; every row needs the id of its user or of a device");
        }
        return identity;
    }

    private static String id(
            final Map<String, Object> values, final String column, final KeyRules keys)
            throws RowFault {
        return keys.key(column, values.get(column), "an id");
    }

    UserKey key() {
        return userId == null ? new UserKey.ByDevice(deviceId) : new UserKey.ById(userId);
    }

    /** The device with those changes of it; none when the row names none. */
    List<DeviceChange> device(final Map<String, AttributeChange> attributes) {
        return deviceId == null ? List.of() : List.of(new DeviceChange(deviceId, attributes));
    }
}
