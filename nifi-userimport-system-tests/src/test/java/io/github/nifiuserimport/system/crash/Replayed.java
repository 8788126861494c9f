// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.system.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.nifiuserimport.runtime.rest.Rest;
import io.github.nifiuserimport.system.Await;
import io.github.nifiuserimport.system.FolderFlow.Result;
import io.github.nifiuserimport.system.crash.InterruptionPoint.Place;
import java.time.Duration;
import java.util.List;

/**
 * Somebody delivers the same file again by hand, with "Replay" in NiFi's provenance: it comes as
 * another FlowFile, and is imported beside the first, by a second task.
 *
 * @param processor that it is delivered to again
 */
record Replayed(String name, String processor, List<Place> places) implements Interruption {

    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    static Replayed meanwhile() {
        return new Replayed(
                "The file is delivered again meanwhile",
                ReferenceImport.HAND_ON,
                List.of(Place.AMONG_THE_ROWS, Place.BEFORE_THE_FIRST_ROW, Place.AT_THE_LAST_ROWS));
    }

    static Replayed afterwards() {
        return new Replayed(
                "The file is delivered again afterwards",
                "Merge users into profiles",
                List.of(Place.AFTER_THE_END));
    }

    @Override
    public void interrupt(final InterruptedImport interrupted) {
        final JsonNode answer =
                interrupted
                        .client()
                        .rest()
                        .post(
                                "/provenance-events/latest/replays",
                                Rest.object()
                                        .put("componentId", interrupted.flow().processor(processor))
                                        .put("nodes", "ALL"))
                        .path("aggregateSnapshot");
        assertThat(answer.path("eventsReplayed")).as(answer.toString()).hasSize(1);
        interrupted.requireUnfinished();
    }

    @Override
    public void recover(final InterruptedImport interrupted) {
        Await.until(
                TIMEOUT,
                () -> "both deliveries are through",
                () -> interrupted.flow().saved(Result.DONE).size() == 2);
    }
}
