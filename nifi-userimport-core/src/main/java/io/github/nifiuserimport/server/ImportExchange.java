// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.server;

import io.github.nifiuserimport.api.Access;
import io.github.nifiuserimport.api.ApiRequest;
import io.github.nifiuserimport.api.FileName;
import io.github.nifiuserimport.api.FormBody;
import io.github.nifiuserimport.api.HttpReply;
import io.github.nifiuserimport.api.ImportApi;
import io.github.nifiuserimport.api.ImportRequest;
import io.github.nifiuserimport.api.JobIds;
import io.github.nifiuserimport.api.JsonBody;
import io.github.nifiuserimport.api.RequestArguments;
import io.github.nifiuserimport.api.RequestBody;
import io.github.nifiuserimport.api.RequestFault;
import io.github.nifiuserimport.api.SentFile;
import io.github.nifiuserimport.api.StatusRequest;
import io.github.nifiuserimport.job.FileContent;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.check.CheckedRows;
import io.github.nifiuserimport.job.check.FileCheck;
import io.github.nifiuserimport.job.check.FileReport;
import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.layout.LayoutSettings;
import io.github.nifiuserimport.layout.detect.Layouts;
import io.github.nifiuserimport.text.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A request to an API. Its key is checked as soon as it is there: where it stands in a header or in
 * the address, before anything of the body is read, and in any case before a file is taken. The
 * body is read as it comes, without a thread that waits for it.
 */
final class ImportExchange implements RequestBody.FileSink {

    private static final String DEFAULT_FILE_NAME = "users.csv";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** How many row errors are told in an answer, as many as of a job that has ended. */
    private static final int MAX_ROW_ERRORS = 1000;

    private static final String NOT_TAKEN =
            "No import is started here, where imports are shown and cancelled; send it to the service"
                    + " that takes imports";

    private static final Duration NO_ROOM = Duration.ofSeconds(5);

    private final Exchange exchange;
    private final ImportApi api;
    private final ServerSettings settings;
    private final ImportStore store;
    private final ImportReceiver receiver;
    private final DryRuns dryRuns;
    private final Clock clock;

    private final RequestArguments arguments = new RequestArguments();
    private RequestBody body;
    private Access.Granted granted;
    private ImportReceiver.Intake intake;
    private String fileName;
    private int files;
    private long fileBytes;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private Scheduler.Task deadline;
    private boolean answered;

    ImportExchange(
            final Exchange exchange,
            final ImportApi api,
            final ServerSettings settings,
            final ImportStore store,
            final ImportReceiver receiver,
            final DryRuns dryRuns,
            final Clock clock) {
        this.exchange = exchange;
        this.api = api;
        this.settings = settings;
        this.store = store;
        this.receiver = receiver;
        this.dryRuns = dryRuns;
        this.clock = clock;
    }

    synchronized void begin() {
        try {
            FormBody.readQuery(exchange.request().getHttpURI().getQuery(), arguments);
        } catch (final RequestFault fault) {
            end(exchange.format().refused(fault.status(), fault.getMessage()));
            return;
        }
        if (!exchange.method().equals("POST")) {
            whole();
            return;
        }
        final Optional<Access.Denied> denied = denied();
        if (denied.isPresent() && denied.get().reason() != Access.Reason.KEY_MISSING) {
            deny(denied.get());
            return;
        }
        restartDeadline();
        read();
    }

    /** For a client without a key, that is soon; it may still send one. */
    private void restartDeadline() {
        if (deadline != null) {
            deadline.cancel();
        }
        final Duration time = granted == null ? ServerLimits.UNKNOWN : settings.limits().whole();
        deadline = exchange.schedule(this::late, time);
    }

    private synchronized void late() {
        if (!answered) {
            end(
                    exchange.format()
                            .refused(408, "The request took too long to come in; send it again"));
        }
    }

    private synchronized void read() {
        while (!answered) {
            final Content.Chunk chunk = exchange.read();
            if (chunk == null) {
                exchange.demand(this::read);
                return;
            }
            if (Content.Chunk.isFailure(chunk)) {
                unread(chunk.getFailure());
                return;
            }
            try {
                take(chunk);
            } catch (final RequestFault fault) {
                fault(fault);
            } catch (final IOException | RuntimeException failed) {
                broken(failed);
            } finally {
                chunk.release();
            }
        }
    }

    /** The client has gone, or has sent nothing for too long. */
    private void unread(final Throwable failure) {
        if (failure instanceof TimeoutException) {
            late();
        } else {
            end(exchange.format().refused(400, "The request is not whole; send it again"));
        }
    }

    private void take(final Content.Chunk chunk) throws IOException, RequestFault {
        if (chunk.hasRemaining()) {
            if (body == null) {
                body = bodyOf(exchange.header(HttpHeader.CONTENT_TYPE.asString()));
            }
            body.add(chunk.getByteBuffer());
        }
        if (chunk.isLast()) {
            if (body != null) {
                body.end();
            }
            if (files > 0) {
                intake.endFile();
            }
            deadline.cancel();
            whole();
        }
    }

    private RequestBody bodyOf(final String contentType) throws RequestFault {
        final String type = contentType == null ? "" : contentType.split(";", -1)[0].strip();
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "application/x-www-form-urlencoded" ->
                    new FormBody(api.uploadField(), this, arguments);
            case "application/json" -> new JsonBody(api.uploadField(), arguments);
            case "multipart/form-data" -> multipart(contentType);
            default ->
                    throw new RequestFault(
                            "Content-Type: "
                                    + (type.isEmpty() ? "is missing" : type + " is not taken")
                                    + "; use multipart/form-data,"
                                    + " application/x-www-form-urlencoded or application/json");
        };
    }

    private RequestBody multipart(final String contentType) throws RequestFault {
        final String boundary = MultiPart.extractBoundary(contentType);
        if (boundary == null || boundary.isEmpty()) {
            throw new RequestFault("Content-Type: multipart/form-data has no boundary");
        }
        return new MultipartBody(boundary, api.uploadField(), this, arguments);
    }

    @Override
    public void begin(final String name) throws IOException, RequestFault {
        if (granted == null) {
            final Optional<Access.Denied> denied = denied();
            if (denied.isPresent()) {
                deny(denied.get());
                throw new RequestFault(denied.get().error());
            }
            restartDeadline();
        }
        files++;
        if (files > 1) {
            throw new RequestFault("file: the request has two files; send one");
        }
        if (!receiver.takes(true)) {
            throw new RequestFault(403, NOT_TAKEN);
        }
        if (!receiver.hasRoom(true)) {
            throw new RequestFault(503, "");
        }
        fileName = name;
        intake = receiver.begin();
    }

    @Override
    public void write(final ByteBuffer bytes) throws IOException, RequestFault {
        fileBytes += bytes.remaining();
        if (fileBytes > settings.policy().maxFileBytes()) {
            throw new RequestFault(
                    413,
                    Text.format(
                            "file: has more than %,d bytes; split it",
                            settings.policy().maxFileBytes()));
        }
        final int looked = Math.min(bytes.remaining(), SentFile.BEGINNING - beginning.size());
        for (int i = 0; i < looked; i++) {
            beginning.write(bytes.get(bytes.position() + i));
        }
        intake.write(bytes);
    }

    /** Why the request may not go on, as far as it is known; else it is granted. */
    private Optional<Access.Denied> denied() {
        return switch (api.authorize(asked(), settings.keys())) {
            case Access.Granted access -> {
                granted = access;
                yield Optional.empty();
            }
            case Access.Denied denied -> Optional.of(denied);
        };
    }

    private void deny(final Access.Denied denied) {
        close();
        exchange.deny(denied);
    }

    private ApiRequest asked() {
        return exchange.asked(arguments.all(), settings.publicUrl());
    }

    /** All of the request is there. */
    private void whole() {
        try {
            final Optional<Access.Denied> denied = denied();
            if (denied.isPresent()) {
                deny(denied.get());
            } else {
                answer();
            }
        } catch (final StoreException failed) {
            close();
            exchange.away(failed);
        } catch (final IOException | RuntimeException failed) {
            broken(failed);
        }
    }

    private void answer() throws IOException, StoreException {
        final Optional<StatusRequest> question =
                exchange.method().equals("POST") || PageExchange.METHODS.contains(exchange.method())
                        ? api.question(asked())
                        : Optional.empty();
        if (question.isPresent()) {
            end(
                    PageExchange.status(exchange, settings, store, granted, clock)
                            .answer(question.get())
                            .reply());
            return;
        }
        final ImportRequest wanted =
                api.methods().contains(exchange.method())
                        ? api.read(asked(), granted.app(), file(), settings.policy())
                        : new ImportRequest.Refused(
                                405,
                                Text.format(
                                        "%s is not taken here; use %s",
                                        exchange.method(), String.join(" or ", api.methods())));
        if (wanted instanceof ImportRequest.Refused refused) {
            refuse(refused);
        } else if (!receiver.takes(wanted instanceof ImportRequest.Upload)) {
            end(exchange.format().refused(403, NOT_TAKEN));
        } else if (wanted instanceof ImportRequest.DryRun dryRun) {
            dryRun(dryRun.wanted());
        } else if (!receiver.hasRoom(wanted instanceof ImportRequest.Upload)) {
            noRoom();
        } else {
            start(wanted);
        }
    }

    private SentFile file() {
        return new SentFile(files, fileBytes, beginning.toString(StandardCharsets.UTF_8));
    }

    private void refuse(final ImportRequest.Refused refused) {
        final HttpReply reply = exchange.format().refused(refused.status(), refused.error());
        end(
                refused.status() == 405
                        ? reply.with(HttpHeader.ALLOW.asString(), String.join(", ", api.methods()))
                        : reply);
    }

    private void start(final ImportRequest wanted) throws IOException, StoreException {
        final String name = name(wanted);
        final String jobId = jobId();
        describe(wanted, jobId, name);
        final NewJob job =
                new NewJob(
                        jobId,
                        granted.app(),
                        wanted instanceof ImportRequest.FromBucket object ? object.action() : null,
                        name,
                        wanted instanceof ImportRequest.Upload ? fileBytes : -1,
                        1);
        final Optional<FileReport> report =
                wanted instanceof ImportRequest.Upload
                        ? Optional.of(check(wanted, intake.file(), fileBytes))
                        : Optional.empty();
        if (report.flatMap(FileReport::fault).isPresent()) {
            final RegisteredJob failed =
                    store.registerFailed(
                            job,
                            name + ", " + report.get().fault().get().getMessage(),
                            intake.id());
            if (!failed.byThisDelivery()) {
                repeated(failed);
                return;
            }
        } else {
            try {
                final RegisteredJob registered = store.register(job, intake.id(), intake::handOver);
                if (!registered.byThisDelivery()) {
                    repeated(registered);
                    return;
                }
            } catch (final StoreException failed) {
                if (!failed.outcomeUnknown()) {
                    throw failed;
                }
                // The file is handed over; if its job is not known, the file brings it along. Told
                // to come back, the client would import it twice.
                exchange.passing(failed);
            }
        }
        end(
                report.map(found -> api.checked(found, jobId))
                        .orElseGet(() -> api.accepted(jobId).orElseThrow()));
    }

    private void repeated(final RegisteredJob known) throws StoreException {
        end(api.repeated(known.job(), most -> store.findings(known.job().id(), most)));
    }

    private String name(final ImportRequest wanted) {
        return wanted instanceof ImportRequest.FromBucket object
                ? object.object()
                : FileName.of(fileName, DEFAULT_FILE_NAME);
    }

    private void describe(final ImportRequest wanted, final String jobId, final String name)
            throws IOException {
        if (intake == null) {
            intake = receiver.begin();
        }
        intake.describe(
                new ImportReceiver.Description(
                        jobId,
                        granted.app(),
                        api.name(),
                        exchange.path(),
                        exchange.client(),
                        FileName.of(name, DEFAULT_FILE_NAME),
                        wanted));
    }

    private FileReport check(
            final ImportRequest wanted, final FileContent content, final long bytes)
            throws IOException {
        final LayoutSettings layout = api.layout(wanted, settings.policy());
        return new FileCheck(
                        intake.format(),
                        Layouts.of(layout),
                        layout.limits().fileBytes(),
                        MAX_ROW_ERRORS)
                .run(content, bytes, CheckedRows.IGNORED);
    }

    /** Answers what importing a file would change. There is no job, and nothing is handed over. */
    private void dryRun(final ImportRequest wanted) throws IOException, StoreException {
        if (!dryRuns.begin()) {
            close();
            exchange.refuse(
                    503,
                    "As many dry runs as may be are at work; try again in "
                            + NO_ROOM.toSeconds()
                            + " seconds",
                    NO_ROOM);
            return;
        }
        try {
            end(tried(wanted));
        } finally {
            dryRuns.end();
        }
    }

    private HttpReply tried(final ImportRequest wanted) throws IOException, StoreException {
        describe(wanted, UUID.randomUUID().toString(), name(wanted));
        final FileContent content;
        final long bytes;
        if (wanted instanceof ImportRequest.FromBucket object) {
            final Path file =
                    settings.policy().folder().orElseThrow().file(object.bucket(), object.object());
            if (!Files.isRegularFile(file)) {
                return exchange.format()
                        .refused(404, "file: there is no " + object.object() + " in the bucket");
            }
            content = () -> Files.newInputStream(file);
            bytes = Files.size(file);
        } else {
            content = intake.file();
            bytes = fileBytes;
        }
        final FileReport check = check(wanted, content, bytes);
        if (check.fault().isPresent()) {
            return api.checked(check, null);
        }
        final LayoutSettings layout = api.layout(wanted, settings.policy());
        return dryRuns.run(granted.app(), intake.format(), Layouts.of(layout), content, bytes)
                .map(report -> api.tried(check, report))
                .orElseGet(
                        () ->
                                exchange.format()
                                        .refused(
                                                503,
                                                "dry_run: takes longer than the "
                                                        + dryRuns.longest().toSeconds()
                                                        + " seconds that a request may; split the"
                                                        + " file, or use ValidateUserImport in the"
                                                        + " flow"));
    }

    private String jobId() {
        final String key = exchange.header(IDEMPOTENCY_KEY);
        return key == null || key.isBlank()
                ? UUID.randomUUID().toString()
                : JobIds.ofIdempotencyKey(granted.app(), key.strip());
    }

    private void fault(final RequestFault fault) {
        if (answered) {
            return;
        }
        if (fault.status() == 503) {
            noRoom();
            return;
        }
        // In a request that cannot be read, the key may just not have been found.
        end(exchange.format().refused(fault.status(), fault.getMessage()));
    }

    private void noRoom() {
        close();
        exchange.refuse(
                503,
                "Too much waits to be imported; try again in " + NO_ROOM.toSeconds() + " seconds",
                NO_ROOM);
    }

    private void broken(final Exception failed) {
        if (!answered) {
            close();
            exchange.broken(failed);
        }
    }

    private void end(final HttpReply reply) {
        close();
        exchange.reply(reply);
    }

    /** What was not handed over is gone. */
    private void close() {
        answered = true;
        if (deadline != null) {
            deadline.cancel();
        }
        if (intake != null) {
            intake.close();
        }
    }
}
