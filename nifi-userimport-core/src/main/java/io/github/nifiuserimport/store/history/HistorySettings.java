// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.history;

import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.time.Duration;
import java.time.Instant;

/**
 * What a transaction of an import tells the triggers that keep what rows were before: whose changes
 * they are. It is set for the transaction alone, so nobody else's are taken for them.
 */
public final class HistorySettings {

    private static final String TELL =
            """
            ; SELECT set_config('userimport.job', coalesce(
                  (SELECT number::text FROM {schema}.import_job WHERE id = ?), ''), true),
              set_config('userimport.operations', ?, true)
            """;

    private static final String NOTHING_KEPT = "; SET LOCAL userimport.history = off";

    private final String settings;
    private final Duration keepFor;

    /**
     * @param keepFor how long changes are kept; zero to keep none
     */
    public HistorySettings(final SchemaName schema, final Duration keepFor) {
        settings = schema.in(TELL) + (keepFor.isZero() ? NOTHING_KEPT : "");
        this.keepFor = keepFor;
    }

    /** Whether changes are kept at all. */
    public boolean kept() {
        return !keepFor.isZero();
    }

    /** Changes made before that time are not kept any more. */
    public Instant keptSince(final Instant now) {
        return now.minus(keepFor);
    }

    /**
     * SQL to be put behind other settings. Its parameters are the job's id, and as JSON the {@link
     * io.github.nifiuserimport.profile.FieldOperations}, or an empty text.
     */
    public String sql() {
        return settings;
    }
}
