// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.profile;

import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.WarnedRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Writes the rows of one batch into profiles, in as few statements as they allow. */
public interface ProfileWriter {

    /**
     * The ids of the users whose profiles are written, if nothing else is read or written; see
     * {@link io.github.nifiuserimport.job.PreparedBatch#users()}.
     */
    Optional<Set<String>> users();

    /**
     * What its transaction is to begin with.
     *
     * @return SQL to be put behind other settings, as {@link
     *     io.github.nifiuserimport.store.job.JobLedger#settings}; mostly empty
     */
    default String settings() {
        return "";
    }

    /**
     * Which fields its rows add to or take from instead of setting them, for whoever takes that
     * back later.
     *
     * @return {@link io.github.nifiuserimport.profile.FieldOperations} as JSON; empty where all are
     *     set
     */
    default String operations() {
        return "";
    }

    /** Writes the rows within the caller's transaction. */
    Written write(Connection connection, String appId) throws SQLException;

    /**
     * Tells without writing what {@link #write} would change; nothing where that can only be told
     * by writing.
     */
    default Optional<Comparison> comparison() {
        return Optional.empty();
    }

    /** Tells what a batch would change of users who are as they are stored. */
    interface Comparison {

        /**
         * Reads the users within the caller's transaction.
         *
         * @param users hears of each who would be added or changed
         * @return what writing would come to
         */
        Written compare(Connection connection, String appId, Consumer<ComparedUser> users)
                throws SQLException;
    }

    /**
     * A user who would be added or changed.
     *
     * @param line of the file on which the first of the user's rows starts
     * @param known whether the user is there
     * @param columns those that may differ
     */
    record ComparedUser(String userId, long line, boolean known, List<ComparedColumn> columns) {}

    /**
     * A column of {@code user_profile}.
     *
     * @param before the text of a {@code jsonb}, or an Instant; null where there is none
     * @param after likewise
     */
    record ComparedColumn(String name, Object before, Object after) {}

    /**
     * What writing a batch came to.
     *
     * @param counts of profiles, devices, events and skipped rows
     * @param warnings in file order
     */
    public record Written(Counts counts, List<WarnedRow> warnings) {}

    /** Of a batch whose rows are all rejected. */
    record NoRows() implements ProfileWriter {

        @Override
        public Optional<Set<String>> users() {
            return Optional.of(Set.of());
        }

        @Override
        public Written write(final Connection connection, final String appId) {
            return new Written(Counts.NONE, List.of());
        }
    }
}
