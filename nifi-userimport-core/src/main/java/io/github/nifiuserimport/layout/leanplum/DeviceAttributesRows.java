// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.CellText;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.CreateDisposition;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of Leanplum's {@code setDeviceAttributes}. */
final class DeviceAttributesRows {

    RowCommand map(
            final Map<String, Object> values,
            final RowIdentity identity,
            final CreateDisposition createDisposition)
            throws RowFault {
        if (identity.deviceId() == null) {
            throw new RowFault(
                    LeanplumColumns.DEVICE_ID,
                    "is empty; setDeviceAttributes needs the id of the device");
        }
        final Map<String, AttributeChange> attributes = new LinkedHashMap<>();
        for (final String column : LeanplumColumns.DEVICE_ATTRIBUTES) {
            if (values.containsKey(column)) {
                attributes.put(column, change(column, values.get(column)));
            }
        }
        if (attributes.isEmpty()) {
            throw new RowFault(
                    null,
                    "the row gives no attribute of the device; at least one of "
                            + String.join(", ", LeanplumColumns.DEVICE_ATTRIBUTES)
                            + " is needed");
        }
        return new RowCommand(
                identity.key(),
                createDisposition,
                UserChange.builder().system(SystemFields.devMode(values)).build(),
                identity.device(attributes),
                null,
                null,
                List.of());
    }

    /** The change of a device's attribute by what a cell, or a field of a device, holds. */
    static AttributeChange change(final String column, final Object value) throws RowFault {
        return value == null
                ? new AttributeChange.Clear()
                : new AttributeChange.Assign(CellText.verbatim(column, value));
    }
}
