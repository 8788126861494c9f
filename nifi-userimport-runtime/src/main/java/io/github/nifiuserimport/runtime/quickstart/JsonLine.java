// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** What stdout gets to read of an import. */
final class JsonLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLine() {}

    static String of(final Import file, final Instant now) {
        final Job job = file.job();
        final ObjectNode line =
                JSON.createObjectNode()
                        .put("file", file.given())
                        .put("id", job == null ? null : job.id())
                        .put("state", file.state())
                        .put("rows", job == null ? 0 : job.rowsDone())
                        .put("applied", job == null ? 0 : job.applied())
                        .put("rejected", job == null ? 0 : job.rejected())
                        .put("created", job == null ? 0 : job.usersCreated())
                        .put("updated", job == null ? 0 : job.usersUpdated())
                        .put("unchanged", job == null ? 0 : job.usersUnchanged())
                        .put("seconds", job == null ? 0 : job.seconds(now));
        if (!file.isFinished()) {
            line.put("error", file.error());
        }
        return line.toString();
    }
}
