// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.Delivery;
import io.github.nifiuserimport.job.HandOver;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.JobTotals;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.NewUndo;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.Pruned;
import io.github.nifiuserimport.job.RegisteredJob;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.UndoRefused;
import io.github.nifiuserimport.job.history.UserHistory;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.BatchTransaction;
import io.github.nifiuserimport.job.run.ChangeSink;
import io.github.nifiuserimport.job.run.DryRunSession;
import io.github.nifiuserimport.job.run.ImportStore;
import io.github.nifiuserimport.job.run.PreparedBatch;
import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.job.undo.UndoStore;
import io.github.nifiuserimport.store.dryrun.PostgreSQLDryRun;
import io.github.nifiuserimport.store.history.HistoryPruning;
import io.github.nifiuserimport.store.history.HistorySettings;
import io.github.nifiuserimport.store.history.UserHistoryQuery;
import io.github.nifiuserimport.store.jdbc.ConnectionSource;
import io.github.nifiuserimport.store.jdbc.DatabaseFault;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.store.jdbc.SingleStatement;
import io.github.nifiuserimport.store.jdbc.Transaction;
import io.github.nifiuserimport.store.job.JobFindingsQuery;
import io.github.nifiuserimport.store.job.JobLedger;
import io.github.nifiuserimport.store.job.JobSplit;
import io.github.nifiuserimport.store.job.JobStatusQuery;
import io.github.nifiuserimport.store.job.JobTotalsQuery;
import io.github.nifiuserimport.store.job.NotedRows;
import io.github.nifiuserimport.store.job.Pruning;
import io.github.nifiuserimport.store.job.RowResultsQuery;
import io.github.nifiuserimport.store.job.UndoLedger;
import io.github.nifiuserimport.store.profile.ProfileWriter;
import io.github.nifiuserimport.store.profile.ProfileWriters;
import io.github.nifiuserimport.store.undo.UndoCheck;
import io.github.nifiuserimport.store.undo.UndoSteps;
import io.github.nifiuserimport.text.Text;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The store over PostgreSQL. Every call is one transaction, and questions for the state of jobs
 * that are asked at once may share one. The schema is created, or brought up to date, before the
 * first of them that finds the database there.
 */
public final class PostgreSQLImportStore implements ImportStore, UndoStore {

    /** How long changes are kept if nothing else is said. */
    public static final Duration KEEP_HISTORY_FOR = Duration.ofDays(30);

    /** One step is one transaction, and holds up whoever wants one of its rows so long. */
    private static final int ROWS_OF_UNDO_STEP = 10_000;

    private final ConnectionSource connections;
    private final SchemaName schema;
    private final JobLedger ledger;
    private final JobStatusQuery statuses;
    private final NotedRows notedRows;
    private final JobFindingsQuery findings;
    private final CombinedLookup<String, JobStatus> statusLookup =
            new CombinedLookup<>(this::statuses);
    private final RowResultsQuery rowResults;
    private final JobTotalsQuery totals;
    private final Pruning pruning;
    private final HistorySettings history;
    private final UserHistoryQuery histories;
    private final HistoryPruning historyPruning;
    private final UndoCheck undoCheck;
    private final UndoSteps undoSteps;
    private final UndoLedger undoLedger;
    private final AtomicBoolean migrated = new AtomicBoolean();
    private final ReentrantLock migration = new ReentrantLock();

    /** One that keeps changes for {@link #KEEP_HISTORY_FOR}. */
    public PostgreSQLImportStore(final ConnectionSource connections, final SchemaName schema) {
        this(connections, schema, KEEP_HISTORY_FOR);
    }

    /**
     * A store.
     *
     * @param keepHistoryFor how long it is kept what users were before each change; zero to keep
     *     nothing
     */
    public PostgreSQLImportStore(
            final ConnectionSource connections,
            final SchemaName schema,
            final Duration keepHistoryFor) {
        this(connections, schema, keepHistoryFor, ROWS_OF_UNDO_STEP);
    }

    /** One that undoes imports in steps of so many rows. */
    PostgreSQLImportStore(
            final ConnectionSource connections,
            final SchemaName schema,
            final Duration keepHistoryFor,
            final int rowsOfUndoStep) {
        this.connections = connections;
        this.schema = schema;
        this.ledger = new JobLedger(schema);
        this.statuses = new JobStatusQuery(schema);
        this.notedRows = new NotedRows(schema);
        this.findings = new JobFindingsQuery(schema);
        this.rowResults = new RowResultsQuery(schema);
        this.totals = new JobTotalsQuery(schema);
        this.pruning = new Pruning(schema);
        this.history = new HistorySettings(schema, keepHistoryFor);
        this.histories = new UserHistoryQuery(schema);
        this.historyPruning = new HistoryPruning(schema);
        this.undoCheck = new UndoCheck(schema);
        this.undoSteps = new UndoSteps(schema, rowsOfUndoStep);
        this.undoLedger = new UndoLedger(schema);
    }

    /**
     * Makes sure that the schema is there and up to date; does nothing once it was, until a table
     * turns out to be missing.
     *
     * @throws StoreException when it cannot be; the next call tries again
     */
    public void migrate() throws StoreException {
        if (migrated.get()) {
            return;
        }
        migration.lock();
        try {
            if (!migrated.get()) {
                Migrations.run(connections, schema);
                migrated.set(true);
            }
        } finally {
            migration.unlock();
        }
    }

    @Override
    public RegisteredJob register(final NewJob job, final String flowFileId) throws StoreException {
        return inTransaction(
                "Registering import " + job.id(),
                connection -> {
                    final boolean own = ledger.register(connection, job, flowFileId);
                    return registered(connection, job, own);
                });
    }

    @Override
    public RegisteredJob register(
            final NewJob job, final String flowFileId, final HandOver handOver)
            throws StoreException {
        final String doing = "Registering import " + job.id();
        return repeatedly(
                () -> {
                    try (Transaction transaction = Transaction.begin(connections)) {
                        final Connection connection = transaction.connection();
                        final RegisteredJob registered;
                        try {
                            final boolean added = ledger.add(connection, job, flowFileId);
                            registered = registered(connection, job, added);
                        } catch (final SQLException error) {
                            throw failed(doing, error);
                        }
                        if (registered.byThisDelivery()) {
                            handOver.run();
                            commitHandedOver(doing, transaction);
                        }
                        return registered;
                    }
                });
    }

    /** From here on, no failure may have the file handed over again. */
    private static void commitHandedOver(final String doing, final Transaction transaction)
            throws StoreException {
        try {
            transaction.commit();
        } catch (final SQLException | RuntimeException error) {
            throw StoreException.outcomeUnknown(
                    Text.format(
                            "%s: its file is handed over, but whether it is registered is not"
                                    + " known: %s",
                            doing, DatabaseFault.of(error).message()),
                    error);
        }
    }

    @Override
    public RegisteredJob registerFailed(
            final NewJob job, final String reason, final String flowFileId) throws StoreException {
        return inTransaction(
                "Registering import " + job.id(),
                connection -> {
                    final boolean added = ledger.add(connection, job, flowFileId);
                    if (added) {
                        ledger.fail(connection, job.id(), reason, flowFileId);
                    }
                    return registered(connection, job, added);
                });
    }

    private RegisteredJob registered(
            final Connection connection, final NewJob job, final boolean byThisDelivery)
            throws SQLException {
        return new RegisteredJob(
                statuses.status(connection, job.id()).orElseThrow(), byThisDelivery);
    }

    @Override
    public OpenedPart open(final NewJob job, final PartId part) throws StoreException {
        return inTransaction(
                "Opening import " + job.id(),
                connection -> {
                    final JobSplit split = ledger.open(connection, job, part);
                    final JobStatus status = statuses.status(connection, job.id()).orElseThrow();
                    final boolean ofThisSplit = split.isOf(job);
                    if (!ofThisSplit && !status.state().ended()) {
                        throw splitOtherwise(job, split);
                    }
                    return new OpenedPart(status, ledger.part(connection, part), ofThisSplit);
                });
    }

    @Override
    public PartProgress counted(
            final PartId part, final long rows, final Optional<String> keyColumn)
            throws StoreException {
        return inTransaction(
                "Noting the rows of import " + part.jobId(),
                connection -> ledger.counted(connection, part, rows, keyColumn));
    }

    @Override
    public Function<Batch, PreparedBatch> preparation() {
        final ProfileWriters writers = new ProfileWriters(schema);
        return batch -> new Prepared(batch, writers.of(batch));
    }

    @Override
    public DryRunSession dryRun(
            final String appId, final ChangeSink changes, final boolean comesOnce)
            throws StoreException {
        migrate();
        return new PostgreSQLDryRun(connections, schema, appId, changes, comesOnce);
    }

    /** A batch, and the way its rows are written into profiles. */
    private final class Prepared implements PreparedBatch {

        private final Batch batch;
        private final ProfileWriter profiles;

        Prepared(final Batch batch, final ProfileWriter profiles) {
            this.batch = batch;
            this.profiles = profiles;
        }

        @Override
        public Batch batch() {
            return batch;
        }

        @Override
        public Optional<Set<String>> users() {
            return profiles.users();
        }

        @Override
        public BatchTransaction begin() throws StoreException {
            migrate();
            return new Applying(
                    batch,
                    profiles,
                    Transaction.begin(
                            connections,
                            JobLedger.settings(batch) + history.sql() + profiles.settings(),
                            batch.part().jobId(),
                            profiles.operations()));
        }
    }

    /** Applies a batch: its profiles first, and in its turn what tells of them. */
    private final class Applying implements BatchTransaction {

        private final Batch batch;
        private final ProfileWriter profiles;
        private final Transaction transaction;
        private ProfileWriter.Written written;

        Applying(final Batch batch, final ProfileWriter profiles, final Transaction transaction) {
            this.batch = batch;
            this.profiles = profiles;
            this.transaction = transaction;
        }

        @Override
        public void write() throws StoreException {
            written = run(connection -> profiles.write(connection, batch.appId()));
        }

        @Override
        public PartProgress commit() throws StoreException {
            return run(
                    connection -> {
                        final PartProgress progress = note(connection);
                        transaction.commit();
                        return progress;
                    });
        }

        private PartProgress note(final Connection connection) throws SQLException, StoreException {
            final PartId part = batch.part();
            notedRows.addRejected(connection, part, batch.rejected());
            notedRows.addWarned(connection, part, written.warnings());
            notedRows.addWarned(connection, part, batch.passedOver());
            if (!history.kept()) {
                historyPruning.beginNow(connection);
            }
            final Optional<PartProgress> progress =
                    ledger.advance(connection, batch, written.counts(), history.kept());
            if (progress.isEmpty()
                    || batch.last() && !ledger.partFinished(connection, batch.delivery())) {
                throw outOfStep(connection, part.jobId());
            }
            return progress.get();
        }

        private <T> T run(final Work<T> work) throws StoreException {
            try {
                return work.run(transaction.connection());
            } catch (final SQLException error) {
                throw failed("Applying rows of import " + batch.part().jobId(), error);
            }
        }

        @Override
        public void close() {
            transaction.close();
        }
    }

    /**
     * Its rows are others than those of the part that is in the ledger; they are the same file's.
     */
    private static StoreException splitOtherwise(final NewJob job, final JobSplit split) {
        return new StoreException(
                Text.format(
                                "Import %s was begun in %s, this is one of %s. It waits until those are imported",
                                job.id(), split, JobSplit.of(job))
                        + "; if they are lost, end the import as docs/operations.md says",
                true,
                null);
    }

    private StoreException outOfStep(final Connection connection, final String jobId)
            throws SQLException {
        final boolean ended =
                statuses.status(connection, jobId)
                        .map(JobStatus::state)
                        .filter(JobState::ended)
                        .isPresent();
        return ended
                ? StoreException.jobEnded("Import " + jobId + " has already ended")
                : new StoreException(
                        "Import " + jobId + " is being applied by another delivery of its file",
                        true,
                        null);
    }

    @Override
    public RegisteredJob registerUndo(
            final NewUndo undo, final String flowFileId, final HandOver handOver)
            throws StoreException, UndoRefused {
        final String doing = "Registering the undo of import " + undo.undoes();
        final UndoRefused[] refused = {null};
        final RegisteredJob registered =
                repeatedly(
                        () -> {
                            try (Transaction transaction = Transaction.begin(connections)) {
                                final RegisteredJob job;
                                try {
                                    job = register(transaction.connection(), undo, flowFileId);
                                } catch (final SQLException error) {
                                    throw failed(doing, error);
                                } catch (final UndoRefused refusal) {
                                    refused[0] = refusal;
                                    return null;
                                }
                                if (job.byThisDelivery()) {
                                    handOver.run();
                                    commitHandedOver(doing, transaction);
                                }
                                return job;
                            }
                        });
        if (refused[0] != null) {
            throw refused[0];
        }
        return registered;
    }

    private RegisteredJob register(
            final Connection connection, final NewUndo undo, final String flowFileId)
            throws SQLException, UndoRefused {
        final Optional<JobStatus> known = statuses.status(connection, undo.id());
        if (known.isPresent()) {
            if (!undo.undoes().equals(undoLedger.undone(connection, undo.id()))) {
                throw UndoRefused.because(
                        Text.format(
                                "The ID %s is that of another job; an undo needs one of its own",
                                undo.id()));
            }
            return new RegisteredJob(known.get(), false);
        }
        final String fileName = undoCheck.check(connection, undo.id(), undo.appId(), undo.undoes());
        final NewJob job =
                new NewJob(undo.id(), undo.appId(), NewUndo.ACTION, fileName, -1, 1)
                        .withHeader(NewUndo.ACTION, KeptField.NOTATION);
        final boolean added = ledger.add(connection, job, flowFileId);
        undoLedger.undoes(connection, undo.id(), undo.undoes());
        return registered(connection, job, added);
    }

    @Override
    public OpenedPart openUndo(final String undoId, final String flowFileId) throws StoreException {
        final PartId part = new PartId(undoId, 0);
        return inTransaction(
                "Opening undo " + undoId,
                connection -> {
                    final JobStatus known =
                            statuses.status(connection, undoId)
                                    .orElseThrow(
                                            () ->
                                                    new StoreException(
                                                            "No undo " + undoId + " is known",
                                                            false,
                                                            null));
                    ledger.open(
                            connection,
                            new NewJob(
                                    undoId, known.appId(), NewUndo.ACTION, known.fileName(), -1, 1),
                            part);
                    final PartProgress progress = ledger.part(connection, part);
                    if (!known.state().ended() && progress.rowsTotal() < 0) {
                        planUndo(connection, known, flowFileId);
                    }
                    return new OpenedPart(
                            statuses.status(connection, undoId).orElseThrow(),
                            ledger.part(connection, part),
                            true);
                });
    }

    private void planUndo(
            final Connection connection, final JobStatus undo, final String flowFileId)
            throws SQLException {
        final String undone = undoLedger.undone(connection, undo.id());
        try {
            if (undone == null) {
                throw UndoRefused.because(Text.format("Job %s is no undo", undo.id()));
            }
            // Since it was registered, time has passed.
            undoCheck.check(connection, undo.id(), undo.appId(), undone);
        } catch (final UndoRefused refused) {
            ledger.fail(connection, undo.id(), refused.getMessage(), flowFileId);
            return;
        }
        final long rows = undoSteps.plan(connection, undo.id()).orElse(0L);
        final PartId part = new PartId(undo.id(), 0);
        ledger.counted(connection, part, rows, Optional.empty());
    }

    @Override
    public PartProgress undoNext(
            final String undoId, final PartProgress present, final String flowFileId)
            throws StoreException {
        final PartId part = new PartId(undoId, 0);
        return repeatedly(
                () -> {
                    try (Transaction transaction =
                            Transaction.begin(connections, history.sql(), undoId, "")) {
                        final Connection connection = transaction.connection();
                        undoStep(connection, part, present, flowFileId);
                        final PartProgress after = ledger.part(connection, part);
                        transaction.commit();
                        return after;
                    } catch (final SQLException error) {
                        throw failed("Undoing by " + undoId, error);
                    }
                });
    }

    private void undoStep(
            final Connection connection,
            final PartId part,
            final PartProgress present,
            final String flowFileId)
            throws SQLException, StoreException {
        if (!undoCheck.isStillKept(connection, part.jobId())) {
            throw new StoreException(
                    Text.format(
                            "Undo %s cannot go on: what users were before is not kept any more from"
                                    + " the time on when the import began (Keep History For). What it"
                                    + " has taken back stays so; the rest is not undone",
                            part.jobId()),
                    false,
                    null);
        }
        final Optional<UndoSteps.Done> step =
                undoSteps.run(connection, part.jobId(), present.rowsDone());
        if (step.isEmpty() && present.rowsDone() < present.rowsTotal()) {
            throw new StoreException(
                    Text.format("What undo %s undoes is not known any more", part.jobId()),
                    false,
                    null);
        }
        final UndoSteps.Done done = step.orElse(new UndoSteps.Done(Counts.NONE, List.of()));
        final long first = done.kept().isEmpty() ? 0 : undoLedger.listed(connection, part.jobId());
        final List<RejectedRow> listed = new ArrayList<>();
        for (final KeptField each : done.kept()) {
            listed.add(each.row(first + listed.size()));
        }
        notedRows.addRejected(connection, part, listed);
        final boolean last =
                present.rowsDone() + done.counts().get(Count.ROWS) >= present.rowsTotal();
        if (!undoLedger.advance(
                        connection,
                        part.jobId(),
                        present.rowsDone(),
                        done.counts(),
                        last,
                        history.kept())
                || last
                        && !ledger.partFinished(
                                connection,
                                new Delivery(
                                        new NewJob(part.jobId(), "", null, "", -1, 1),
                                        part,
                                        flowFileId))) {
            throw outOfStep(connection, part.jobId());
        }
        if (last && !history.kept()) {
            // Not with each step: it would stand in its own way.
            historyPruning.beginNow(connection);
        }
        if (!last) {
            JobLedger.commitLater(connection);
        }
    }

    @Override
    public JobStatus fail(final String jobId, final String reason, final String flowFileId)
            throws StoreException {
        return inTransaction(
                "Marking import " + jobId + " failed",
                connection -> {
                    ledger.fail(connection, jobId, reason, flowFileId);
                    ledger.tellCancelled(connection, jobId, flowFileId);
                    return known(connection, jobId);
                });
    }

    @Override
    public JobStatus cancel(final String jobId, final String reason) throws StoreException {
        return inTransaction(
                "Cancelling import " + jobId,
                connection -> {
                    ledger.cancel(connection, jobId, reason);
                    return known(connection, jobId);
                });
    }

    @Override
    public JobStatus tellCancelled(final String jobId, final String flowFileId)
            throws StoreException {
        return inTransaction(
                "Noting who tells of the end of import " + jobId,
                connection -> {
                    ledger.tellCancelled(connection, jobId, flowFileId);
                    return known(connection, jobId);
                });
    }

    private JobStatus known(final Connection connection, final String jobId)
            throws SQLException, StoreException {
        return statuses.status(connection, jobId)
                .orElseThrow(
                        () -> new StoreException("No import " + jobId + " is known", false, null));
    }

    @Override
    public Optional<JobStatus> status(final String jobId) throws StoreException {
        // PostgreSQL has no text with this character, and others' ids are asked for with it.
        return jobId.indexOf('\0') >= 0 ? Optional.empty() : statusLookup.get(jobId);
    }

    private Map<String, JobStatus> statuses(final Set<String> jobIds) throws StoreException {
        return bySingleStatement(
                jobIds.size() == 1
                        ? "Reading the state of import " + jobIds.iterator().next()
                        : "Reading the state of imports",
                connection -> statuses.byId(connection, jobIds));
    }

    @Override
    public List<JobStatus> latest(final String appId, final int max) throws StoreException {
        return bySingleStatement(
                "Reading the latest imports",
                connection -> statuses.latest(connection, appId, max));
    }

    @Override
    public JobTotals totals(final Collection<String> appIds) throws StoreException {
        return inTransaction("Adding up imports", connection -> totals.of(connection, appIds));
    }

    @Override
    public JobFindings findings(final String jobId, final int max) throws StoreException {
        return inTransaction(
                "Reading the errors of import " + jobId,
                connection -> findings.of(connection, jobId, max));
    }

    @Override
    public void rowResults(final String jobId, final RowResults results) throws StoreException {
        inTransaction(
                "Reading the rows of import " + jobId,
                connection -> {
                    rowResults.forEach(connection, jobId, results);
                    return null;
                });
    }

    @Override
    public void rejectedRows(final String jobId, final Consumer<RejectedRow> consumer)
            throws StoreException {
        inTransaction(
                "Reading the rejected rows of import " + jobId,
                connection -> {
                    notedRows.forEachRejected(connection, jobId, consumer);
                    return null;
                });
    }

    @Override
    public Pruned pruneRows(final Instant endedBefore) throws StoreException {
        return repeated(
                "Removing the rejected rows of old imports",
                connection -> pruning.rowsOfOneJob(connection, endedBefore));
    }

    @Override
    public Pruned pruneJobs(final Instant endedBefore) throws StoreException {
        return repeated(
                "Removing old imports", connection -> pruning.someJobs(connection, endedBefore));
    }

    @Override
    public Optional<UserHistory> history(
            final String appId, final String user, final Optional<Instant> before, final int max)
            throws StoreException {
        // PostgreSQL has no text with this character.
        return user.indexOf('\0') >= 0
                ? Optional.empty()
                : inTransaction(
                        "Reading the history of a user",
                        connection -> histories.of(connection, appId, user, before, max));
    }

    @Override
    public Pruned pruneHistory() throws StoreException {
        final Instant wanted = history.keptSince(Instant.now());
        final String doing = "Removing the history of users";
        final Instant since =
                inTransaction(
                        doing,
                        connection -> {
                            final Instant needed = historyPruning.neededSince(connection, wanted);
                            historyPruning.beginLater(connection, needed);
                            return needed;
                        });
        return repeated(doing, connection -> historyPruning.some(connection, since));
    }

    /** One transaction after the other, until there is nothing more to do. */
    private Pruned repeated(final String doing, final Work<Pruned> some) throws StoreException {
        Pruned all = Pruned.NOTHING;
        Pruned pruned;
        do {
            pruned = inTransaction(doing, some);
            all = all.plus(pruned);
        } while (!pruned.equals(Pruned.NOTHING));
        return all;
    }

    @Override
    public String location() {
        try (Connection connection = connections.get()) {
            return connection.getMetaData().getURL().replaceFirst("[?;].*", "");
        } catch (SQLException | RuntimeException unknown) {
            return "jdbc:postgresql:" + schema.name();
        }
    }

    private interface Work<T> {
        T run(Connection connection) throws SQLException, StoreException;
    }

    private <T> T inTransaction(final String doing, final Work<T> work) throws StoreException {
        return repeatedly(
                () -> {
                    try (Transaction transaction = Transaction.begin(connections)) {
                        final T result = work.run(transaction.connection());
                        transaction.commit();
                        return result;
                    } catch (final SQLException error) {
                        throw failed(doing, error);
                    }
                });
    }

    private <T> T bySingleStatement(final String doing, final SingleStatement.Question<T> question)
            throws StoreException {
        return repeatedly(
                () -> {
                    try {
                        return SingleStatement.ask(connections, question);
                    } catch (final SQLException error) {
                        throw failed(doing, error);
                    }
                });
    }

    private interface Attempt<T> {
        T run() throws StoreException;
    }

    /** Over an up-to-date schema; again, while a failure may have been a matter of the moment. */
    private <T> T repeatedly(final Attempt<T> attempt) throws StoreException {
        int tries = 1;
        while (true) {
            migrate();
            try {
                return attempt.run();
            } catch (final StoreException failed) {
                if (!failed.againAtOnce() || tries == StoreException.MAX_TRIES_AT_ONCE) {
                    throw failed;
                }
                tries++;
            }
        }
    }

    private StoreException failed(final String doing, final SQLException error) {
        final DatabaseFault fault = DatabaseFault.of(error);
        final String message = doing + ": " + fault.message();
        if (fault.kind() == DatabaseFault.Kind.NO_SUCH_TABLE) {
            // Somebody has dropped them: the next call looks, and makes them again.
            migrated.set(false);
        }
        return fault.againAtOnce()
                ? StoreException.onceMore(message, error)
                : new StoreException(message, fault.retryable(), error);
    }
}
