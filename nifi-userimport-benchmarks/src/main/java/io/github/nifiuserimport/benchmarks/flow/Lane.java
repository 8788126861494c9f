// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.benchmarks.flow;

import io.github.nifiuserimport.benchmarks.users.Snapshot;
import io.github.nifiuserimport.runtime.rest.ProcessorConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** A flow that imports users into a table of its own. */
interface Lane {

    /** Name of the processor that is measured. */
    String name();

    /** Where its users are. */
    String table();

    /** A query for what all users' balances come to, in cents. */
    String totalCents();

    /** Files of users as it takes them. */
    List<Path> files(Snapshot snapshot, int users, int parts) throws IOException;

    /** The way the files take. */
    TimedFlow flow();

    /** Empties the table. */
    void reset() throws SQLException;

    /** How the processor is set up, beside its number of tasks. */
    default ProcessorConfig config() {
        return new ProcessorConfig();
    }
}
