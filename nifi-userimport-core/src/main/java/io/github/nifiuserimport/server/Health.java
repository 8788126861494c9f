// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.job.JobStore;
import io.github.nifiuserimport.job.StoreException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells a load balancer whether imports are taken. Anybody may ask, so the store is asked once a
 * second at most, and nothing is told of it.
 */
final class Health {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final JobStore store;
    private final Clock clock;
    private Instant asked = Instant.EPOCH;
    private boolean well;

    Health(final JobStore store, final Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    HttpReply reply() {
        final boolean now = isWell();
        return HttpReply.json(
                now ? 200 : 503,
                json -> {
                    json.writeStartObject();
                    json.writeStringField("status", now ? "ok" : "the user store is away");
                    json.writeEndObject();
                });
    }

    private synchronized boolean isWell() {
        if (asked.plus(FRESH).isBefore(clock.instant())) {
            try {
                store.status("");
                well = true;
            } catch (final StoreException away) {
                well = false;
            }
            asked = clock.instant();
        }
        return well;
    }
}
