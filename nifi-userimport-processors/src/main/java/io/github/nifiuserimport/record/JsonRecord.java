// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.record;

import java.util.Map;
import org.apache.nifi.serialization.record.MapRecord;
import org.apache.nifi.serialization.record.RecordSchema;

/**
 * A record that is JSON where it is asked for as text. NiFi asks so by {@code toString()} wherever
 * a record meets a column of text or JSON, and a {@link MapRecord} would answer {@code
 * MapRecord[{k=1}]}: PutDatabaseRecord stores that as it is.
 */
final class JsonRecord extends MapRecord {

    JsonRecord(final RecordSchema schema, final Map<String, Object> values) {
        super(schema, values);
    }

    @Override
    public String toString() {
        return RecordJson.text(this);
    }
}
