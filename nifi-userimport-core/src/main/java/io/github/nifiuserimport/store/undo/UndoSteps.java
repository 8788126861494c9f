// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store.undo;

import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.undo.KeptField;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Plans an undo, and does its steps. Runs in the caller's transaction. */
public final class UndoSteps {

    /** As imports do that find users by e-mail or device: what is found there stays. */
    private static final String SERIALIZE =
            "SELECT pg_advisory_xact_lock(hashtextextended('{schema}/' || ?, 0))";

    private static final String OPERATIONS = "SELECT set_config('userimport.operations', ?, true)";

    private static final List<UndoneTable> TABLES =
            List.of(UndoneTable.PROFILES, UndoneTable.DEVICES, UndoneTable.EVENTS);

    private final SchemaName schema;
    private final UndoPlan plan;

    /**
     * Of one store.
     *
     * @param rowsOfStep how many rows of one kind a step looks at, more or less
     */
    public UndoSteps(final SchemaName schema, final int rowsOfStep) {
        this.schema = schema;
        plan = new UndoPlan(schema, rowsOfStep);
    }

    /**
     * Finds out what there is to do; once for each undo.
     *
     * @return how many rows; nothing when the job to undo is not known any more
     */
    public Optional<Long> plan(final Connection connection, final String undoId)
            throws SQLException {
        final Optional<UndoneJob> job = plan.job(connection, undoId);
        return job.isEmpty() ? Optional.empty() : Optional.of(plan.make(connection, job.get()));
    }

    /**
     * What a step came to.
     *
     * @param counts of its rows, users and devices
     * @param kept what it left as it is
     */
    public record Done(Counts counts, List<KeptField> kept) {}

    /**
     * Does a step.
     *
     * @param position {@link io.github.nifiuserimport.job.PartProgress#rowsDone()}
     * @return nothing when there is no step at that place
     */
    public Optional<Done> run(final Connection connection, final String undoId, final long position)
            throws SQLException {
        final Optional<UndoneJob> job = plan.job(connection, undoId);
        final Optional<UndoPlan.Step> step = plan.step(connection, undoId, position);
        if (job.isEmpty() || step.isEmpty()) {
            return Optional.empty();
        }
        if (!step.get().kind().endsWith(Addresses.KIND)) {
            // Where they need both locks, imports take that of addresses first.
            set(connection, SERIALIZE.replace("{schema}", schema.name()), job.get().appId());
        }
        set(connection, OPERATIONS, step.get().operations());
        return Optional.of(run(connection, job.get(), step.get()));
    }

    private static void set(final Connection connection, final String sql, final String value)
            throws SQLException {
        try (PreparedStatement set = connection.prepareStatement(sql)) {
            set.setString(1, value);
            set.execute();
        }
    }

    private Done run(final Connection connection, final UndoneJob job, final UndoPlan.Step step)
            throws SQLException {
        final boolean made = step.kind().startsWith(UndoPlan.MADE);
        final String kind = made ? step.kind().substring(UndoPlan.MADE.length()) : step.kind();
        if (kind.equals(Addresses.KIND)) {
            final Addresses addresses = new Addresses(schema, job, connection);
            return done(step, kind, made ? addresses.remove() : addresses.undo(step.changes()));
        }
        final UndoneTable table =
                TABLES.stream().filter(each -> each.kind().equals(kind)).findFirst().orElseThrow();
        return done(
                step,
                kind,
                made
                        ? new MadeRows(schema, table, job, connection)
                                .remove(step.firstId(), step.lastId())
                        : new ChangedRows(schema, table, job, connection).undo(step.changes()));
    }

    private static Done done(final UndoPlan.Step step, final String kind, final StepResult result) {
        final long rejected = Math.min(result.partly(), step.rows());
        final Counts counts =
                Counts.NONE
                        .plus(Count.ROWS, step.rows())
                        .plus(Count.REJECTED, rejected)
                        .plus(Count.APPLIED, step.rows() - rejected);
        return new Done(
                switch (kind) {
                    case "user_profile" ->
                            counts.plus(Count.CREATED, result.back())
                                    .plus(Count.UPDATED, result.changed())
                                    .plus(Count.DELETED, result.removed());
                    case "device" ->
                            counts.plus(
                                    Count.DEVICES,
                                    result.changed() + result.back() + result.removed());
                    default -> counts;
                },
                result.kept());
    }
}
