// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.layout;

import io.github.nifiuserimport.profile.AttributeChange;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a file that names part of an object does to the object's other fields. */
public enum NestedObjects {
    /** They are kept, at every depth. */
    MERGE {
        @Override
        AttributeChange change(final Object value) {
            if (value instanceof Map<?, ?> object) {
                final Map<String, AttributeChange> fields = new LinkedHashMap<>();
                object.forEach((name, field) -> fields.put((String) name, changeOrClear(field)));
                return new AttributeChange.Merge(fields);
            }
            return new AttributeChange.Assign(value);
        }
    },
    /** They are gone: the object is the one in the file. */
    REPLACE {
        @Override
        AttributeChange change(final Object value) {
            return new AttributeChange.Assign(
                    value instanceof Map<?, ?> object ? withoutNulls(object) : value);
        }
    };

    abstract AttributeChange change(Object value);

    /** The change that a value in a row stands for; null is a cleared cell. */
    public AttributeChange changeOrClear(final Object value) {
        return value == null ? new AttributeChange.Clear() : change(value);
    }

    private static Map<String, Object> withoutNulls(final Map<?, ?> object) {
        final Map<String, Object> kept = new LinkedHashMap<>();
        object.forEach(
                (name, value) -> {
                    if (value != null) {
                        kept.put(
                                (String) name,
                                value instanceof Map<?, ?> nested ? withoutNulls(nested) : value);
                    }
                });
        return kept;
    }
}
