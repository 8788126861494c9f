// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.csv.CsvNotation;
import io.github.nifiuserimport.job.Count;
import io.github.nifiuserimport.job.Counts;
import io.github.nifiuserimport.job.JobFindings;
import io.github.nifiuserimport.job.JobFindings.ColumnErrors;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.OpenedPart;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.job.PartProgress;
import io.github.nifiuserimport.job.RejectedRow;
import io.github.nifiuserimport.job.RowNote;
import io.github.nifiuserimport.job.RowNotes;
import io.github.nifiuserimport.job.RowResults;
import io.github.nifiuserimport.job.StoreException;
import io.github.nifiuserimport.job.WarnedRow;
import io.github.nifiuserimport.job.run.Batch;
import io.github.nifiuserimport.job.run.ImportRow;
import io.github.nifiuserimport.profile.AttributeChange;
import io.github.nifiuserimport.profile.AttributeChange.Assign;
import io.github.nifiuserimport.profile.AttributeChange.Clear;
import io.github.nifiuserimport.profile.AttributeChange.Merge;
import io.github.nifiuserimport.profile.LastActive;
import io.github.nifiuserimport.profile.RowCommand;
import io.github.nifiuserimport.profile.UserChange;
import io.github.nifiuserimport.profile.UserKey;
import io.github.nifiuserimport.row.Column;
import io.github.nifiuserimport.store.jdbc.SchemaName;
import io.github.nifiuserimport.testing.TestDatabase;
import io.github.nifiuserimport.testing.TestPostgres;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("slow")
class PostgreSQLImportStoreTest {

    private static final String APP = "shop";

    private TestDatabase database;
    private PostgreSQLImportStore store;

    @BeforeEach
    void openStore() {
        database = TestPostgres.shared().newDatabase();
        store = new PostgreSQLImportStore(database::connection, new SchemaName("userimport"));
    }

    @Nested
    class Profiles {

        @Test
        void areCreatedUpdatedOrLeftAsTheyAre() throws Exception {
            assertThat(write(set("u1", "age", 24L), set("u2", "age", 30L)))
                    .isEqualTo(users(2, 0, 0));
            final String version = version("u1");
            assertThat(write(set("u1", "age", 24L), set("u2", "age", 31L), set("u3", "age", 1L)))
                    .isEqualTo(users(1, 1, 1));
            assertThat(version("u1")).as("an unchanged row is not rewritten").isEqualTo(version);
            assertThat(attributes("u2")).isEqualTo("{\"age\": 31}");
        }

        @Test
        void keepWhatAChangeDoesNotName() throws Exception {
            write(
                    user(
                            "u1",
                            Map.of("age", new Assign(24L), "email", new Assign("a@b.c")),
                            Map.of("country", new Assign("DE")),
                            Instant.ofEpochSecond(1483228800),
                            Instant.ofEpochSecond(1496275200)));
            write(set("u1", "plan", "gold"));
            assertThat(
                            query(
                                    "SELECT attributes || system || jsonb_build_object('e', email,"
                                            + " 'c', extract(epoch FROM created)::int, 'l', extract(epoch"
                                            + " FROM last_active)::int) FROM userimport.user_profile"))
                    .isEqualTo(
                            "{\"c\": 1483228800, \"e\": \"a@b.c\", \"l\": 1496275200, \"age\": 24,"
                                    + " \"plan\": \"gold\", \"email\": \"a@b.c\", \"country\": \"DE\"}");
        }

        /** A profile with no other names than a whole batch gives is replaced, not merged. */
        @Test
        void keepWhatOnlyOtherRowsOfTheBatchName() throws Exception {
            final RowCommand whole = of("u1", "a", 1L, "b", 1L);
            write(whole, of("u2", "a", 1L, "b", 1L), of("u3", "a", 1L), of("u4", "a", 1L, "c", 1L));
            assertThat(
                            write(
                                    whole,
                                    of("u2", "a", 2L),
                                    of("u3", "a", 2L, "b", 2L),
                                    set("u4", "a", 2L)))
                    .isEqualTo(users(0, 3, 1));
            assertThat(attributes("u1")).isEqualTo("{\"a\": 1, \"b\": 1}");
            assertThat(attributes("u2")).isEqualTo("{\"a\": 2, \"b\": 1}");
            assertThat(attributes("u3")).isEqualTo("{\"a\": 2, \"b\": 2}");
            assertThat(attributes("u4")).isEqualTo("{\"a\": 2, \"c\": 1}");
        }

        /** More names than are looked at one by one, and a profile that has others. */
        @Test
        void keepWhatAWideChangeDoesNotName() throws Exception {
            final List<Object> wide = new ArrayList<>();
            for (int index = 0; index < 60; index++) {
                wide.addAll(List.of("a" + index, 1L));
            }
            write(of("u1", "other", 1L, "a7", 2L), of("u2", "a7", 2L));
            write(of("u1", wide.toArray()), of("u2", wide.toArray()));
            final String names =
                    "SELECT string_agg(n::text, ' ' ORDER BY user_id) FROM (SELECT user_id, (SELECT"
                            + " count(*) FROM jsonb_object_keys(attributes)) AS n FROM"
                            + " userimport.user_profile) AS counted";
            assertThat(query(names)).isEqualTo("61 60");
            assertThat(attributes("u1")).contains("\"other\": 1", "\"a7\": 1");
        }

        /** Several slices, in which the rows of a batch go to the database, and all columns. */
        @Test
        void keepTheirPlacesInALargeBatch() throws Exception {
            final List<RowCommand> rows = new ArrayList<>();
            for (int user = 0; user < 100; user++) {
                final Map<String, AttributeChange> attributes = new LinkedHashMap<>();
                attributes.put("text", new Assign("x".repeat(3000) + user));
                attributes.put("list", new Assign(List.of("a", (long) user)));
                attributes.put("o", merge("x", new Assign((long) user)));
                if (user % 7 == 0) {
                    attributes.put("email", new Assign("u" + user + "@b.c"));
                }
                rows.add(
                        user(
                                "u" + user,
                                attributes,
                                user % 5 == 0 ? Map.of("country", new Assign("DE")) : Map.of(),
                                null,
                                user % 3 == 0 ? Instant.ofEpochSecond(user) : null));
            }
            final RowCommand[] all = rows.toArray(RowCommand[]::new);
            assertThat(write(all)).isEqualTo(users(100, 0, 0));
            assertThat(write(all)).isEqualTo(users(0, 0, 100));
            assertThat(
                            query(
                                    """
                                    SELECT count(*) FILTER (WHERE attributes ->> 'text' LIKE '%x' || n
                                                              AND attributes -> 'list' ->> 1 = n
                                                              AND attributes -> 'o' ->> 'x' = n)
                                           || ' of which mail ' ||
                                           count(*) FILTER (WHERE email = 'u' || n || '@b.c')
                                           || ' system ' ||
                                           count(*) FILTER (WHERE system ->> 'country' = 'DE')
                                           || ' active ' ||
                                           count(*) FILTER
                                               (WHERE extract(epoch FROM last_active) = n::int)
                                           || ' in order ' ||
                                           count(*) FILTER (WHERE number = n::int + 1)
                                    FROM (SELECT *, substr(user_id, 2) AS n,
                                                 row_number() OVER (ORDER BY inserted_at) AS number
                                          FROM userimport.user_profile) AS numbered
                                    """))
                    .isEqualTo("100 of which mail 15 system 20 active 34 in order 100");
        }

        @Test
        void keepValuesExactly() throws Exception {
            write(
                    user(
                            "u1",
                            Map.of(
                                    "text", new Assign("é😀\"\\\n\u0001"),
                                    "price", new Assign(new BigDecimal("1.10")),
                                    "big", new Assign(999_999_999_999_999L),
                                    "yes", new Assign(true),
                                    "list", new Assign(List.of("a", 1L, List.of()))),
                            Map.of(),
                            null,
                            null));
            assertThat(attributes("u1"))
                    .isEqualTo(
                            "{\"big\": 999999999999999, \"yes\": true, \"list\": [\"a\", 1, []],"
                                    + " \"text\": \"é😀\\\"\\\\\\n\\u0001\", \"price\": 1.10}");
        }

        @Test
        void mergeNestedObjectsAtEveryDepth() throws Exception {
            write(change("u1", "a", merge("x", new Assign(1L), "in", merge("p", new Assign(1L)))));
            assertThat(write(change("u1", "a", merge("in", merge("q", new Assign(2L))))))
                    .isEqualTo(users(0, 1, 0));
            assertThat(attributes("u1"))
                    .isEqualTo("{\"a\": {\"x\": 1, \"in\": {\"p\": 1, \"q\": 2}}}");
            assertThat(write(change("u1", "a", merge("in", merge("q", new Assign(2L))))))
                    .isEqualTo(users(0, 0, 1));
        }

        @Test
        void mergeAnObjectOverAValueThatIsNone() throws Exception {
            write(set("u1", "a", "text"));
            write(change("u1", "a", merge("x", new Assign(1L))));
            assertThat(attributes("u1")).isEqualTo("{\"a\": {\"x\": 1}}");
        }

        @Test
        void replaceAnObjectThatIsAssigned() throws Exception {
            write(set("u1", "a", Map.of("x", 1L)));
            write(set("u1", "a", Map.of("y", 2L)));
            assertThat(attributes("u1")).isEqualTo("{\"a\": {\"y\": 2}}");
        }

        @Test
        void knowAListFromOneThatOnlyContainsIt() throws Exception {
            write(set("u1", "list", List.of("a", "b")), set("u2", "list", List.of("a", "b")));
            assertThat(write(set("u1", "list", List.of("a")), set("u2", "list", List.of("a", "b"))))
                    .isEqualTo(users(0, 1, 1));
            assertThat(attributes("u1")).isEqualTo("{\"list\": [\"a\"]}");
            assertThat(write(set("u2", "list", "a"))).isEqualTo(users(0, 1, 0));
            assertThat(attributes("u2")).isEqualTo("{\"list\": \"a\"}");
        }

        @Test
        void knowAnObjectFromOneThatOnlyContainsIt() throws Exception {
            final Map<String, Object> whole = Map.of("street", "A", "city", "B");
            write(set("u1", "address", whole), set("u2", "address", whole));
            assertThat(
                            write(
                                    set("u1", "address", Map.of("city", "B")),
                                    set("u2", "address", whole)))
                    .isEqualTo(users(0, 1, 1));
            assertThat(attributes("u1")).isEqualTo("{\"address\": {\"city\": \"B\"}}");
        }

        /** Folded, the rows are one that replaces what was there by the object. */
        @Test
        void replaceAnObjectByOneThatFollowsAValueInTheBatch() throws Exception {
            write(set("u1", "a", Map.of("x", 1L, "y", 2L)));
            write(set("u1", "a", "text"), change("u1", "a", merge("x", new Assign(1L))));
            assertThat(attributes("u1")).isEqualTo("{\"a\": {\"x\": 1}}");
        }

        @Test
        void mergeListsAndObjectsInOneBatch() throws Exception {
            final RowCommand both =
                    user(
                            "u1",
                            Map.of(
                                    "a", merge("x", new Assign(List.of(1L, 2L))),
                                    "b", merge("y", new Assign(1L))),
                            Map.of(),
                            null,
                            null);
            write(both);
            write(change("u1", "a", merge("z", new Assign(List.of()))));
            assertThat(write(both)).isEqualTo(users(0, 0, 1));
            assertThat(attributes("u1"))
                    .isEqualTo("{\"a\": {\"x\": [1, 2], \"z\": []}, \"b\": {\"y\": 1}}");
        }

        @Test
        void mergeMoreObjectsThanAreMergedByName() throws Exception {
            final Map<String, AttributeChange> many = new HashMap<>();
            for (int index = 0; index < 12; index++) {
                many.put("o" + index, merge("x", new Assign(1L)));
            }
            write(change("u1", "o3", merge("kept", new Assign(true))));
            write(user("u1", many, Map.of(), null, null));
            assertThat(query("SELECT attributes ->> 'o3' FROM userimport.user_profile"))
                    .isEqualTo("{\"x\": 1, \"kept\": true}");
        }

        @Test
        void loseWhatIsCleared() throws Exception {
            write(
                    user(
                            "u1",
                            Map.of("email", new Assign("a@b.c"), "age", new Assign(3L)),
                            Map.of("country", new Assign("DE")),
                            null,
                            null));
            assertThat(
                            write(
                                    user(
                                            "u1",
                                            Map.of("email", new Clear()),
                                            Map.of("country", new Clear()),
                                            null,
                                            null),
                                    change("u2", "age", new Clear())))
                    .isEqualTo(users(1, 1, 0));
            assertThat(query("SELECT email || system::text FROM userimport.user_profile"))
                    .isEqualTo(null);
            assertThat(attributes("u1")).isEqualTo("{\"age\": 3}");
            assertThat(attributes("u2")).isEqualTo("{}");
        }

        @Test
        void ofDifferentAppsAreDifferentUsers() throws Exception {
            write(set("u1", "age", 1L));
            final PartId part = open("other-app-job").id();
            apply(
                    new Batch(
                            StoreFixture.delivery(part, "other"),
                            0,
                            1,
                            rows(0, set("u1", "age", 2L)),
                            List.of(),
                            List.of(),
                            true,
                            Instant.now(),
                            false,
                            StoreFixture.WORDING));
            assertThat(query("SELECT count(*) FROM userimport.user_profile")).isEqualTo("2");
            assertThat(attributes("u1")).isEqualTo("{\"age\": 1}");
        }

        @Test
        void areTheSameWhicheverWayTheyAreWritten() throws Exception {
            final AttributeChange merging = merge("x", new Assign(1L), "y", new Assign("é"));
            write(change("u1", "a", merging));
            write(change("u2", "a", merging), change("u3", "gone", new Clear()));
            assertThat(attributes("u2")).isEqualTo(attributes("u1"));
        }
    }

    @Nested
    class Ledger {

        @Test
        void takesAJobFromPendingToFinished() throws Exception {
            final Opened opened = open("job");
            assertThat(opened.state().job().state()).isEqualTo(JobState.RUNNING);
            assertThat(opened.state().progress())
                    .isEqualTo(new PartProgress(0, false, -1, Counts.NONE));
            store.counted(opened.id(), 3, Optional.empty());
            apply(batch(opened.id(), 0, false, set("u1", "a", 1L), set("u2", "a", 1L)));
            final JobStatus running = store.status("job").orElseThrow();
            assertThat(running.percent()).isEqualTo(66);
            assertThat(running.finished()).isNull();
            apply(batch(opened.id(), 2, true, set("u1", "a", 2L)));
            final JobStatus finished = store.status("job").orElseThrow();
            assertThat(finished.state()).isEqualTo(JobState.FINISHED);
            assertThat(finished.counts())
                    .isEqualTo(
                            Counts.NONE
                                    .plus(Count.ROWS, 3)
                                    .plus(Count.APPLIED, 3)
                                    .plus(Count.CREATED, 2)
                                    .plus(Count.UPDATED, 1));
            assertThat(finished.rowsTotal()).isEqualTo(3);
            assertThat(finished.finished()).isAfterOrEqualTo(finished.started());
        }

        @Test
        void appliesABatchOnceHoweverOftenItComes() throws Exception {
            final PartId part = open("job").id();
            final Batch batch = batch(part, 0, false, set("u1", "a", 1L));
            apply(batch);
            assertThatThrownBy(() -> apply(batch))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isTrue())
                    .hasMessageContaining("another delivery");
            assertThat(open("job").state().progress().rowsDone()).isEqualTo(1);
        }

        @Test
        void leavesNothingOfABatchThatIsRefused() throws Exception {
            final PartId part = open("job").id();
            assertThatThrownBy(() -> apply(batch(part, 5, false, set("u1", "a", 1L))))
                    .isInstanceOf(StoreException.class);
            assertThat(query("SELECT count(*) FROM userimport.user_profile")).isEqualTo("0");
        }

        @Test
        void finishesAJobWithItsLastPart() throws Exception {
            final PartId first = open("job", 0, 2).id();
            final PartId second = open("job", 1, 2).id();
            apply(batch(second, 0, true, set("u2", "a", 1L)));
            assertThat(store.status("job").orElseThrow().state()).isEqualTo(JobState.RUNNING);
            apply(batch(first, 0, true, set("u1", "a", 1L)));
            final JobStatus job = store.status("job").orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.FINISHED);
            assertThat(job.counts().get(Count.APPLIED)).isEqualTo(2);
        }

        /** The part's last batch sees the job run, and waits for the failure to be committed. */
        @Test
        @Timeout(60)
        void finishesNoJobThatFailsMeanwhile() throws Exception {
            final PartId part = open("job").id();
            try (ExecutorService thread = Executors.newSingleThreadExecutor();
                    Connection rival = database.connection();
                    Statement statement = rival.createStatement()) {
                rival.setAutoCommit(false);
                statement.execute(
                        "UPDATE userimport.import_job SET state = 'FAILED', error = 'no',"
                                + " finished = now(), ended_by = 'rival'");
                final Future<?> applied =
                        thread.submit(() -> apply(lastBatch(part, "file-1", set("u1", "a", 1L))));
                database.awaitSessions("wait_event_type = 'Lock'", 1);
                rival.commit();
                assertThatThrownBy(applied::get).hasMessageContaining("has already ended");
            }
            final JobStatus job = store.status("job").orElseThrow();
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.isEndedBy("rival")).isTrue();
            assertThat(query("SELECT count(*) FROM userimport.user_profile")).isEqualTo("0");
        }

        @Test
        void failsAJobForGood() throws Exception {
            final PartId part = open("job").id();
            assertThat(store.fail("job", "users.csv, line 1: \0 is no header", "file-1"))
                    .satisfies(
                            job -> {
                                assertThat(job.state()).isEqualTo(JobState.FAILED);
                                assertThat(job.error())
                                        .isEqualTo("users.csv, line 1: ␀ is no header");
                                assertThat(job.isEndedBy("file-1")).isTrue();
                            });
            assertThat(store.fail("job", "other", "file-2"))
                    .satisfies(
                            job -> {
                                assertThat(job.error()).startsWith("users.csv");
                                assertThat(job.isEndedBy("file-2")).isFalse();
                            });
            assertThat(open("job").state().job().state()).isEqualTo(JobState.FAILED);
            assertThatThrownBy(() -> apply(batch(part, 0, true, set("u1", "a", 1L))))
                    .hasMessageContaining("already ended");
        }

        @Test
        void keepsRejectedRowsInFileOrder() throws Exception {
            final PartId part = open("job").id();
            final RejectedRow one =
                    new RejectedRow(0, 2, "created", "is bad", "u1,\"\"", "more,cells");
            final RejectedRow two = new RejectedRow(2, 4, null, "has 1 cell", ",", null);
            apply(
                    new Batch(
                            StoreFixture.delivery(part, APP),
                            0,
                            3,
                            rows(0, set("u", "a", 1L)),
                            List.of(one, two),
                            List.of(),
                            true,
                            Instant.now(),
                            false,
                            StoreFixture.WORDING));
            final List<RejectedRow> rows = new ArrayList<>();
            store.rejectedRows("job", rows::add);
            assertThat(rows).containsExactly(one, two);
            assertThat(store.status("job").orElseThrow().counts())
                    .isEqualTo(
                            Counts.NONE
                                    .plus(Count.ROWS, 3)
                                    .plus(Count.APPLIED, 1)
                                    .plus(Count.REJECTED, 2)
                                    .plus(Count.CREATED, 1));
        }

        @Test
        void keepsRejectedRowsOfAllPartsInFileOrder() throws Exception {
            final PartId first = open("job", 0, 2).id();
            final PartId second = open("job", 1, 2).id();
            apply(rejecting(first, 5, 7));
            apply(rejecting(second, 2, 6));
            final List<Long> lines = new ArrayList<>();
            store.rejectedRows("job", row -> lines.add(row.line()));
            assertThat(lines).containsExactly(2L, 5L, 6L, 7L);
        }

        @Test
        void knowsWhichDeliveryEndedAJob() throws Exception {
            final PartId first = open("job", 0, 2).id();
            final PartId second = open("job", 1, 2).id();
            apply(lastBatch(first, "file-1", set("u1", "a", 1L)));
            assertThat(store.status("job").orElseThrow().isEndedBy("file-1")).isFalse();
            apply(lastBatch(second, "file-2", set("u2", "a", 1L)));
            final JobStatus job = store.status("job").orElseThrow();
            assertThat(job.isEndedBy("file-1")).isFalse();
            assertThat(job.isEndedBy("file-2")).isTrue();
        }

        @Test
        void registersAJobThatIsToRunLater() throws Exception {
            final NewJob job = new NewJob("job", APP, null, "users.csv", -1, 1);
            assertThat(store.register(job, "request").job().state()).isEqualTo(JobState.PENDING);
            final OpenedPart opened =
                    store.open(
                            new NewJob(
                                    "job",
                                    APP,
                                    "track",
                                    "other.csv",
                                    77,
                                    1,
                                    null,
                                    new CsvNotation(List.of(new Column(0, "a;b", List.of())), ';')),
                            new PartId("job", 0));
            assertThat(opened.job())
                    .satisfies(
                            running -> {
                                assertThat(running.state()).isEqualTo(JobState.RUNNING);
                                assertThat(running.action()).isEqualTo("track");
                                assertThat(running.fileName()).isEqualTo("users.csv");
                                assertThat(running.fileSize()).isEqualTo(77);
                                assertThat(running.notation().heading())
                                        .isEqualTo("\uFEFF\"a;b\";line;column;error\r\n");
                            });
            assertThat(store.register(job, "request").job().state()).isEqualTo(JobState.RUNNING);
        }

        @Test
        void listsTheLatestJobsOfAnAppNewestFirst() throws Exception {
            open("first");
            open("second");
            store.register(new NewJob("third", APP, null, "users.csv", -1, 1), "request");
            store.register(new NewJob("foreign", "other", null, "users.csv", -1, 1), "request");
            assertThat(store.latest(APP, 2))
                    .extracting(JobStatus::id)
                    .containsExactly("third", "second");
            assertThat(store.latest("nobody's", 2)).isEmpty();
        }

        @Test
        void tellsWhatIsWrongWithRows() throws Exception {
            final PartId part = open("job").id();
            apply(rejecting(part, 5, 7, 9));
            final JobFindings findings = store.findings("job", 2);
            assertThat(findings.errors())
                    .isEqualTo(
                            new RowNotes(
                                    List.of(
                                            new RowNote(5, "age", "is bad"),
                                            new RowNote(7, "age", "is bad")),
                                    3));
            assertThat(findings.warnings()).isEqualTo(new RowNotes(List.of(), 0));
            assertThat(findings.errorsByColumn()).containsExactly(new ColumnErrors("age", 3));
        }

        @Test
        void tellsWhatBecameOfEveryRow() throws Exception {
            final PartId part = open("job").id();
            apply(batch(part, 0, false, set("u1", "a", "text"), set("u2", "a", 1L)));
            apply(
                    new Batch(
                            StoreFixture.delivery(part, APP),
                            2,
                            3,
                            List.of(
                                    new ImportRow(
                                            3,
                                            5,
                                            change(
                                                    "u1",
                                                    "a",
                                                    new AttributeChange.Increment(
                                                            BigDecimal.ONE, true)))),
                            List.of(
                                    new RejectedRow(2, 4, "age", "is bad", "u", null),
                                    new RejectedRow(4, 6, "age", "is bad", "u", null)),
                            List.of(),
                            true,
                            Instant.now(),
                            false,
                            StoreFixture.WORDING));
            final List<String> told = new ArrayList<>();
            store.rowResults(
                    "job",
                    new RowResults() {
                        @Override
                        public void applied(final long rows) {
                            told.add(rows + " applied");
                        }

                        @Override
                        public void rejected(final RejectedRow row) {
                            told.add(row.line() + " rejected: " + row.error());
                        }

                        @Override
                        public void warned(final WarnedRow row) {
                            told.add(row.line() + " warned");
                        }
                    });
            assertThat(told)
                    .containsExactly(
                            "2 applied", "4 rejected: is bad", "5 warned", "6 rejected: is bad");
        }

        private static Batch rejecting(final PartId part, final long... lines) {
            final List<RejectedRow> rows = new ArrayList<>();
            for (final long line : lines) {
                rows.add(new RejectedRow(rows.size(), line, "age", "is bad", "u,x", null));
            }
            return new Batch(
                    StoreFixture.delivery(part, APP),
                    0,
                    lines.length,
                    List.of(),
                    rows,
                    List.of(),
                    true,
                    Instant.now(),
                    false,
                    StoreFixture.WORDING);
        }

        private static Batch lastBatch(
                final PartId part, final String flowFileId, final RowCommand... commands) {
            return new Batch(
                    StoreFixture.delivery(part, APP, flowFileId),
                    0,
                    commands.length,
                    rows(0, commands),
                    List.of(),
                    List.of(),
                    true,
                    Instant.now(),
                    false,
                    StoreFixture.WORDING);
        }

        @Test
        void knowsNothingOfAJobItWasNotTold() throws Exception {
            assertThat(store.status("nowhere")).isEmpty();
            assertThat(store.status("no\0where")).isEmpty();
        }
    }

    @Nested
    class Schema {

        @Test
        void mayBeSeveralInOneDatabase() throws Exception {
            write(set("u1", "age", 24L));
            final PostgreSQLImportStore other =
                    new PostgreSQLImportStore(database::connection, new SchemaName("second"));
            other.migrate();
            assertThat(query("SELECT count(*) FROM second.user_profile")).isEqualTo("0");
        }

        @Test
        void isPreparedOnceByManyAtATime() throws Exception {
            final List<Thread> nodes = new ArrayList<>();
            final List<Exception> failures = new ArrayList<>();
            for (int node = 0; node < 3; node++) {
                nodes.add(
                        Thread.ofPlatform()
                                .start(
                                        () -> {
                                            try {
                                                new PostgreSQLImportStore(
                                                                database::connection,
                                                                new SchemaName("userimport"))
                                                        .migrate();
                                            } catch (StoreException e) {
                                                failures.add(e);
                                            }
                                        }));
            }
            for (final Thread node : nodes) {
                node.join();
            }
            assertThat(failures).isEmpty();
        }
    }

    @Test
    void saysThatADatabaseIsAwayAndGoesOnWhenItIsBack() throws Exception {
        try (TestPostgres server = TestPostgres.start()) {
            final TestDatabase away = server.newDatabase();
            server.stop();
            final PostgreSQLImportStore waiting =
                    new PostgreSQLImportStore(away::connection, new SchemaName("userimport"));
            assertThatThrownBy(() -> waiting.status("job"))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.retryable()).isTrue());
            server.restart();
            assertThat(waiting.status("job")).isEmpty();
        }
    }

    private record Opened(PartId id, OpenedPart state) {}

    private Opened open(final String jobId) throws StoreException {
        return open(jobId, 0, 1);
    }

    private Opened open(final String jobId, final int part, final int parts) throws StoreException {
        final PartId id = new PartId(jobId, part);
        final NewJob job = new NewJob(jobId, APP, "setUserAttributes", "users.csv", 12, parts);
        return new Opened(id, store.open(job, id));
    }

    private static Counts users(final long created, final long updated, final long unchanged) {
        return Counts.NONE
                .plus(Count.CREATED, created)
                .plus(Count.UPDATED, updated)
                .plus(Count.UNCHANGED, unchanged);
    }

    private int jobs;

    private Counts write(final RowCommand... commands) throws StoreException {
        final PartId part = open("write-" + jobs++).id();
        final Counts counts = apply(batch(part, 0, true, commands)).counts();
        return users(
                counts.get(Count.CREATED), counts.get(Count.UPDATED), counts.get(Count.UNCHANGED));
    }

    private PartProgress apply(final Batch batch) throws StoreException {
        return store.preparation().apply(batch).apply();
    }

    private static Batch batch(
            final PartId part,
            final long firstRow,
            final boolean last,
            final RowCommand... commands) {
        return new Batch(
                StoreFixture.delivery(part, APP),
                firstRow,
                commands.length,
                rows(firstRow, commands),
                List.of(),
                List.of(),
                last,
                Instant.now(),
                false,
                StoreFixture.WORDING);
    }

    private static List<ImportRow> rows(final long firstRow, final RowCommand... commands) {
        final List<ImportRow> rows = new ArrayList<>();
        for (final RowCommand command : commands) {
            rows.add(new ImportRow(firstRow + rows.size(), firstRow + rows.size() + 2, command));
        }
        return rows;
    }

    private static RowCommand set(final String userId, final String name, final Object value) {
        return change(userId, name, new Assign(value));
    }

    private static RowCommand change(
            final String userId, final String name, final AttributeChange change) {
        return user(userId, Map.of(name, change), Map.of(), null, null);
    }

    private static RowCommand user(
            final String userId,
            final Map<String, AttributeChange> attributes,
            final Map<String, AttributeChange> system,
            final Instant created,
            final Instant lastActive) {
        return RowCommand.of(
                new UserKey.ById(userId),
                UserChange.builder()
                        .attributes(attributes)
                        .system(system)
                        .email(attributes.get("email"))
                        .created(created)
                        .lastActive(lastActive == null ? null : new LastActive.At(lastActive))
                        .build());
    }

    /** Sets attributes, given as names and values. */
    private static RowCommand of(final String userId, final Object... namesAndValues) {
        final Map<String, AttributeChange> attributes = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            attributes.put((String) namesAndValues[index], new Assign(namesAndValues[index + 1]));
        }
        return user(userId, attributes, Map.of(), null, null);
    }

    private static Merge merge(final String name, final AttributeChange change) {
        return new Merge(Map.of(name, change));
    }

    private static Merge merge(
            final String one,
            final AttributeChange first,
            final String other,
            final AttributeChange second) {
        return new Merge(Map.of(one, first, other, second));
    }

    private String attributes(final String userId) throws SQLException {
        return query(
                "SELECT attributes FROM userimport.user_profile WHERE app_id = '"
                        + APP
                        + "' AND user_id = '"
                        + userId
                        + "'");
    }

    private String version(final String userId) throws SQLException {
        return query(
                "SELECT ctid || '/' || xmin FROM userimport.user_profile WHERE user_id = '"
                        + userId
                        + "'");
    }

    private String query(final String sql) throws SQLException {
        try (Connection connection = database.connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
