// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout.leanplum;

import io.github.nifiuserimport.layout.KeyRules;
import io.github.nifiuserimport.layout.RowFault;
import io.github.nifiuserimport.layout.StorableValue;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.DeviceChange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Leanplum's {@code devices}: the devices of a user in one cell, as JSON. */
final class UserDevices {

    /** The changes of each device by its id; a device may come twice, and is changed once. */
    private final Map<String, Map<String, AttributeChange>> byId = new LinkedHashMap<>();

    private final KeyRules keys;
    private RowFault faults;

    private UserDevices(final KeyRules keys) {
        this.keys = keys;
    }

    /**
     * The devices in a cell.
     *
     * @param value a list of devices, or one
     * @param others that the row names elsewhere; they come first
     */
    static List<DeviceChange> of(
            final Object value, final KeyRules keys, final List<DeviceChange> others)
            throws RowFault {
        final UserDevices devices = new UserDevices(keys);
        others.forEach(other -> devices.add(other.deviceId(), other.attributes()));
        switch (value) {
            case null -> {
                // No device is given: those that a user has stay.
            }
            case String text when text.isEmpty() -> {
                // Likewise.
            }
            case Map<?, ?> device -> devices.read(LeanplumColumns.DEVICES, device);
            case List<?> list -> devices.readAll(list);
            default ->
                    throw new RowFault(
                            LeanplumColumns.DEVICES,
                            "is not a list of devices; give one as JSON, such as"
                                    + " [{\"deviceId\": \"d1\", \"systemName\": \"iOS\"}]");
        }
        if (devices.faults != null) {
            throw devices.faults;
        }
        return devices.changes();
    }

    private List<DeviceChange> changes() {
        return byId.entrySet().stream()
                .map(entry -> new DeviceChange(entry.getKey(), entry.getValue()))
                .toList();
    }

    private void readAll(final List<?> list) {
        int index = 0;
        for (final Object each : list) {
            final String place = LeanplumColumns.DEVICES + '[' + index + ']';
            if (each instanceof Map<?, ?> device) {
                read(place, device);
            } else {
                fault(
                        new RowFault(
                                place,
                                "is not a device; give a JSON object with its deviceId, such as"
                                        + " {\"deviceId\": \"d1\", \"systemName\": \"iOS\"}"));
            }
            index++;
        }
    }

    private void read(final String place, final Map<?, ?> device) {
        final String idColumn = place + '.' + LeanplumColumns.DEVICE_ID;
        String id = null;
        try {
            id = keys.key(idColumn, device.get(LeanplumColumns.DEVICE_ID), "an id");
            if (id == null) {
                throw new RowFault(idColumn, "is empty; every device needs its id");
            }
        } catch (final RowFault fault) {
            fault(fault);
        }
        final Map<String, AttributeChange> attributes = new LinkedHashMap<>();
        for (final Map.Entry<?, ?> field : device.entrySet()) {
            final String name = (String) field.getKey();
            if (!LeanplumColumns.DEVICE_ID.equals(name)) {
                try {
                    attributes.put(name, attribute(place, name, field.getValue()));
                } catch (final RowFault fault) {
                    fault(fault);
                }
            }
        }
        if (id != null) {
            add(id, attributes);
        }
    }

    private static AttributeChange attribute(
            final String place, final String name, final Object value) throws RowFault {
        final String column = place + '.' + name;
        if (!LeanplumColumns.DEVICE_ATTRIBUTES.contains(name)) {
            throw new RowFault(
                    column,
                    "is not an attribute of a device; it has "
                            + String.join(", ", LeanplumColumns.DEVICE_ATTRIBUTES));
        }
        StorableValue.check(column, value);
        return DeviceAttributesRows.change(column, value);
    }

    private void add(final String id, final Map<String, AttributeChange> attributes) {
        byId.computeIfAbsent(id, unseen -> new LinkedHashMap<>()).putAll(attributes);
    }

    private void fault(final RowFault fault) {
        faults = RowFault.and(faults, fault);
    }
}
