// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.runtime.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.nifiuserimport.job.JobStatus;
import java.time.Instant;

/** What stdout gets to read of an import. */
final class JsonLine {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonLine() {}

    static String of(final Import file, final Instant now) {
        final JobStatus job = file.job();
        final ObjectNode line =
                JSON.createObjectNode()
                        .put("file", file.given())
                        .put("id", job == null ? null : job.id())
                        .put("state", file.state());
        Import.COUNTS.forEach(count -> line.put(count.summaryName(), file.count(count)));
        line.put("seconds", job == null ? 0 : file.seconds(now));
        if (!file.isFinished()) {
            line.put("error", file.error());
        }
        return line.toString();
    }
}
