// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.csv.CsvFormat;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.row.Delimiter;
import io.github.nifiuserimport.row.RowFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps in memory what is handed over. */
final class MemoryReceiver implements ImportReceiver {

    /** An import that was handed over. */
    record Received(Description description, String content) {}

    final List<Received> received = new CopyOnWriteArrayList<>();
    final List<Undo> undos = new CopyOnWriteArrayList<>();
    final AtomicInteger begun = new AtomicInteger();
    final AtomicInteger dropped = new AtomicInteger();
    volatile boolean room = true;
    volatile boolean breaks;
    volatile boolean takes = true;

    @Override
    public boolean hasRoom(final boolean uploads) {
        return room;
    }

    @Override
    public boolean takes(final boolean uploads) {
        return takes;
    }

    @Override
    public boolean takesUndos() {
        return takes;
    }

    @Override
    public boolean hasRoomForUndos() {
        return room;
    }

    @Override
    public Intake begin() {
        begun.incrementAndGet();
        return new InMemory();
    }

    private final class InMemory implements Intake {

        private final String id = UUID.randomUUID().toString();
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private Description description;
        private Undo undone;
        private boolean done;

        @Override
        public String id() {
            return id;
        }

        @Override
        public void write(final ByteBuffer bytes) {
            while (bytes.hasRemaining()) {
                content.write(bytes.get());
            }
        }

        @Override
        public void endFile() {}

        @Override
        public void describe(final Description described) {
            description = described;
        }

        @Override
        public void describe(final Undo undo) {
            undone = undo;
        }

        @Override
        public RowFormat format() {
            final Delimiter delimiter =
                    description.request() instanceof ImportRequest.Upload upload
                            ? upload.delimiter()
                            : Delimiter.DETECT;
            return CsvFormat.defaults().toBuilder().delimiter(delimiter).build();
        }

        @Override
        public FileContent file() {
            return () -> new ByteArrayInputStream(content.toByteArray());
        }

        @Override
        public void handOver() {
            if (breaks) {
                throw new IllegalStateException("the repository is full");
            }
            done = true;
            if (undone != null) {
                undos.add(undone);
                return;
            }
            received.add(new Received(description, content.toString(StandardCharsets.UTF_8)));
        }

        @Override
        public void close() {
            if (!done) {
                done = true;
                dropped.incrementAndGet();
            }
        }
    }
}
