// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.profile.FieldChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names what an undo keeps, as it is named elsewhere too. */
final class KeptNames {

    private final UndoneTable table;

    KeptNames(final UndoneTable table) {
        this.table = table;
    }

    /** The id of the profile that a device or an event is of. */
    static long profile(final Map<String, Object> fields) {
        return ((Number) fields.get("profile")).longValue();
    }

    /**
     * Names it.
     *
     * @param user null where the row is no more
     * @param fields of the row; null likewise
     * @param path of the field; none for the row as a whole
     * @param before its value, or all fields of the row
     */
    @SuppressWarnings("unchecked")
    KeptField named(
            final String user,
            final Map<String, Object> fields,
            final List<String> path,
            final Object before,
            final Object now,
            final String by) {
        if (!path.isEmpty()) {
            final String field = field(fields, path);
            final boolean named = user != null || !field.equals(FieldChange.USER_ID);
            return new KeptField(named ? user : (String) before, field, before, now, by);
        }
        final Map<String, Object> all = (Map<String, Object>) before;
        if (table == UndoneTable.PROFILES) {
            final Object name = all.get("userId") == null ? all.get("email") : all.get("userId");
            return new KeptField((String) name, FieldChange.USER_ID, name, now, by);
        }
        return table == UndoneTable.DEVICES
                ? new KeptField(
                        user,
                        FieldChange.DEVICES + all.get("deviceId"),
                        all.get("attributes"),
                        now,
                        by)
                : new KeptField(user, FieldChange.EVENT, all.get("event"), now, by);
    }

    private String field(final Map<String, Object> fields, final List<String> path) {
        final List<String> names = new ArrayList<>(path);
        if (table == UndoneTable.DEVICES) {
            if (names.getFirst().equals("attributes")) {
                names.removeFirst();
            }
            names.addFirst("devices." + (fields == null ? "" : fields.get("deviceId")));
        } else if (table == UndoneTable.EVENTS) {
            names.addFirst(FieldChange.EVENT);
        } else if (names.getFirst().equals("system") && names.size() > 1) {
            names.removeFirst();
        }
        return String.join(".", names);
    }
}
