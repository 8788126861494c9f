// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.value.JsonReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * What a row was before a change.
 *
 * @param deleted whether the change removed it
 * @param number of the job that made the change; null where none did
 * @param jobId the id of that job; null where it is not kept any more
 */
record Image(
        Map<String, Object> fields,
        boolean deleted,
        Long number,
        String jobId,
        Map<String, Object> operations) {

    /** Of a row with these columns. */
    static Image read(final ResultSet row) throws SQLException {
        final long number = row.getLong("job");
        final boolean byJob = !row.wasNull();
        final String operations = row.getString("operations");
        return new Image(
                JsonReader.storedObject(row.getString("fields")),
                row.getBoolean("deleted"),
                byJob ? number : null,
                byJob && row.getString("job_id") == null
                        ? "of which nothing else is kept"
                        : row.getString("job_id"),
                operations == null ? Map.of() : JsonReader.storedObject(operations));
    }
}
