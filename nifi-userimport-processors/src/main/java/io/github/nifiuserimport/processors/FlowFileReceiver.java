// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.row.RowFormat;
import io.github.nifiuserimport.server.ImportReceiver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.nifi.flowfile.FlowFile;
import org.apache.nifi.flowfile.attributes.CoreAttributes;
import org.apache.nifi.logging.ComponentLog;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.processor.ProcessSession;
import org.apache.nifi.processor.ProcessSessionFactory;
import org.apache.nifi.processor.Relationship;

/** Makes a FlowFile of each import that comes over HTTP, in a session of its own. */
final class FlowFileReceiver implements ImportReceiver {

    private static final int BUFFER = 8192;

    /** How long the first requests wait for NiFi, which triggers the processor after its start. */
    private static final Duration FIRST_TRIGGER = Duration.ofSeconds(5);

    private final ProcessContext context;
    private final ComponentLog log;
    private final Relationship uploads;
    private final Relationship objects;
    private final Relationship undos;

    /** There from the first time that NiFi triggers the processor. */
    private final AtomicReference<ProcessSessionFactory> sessions = new AtomicReference<>();

    private final CountDownLatch triggered = new CountDownLatch(1);

    /**
     * @param uploads where files go that came with a request
     * @param objects where the names of objects go
     * @param undos where the ids of imports go that are to be undone
     */
    FlowFileReceiver(
            final ProcessContext context,
            final ComponentLog log,
            final Relationship uploads,
            final Relationship objects,
            final Relationship undos) {
        this.context = context;
        this.log = log;
        this.uploads = uploads;
        this.objects = objects;
        this.undos = undos;
    }

    void use(final ProcessSessionFactory factory) {
        sessions.set(factory);
        triggered.countDown();
    }

    @Override
    public boolean hasRoom(final boolean upload) {
        return isTriggered()
                && context.getAvailableRelationships().contains(upload ? uploads : objects);
    }

    /**
     * Into a relationship that is terminated a file would be dropped, and its job wait for ever.
     */
    @Override
    public boolean takes(final boolean upload) {
        return !context.isAutoTerminated(upload ? uploads : objects);
    }

    @Override
    public boolean takesUndos() {
        return !context.isAutoTerminated(undos);
    }

    @Override
    public boolean hasRoomForUndos() {
        return isTriggered() && context.getAvailableRelationships().contains(undos);
    }

    private boolean isTriggered() {
        try {
            return triggered.await(FIRST_TRIGGER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Intake begin() throws IOException {
        final ProcessSessionFactory factory = sessions.get();
        if (factory == null) {
            throw new IOException("The processor has not been triggered yet");
        }
        return new FlowFileIntake(factory.createSession());
    }

    private final class FlowFileIntake implements Intake {

        private final ProcessSession session;
        private final long begin = System.nanoTime();
        private final byte[] buffer = new byte[BUFFER];
        private FlowFile file;
        private OutputStream content;
        private Relationship to;
        private String uri;
        private String details;
        private boolean done;

        FlowFileIntake(final ProcessSession session) {
            this.session = session;
            file = session.create();
        }

        @Override
        public String id() {
            return ImportIds.flowFileId(file);
        }

        @Override
        public void write(final ByteBuffer bytes) throws IOException {
            if (content == null) {
                content = session.write(file);
            }
            while (bytes.hasRemaining()) {
                final int length = Math.min(bytes.remaining(), buffer.length);
                bytes.get(buffer, 0, length);
                content.write(buffer, 0, length);
            }
        }

        @Override
        public void endFile() throws IOException {
            if (content != null) {
                content.close();
                content = null;
            }
        }

        @Override
        public void describe(final Description described) {
            to = described.request() instanceof ImportRequest.Upload ? uploads : objects;
            uri = "http://" + described.client() + described.path();
            details = "Import " + described.jobId() + " of app " + described.app();
            file = session.putAllAttributes(file, attributes(described));
        }

        @Override
        public void describe(final Undo undo) {
            to = undos;
            uri = "http://" + undo.client() + undo.path();
            details = "Undo of import " + undo.undoes() + " of app " + undo.app();
            file =
                    session.putAllAttributes(
                            file,
                            Map.of(
                                    ImportAttributes.ID,
                                    undo.jobId(),
                                    ImportAttributes.APP,
                                    undo.app(),
                                    ImportAttributes.ACTION,
                                    NewUndo.ACTION,
                                    ImportAttributes.UNDOES,
                                    undo.undoes()));
        }

        @Override
        public RowFormat format() {
            return ReaderProperty.rowFormat(context, file, log);
        }

        @Override
        public FileContent file() {
            return () -> session.read(file);
        }

        @Override
        public void handOver() {
            session.getProvenanceReporter()
                    .receive(
                            file,
                            uri,
                            details,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
            session.transfer(file, to);
            session.commit();
            done = true;
        }

        @Override
        public void close() {
            if (done) {
                return;
            }
            done = true;
            try {
                endFile();
            } catch (final IOException unwritten) {
                log.debug("The content of a dropped upload cannot be closed", unwritten);
            }
            session.rollback();
        }
    }

    private static Map<String, String> attributes(final ImportReceiver.Description described) {
        final Map<String, String> attributes =
                JobRequest.attributes(described.jobId(), described.app(), described.request());
        attributes.put(ImportAttributes.API, described.api());
        attributes.put(CoreAttributes.FILENAME.key(), described.fileName());
        return attributes;
    }
}
