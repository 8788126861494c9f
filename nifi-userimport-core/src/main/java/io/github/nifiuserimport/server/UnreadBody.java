// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads on, once a request is answered before it has come in whole, and drops what comes. A client
 * that is still sending would not see the answer if the connection were closed at once. Limited:
 * after that, it is.
 */
final class UnreadBody implements Callback {

    private static final long MAX_BYTES = 100_000_000;
    private static final long MAX_MILLIS = 3_000;

    private final Request request;
    private final Callback then;
    private long bytes;
    private boolean done;
    private Scheduler.Task end;

    UnreadBody(final Request request, final Callback then) {
        this.request = request;
        this.then = then;
    }

    @Override
    public synchronized void succeeded() {
        end =
                request.getComponents()
                        .getScheduler()
                        .schedule(this::finish, MAX_MILLIS, TimeUnit.MILLISECONDS);
        read();
    }

    private synchronized void read() {
        while (!done) {
            final Content.Chunk chunk = request.read();
            if (chunk == null) {
                request.demand(this::read);
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
