// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.time.Duration;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads on, once a request is answered before it has come in whole, and drops what comes. A client
 * that is still sending would not see the answer if the connection were closed at once. Limited:
 * after that, it is.
 */
final class UnreadBody implements Callback {

    private static final long MAX_BYTES = 100_000_000;
    private static final Duration MAX_TIME = Duration.ofSeconds(3);

    private final Exchange exchange;
    private final Callback then;
    private long bytes;
    private boolean done;
    private Scheduler.Task end;

    UnreadBody(final Exchange exchange, final Callback then) {
        this.exchange = exchange;
        this.then = then;
    }

    @Override
    public synchronized void succeeded() {
        end = exchange.schedule(this::finish, MAX_TIME);
        read();
    }

    private synchronized void read() {
        while (!done) {
            final Content.Chunk chunk = exchange.read();
            if (chunk == null) {
                exchange.demand(this::read);
                return;
            }
            bytes += chunk.remaining();
            chunk.release();
            if (chunk.isLast() || Content.Chunk.isFailure(chunk) || bytes > MAX_BYTES) {
                finish();
            }
        }
    }

    private synchronized void finish() {
        if (!done) {
            done = true;
            end.cancel();
            then.succeeded();
        }
    }

    @Override
    public void failed(final Throwable failure) {
        then.failed(failure);
    }
}
