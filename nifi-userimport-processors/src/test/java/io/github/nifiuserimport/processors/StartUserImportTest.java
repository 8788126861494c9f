// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static io.github.nifiuserimport.processors.StartUserImport.ACCEPTED;
import static io.github.nifiuserimport.processors.StartUserImport.FAILURE;
import static io.github.nifiuserimport.processors.StartUserImport.RESPONSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.nifiuserimport.api.JobIds;
import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.job.JobStatus;
import io.github.nifiuserimport.job.NewJob;
import io.github.nifiuserimport.job.PartId;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.Test;

class StartUserImportTest {

    private static final String MULTI =
            "action=multi&appId=default&apiVersion=1.0.6&createJob=true&gcsBucket=crm"
                    + "&file=in/users.csv&defaultAction=track";

    private final TestRunner runner = TestRunners.newTestRunner(StartUserImport.class);
    private PostgreSQLUserStore store;

    private void over(final TestPostgres postgres) throws Exception {
        store = UserStores.add(runner, postgres.newDatabase());
        runner.setProperty(StartUserImport.USER_STORE, "store");
        runner.setProperty(StartUserImport.ALLOWED_BUCKETS, "crm/in");
    }

    private MockFlowFile one(final org.apache.nifi.processor.Relationship relationship) {
        runner.assertTransferCount(relationship, 1);
        return runner.getFlowFilesForRelationship(relationship).getFirst();
    }

    @Test
    void registersWhatLeanplumsMultiNames() throws Exception {
        over(TestPostgres.shared());
        HttpRequests.get(runner, "c1", MULTI);
        runner.run();
        final MockFlowFile accepted = one(ACCEPTED);
        final String id = accepted.getAttribute("userimport.id");
        accepted.assertAttributeEquals("userimport.app", "default");
        accepted.assertAttributeEquals("userimport.action", "track");
        accepted.assertAttributeEquals("userimport.bucket", "crm");
        accepted.assertAttributeEquals("gcs.bucket", "crm");
        accepted.assertAttributeEquals("userimport.object", "in/users.csv");
        accepted.assertAttributeEquals("filename", "users.csv");
        accepted.assertAttributeNotExists("http.context.identifier");
        accepted.assertAttributeNotExists("userimport.argument.file");
        final MockFlowFile reply = one(RESPONSE);
        reply.assertAttributeEquals("userimport.reply.status", "200");
        reply.assertAttributeEquals("http.context.identifier", "c1");
        reply.assertContentEquals("{\"response\":[{\"success\":true,\"jobId\":\"" + id + "\"}]}");
        final JobStatus job = store.status(id).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.PENDING);
        assertThat(job.fileName()).isEqualTo("in/users.csv");
        assertThat(job.action()).isEqualTo("track");
    }

    @Test
    void refusesInTheApisEnvelope() throws Exception {
        over(TestPostgres.shared());
        HttpRequests.get(runner, "c1", MULTI.replace("=crm", "=secret"));
        runner.run();
        final MockFlowFile reply = one(RESPONSE);
        reply.assertAttributeEquals("userimport.reply.status", "403");
        reply.assertContentEquals(
                "{\"response\":[{\"success\":false,\"error\":{\"message\":\"gcsBucket:"
                        + " \\\"secret\\\" is not a bucket that files may be imported from\"}}]}");
        runner.assertTransferCount(ACCEPTED, 0);
        assertThat(store.latest("default", 10)).isEmpty();
    }

    @Test
    void registersAFileThatIsSentToDashly() throws Exception {
        over(TestPostgres.shared());
        runner.setProperty(StartUserImport.API, ApiOption.DASHLY);
        HttpRequests.part(runner, "c1", "t", 1, 4, "file", "$user_id;$name\n1;x\n");
        HttpRequests.part(runner, "c1", "t", 2, 4, "app", "$self_app");
        HttpRequests.part(runner, "c1", "t", 3, 4, "delimiter", ";");
        HttpRequests.part(runner, "c1", "t", 4, 4, "tags", "\"a\",\"b\"");
        runner.run();
        runner.assertTransferCount(RESPONSE, 0);
        final MockFlowFile accepted = one(ACCEPTED);
        accepted.assertContentEquals("$user_id;$name\n1;x\n");
        accepted.assertAttributeEquals("http.context.identifier", "c1");
        accepted.assertAttributeEquals("userimport.key", "$user_id");
        accepted.assertAttributeEquals("userimport.tags", "\"a\",\"b\"");
        accepted.assertAttributeEquals("userimport.delimiter", "semicolon");
        accepted.assertAttributeEquals("filename", "users one.csv");
        assertThat(store.status(accepted.getAttribute("userimport.id")).orElseThrow().fileSize())
                .isEqualTo(19);
    }

    @Test
    void takesAFormOfThirtyMegabytesAndRefusesMore() throws Exception {
        over(TestPostgres.shared());
        runner.setProperty(StartUserImport.API, ApiOption.DASHLY);
        final String file = "$user_id\n" + "1".repeat(29_999_991);
        HttpRequests.form(runner, "c1", "app=default&file=" + encoded(file));
        runner.run();
        assertThat(one(ACCEPTED).getSize()).isEqualTo(30_000_000);
        runner.clearTransferState();
        HttpRequests.form(runner, "c2", "app=default&file=" + encoded(file + "1"));
        runner.run();
        one(RESPONSE)
                .assertContentEquals(
                        "{\"meta\":{\"status\":413,\"error\":\"PayloadTooLarge\",\"error_message\":\"file: has 30,000,001 bytes, at most"
                                + " 30,000,000 are taken; split it\"},\"data\":{}}");
    }

    private static String encoded(final String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void refusesWhatCouldNotBeRead() throws Exception {
        over(TestPostgres.shared());
        runner.setProperty(StartUserImport.API, ApiOption.DASHLY);
        HttpRequests.part(runner, "c1", "t", 1, 1, null, "x");
        runner.enqueue("x", HttpRequests.attributes("c2", "POST", "mime.type", "text/csv"));
        runner.enqueue("{", HttpRequests.attributes("c3", "POST", "mime.type", "application/json"));
        runner.enqueue(
                "x",
                HttpRequests.attributes("c4", "POST", "mime.type", "multipart/form-data;boundary"));
        HttpRequests.get(runner, "c5", "app=default");
        HttpRequests.form(runner, "c6", "app=default&file=@/tmp/users.csv");
        runner.run(6);
        runner.assertAllFlowFilesTransferred(RESPONSE, 6);
        assertThat(runner.getFlowFilesForRelationship(RESPONSE))
                .extracting(MockFlowFile::getContent)
                .satisfiesExactlyInAnyOrder(
                        text -> assertThat(text).contains("400", "has no name"),
                        text -> assertThat(text).contains("400", "text/csv is not taken; use"),
                        text -> assertThat(text).contains("400", "no valid JSON: line 1, column"),
                        text -> assertThat(text).contains("400", "is no multipart/form-data"),
                        text -> assertThat(text).contains("405", "send the file with POST"),
                        text -> assertThat(text).contains("400", "is the name of a file"));
    }

    @Test
    void startsNoSecondImportForARequestThatIsSentAgain() throws Exception {
        over(TestPostgres.shared());
        for (final String context : new String[] {"c1", "c2"}) {
            runner.enqueue(
                    "",
                    HttpRequests.attributes(
                            context,
                            "GET",
                            "http.query.string",
                            MULTI,
                            "http.headers.idempotency-key",
                            "k1"));
        }
        runner.run(2);
        runner.assertTransferCount(ACCEPTED, 1);
        runner.assertTransferCount(RESPONSE, 2);
        assertThat(runner.getFlowFilesForRelationship(RESPONSE))
                .extracting(MockFlowFile::getContent)
                .containsOnly(
                        "{\"response\":[{\"success\":true,\"jobId\":\""
                                + one(ACCEPTED).getAttribute("userimport.id")
                                + "\"}]}");
    }

    @Test
    void startsAnImportWhoseFirstDeliveryWasLostAfterItWasRegistered() throws Exception {
        over(TestPostgres.shared());
        final MockFlowFile request =
                runner.enqueue(
                        "", HttpRequests.attributes("c1", "GET", "http.query.string", MULTI));
        final String id = JobIds.ofDelivery("c1");
        store.register(
                new NewJob(id, "default", "track", "in/users.csv", -1, 1),
                request.getAttribute("uuid"));
        runner.run();
        one(ACCEPTED).assertAttributeEquals("userimport.id", id);
    }

    @Test
    void answersASecondUploadWithTheFirstOnesJob() throws Exception {
        over(TestPostgres.shared());
        runner.setProperty(StartUserImport.API, ApiOption.DASHLY);
        upload("c1");
        runner.run();
        final String id = one(ACCEPTED).getAttribute("userimport.id");
        final MockFlowFile beforeItIsChecked = answerToUpload("c2");
        beforeItIsChecked.assertAttributeEquals("userimport.reply.status", "409");
        beforeItIsChecked.assertAttributeEquals("Retry-After", "10");
        beforeItIsChecked.assertContentEquals(
                "{\"meta\":{\"status\":409,\"error\":\"Conflict\",\"error_message\":\"Idempotency-Key: import "
                        + id
                        + " is being checked, or waits to be; try again in 10 seconds\"},\"data\":{}}");

        final PartId part = new PartId(id, 0);
        store.open(new NewJob(id, "default", "setUserAttributes", "users.csv", 18, 1), part);
        store.counted(part, 3);
        answerToUpload("c3")
                .assertContentEquals(
                        "{\"meta\":{\"status\":200},\"data\":{\"row_errors\":{},"
                                + "\"updates_planned\":3,\"import_id\":\""
                                + id
                                + "\",\"state\":\"RUNNING\"}}");

        store.fail(id, "line 2: the row cannot be read", "delivery");
        answerToUpload("c4")
                .assertContentEquals(
                        "{\"meta\":{\"status\":400,\"error\":\"BadRequest\",\"error_message\":\"line 2: the row cannot be"
                                + " read\"},\"data\":{}}");
    }

    private void upload(final String context) {
        runner.enqueue(
                "app=default&file=%24user_id%0A1",
                HttpRequests.attributes(
                        context,
                        "POST",
                        "mime.type",
                        "application/x-www-form-urlencoded",
                        "http.headers.Idempotency-Key",
                        "k1"));
    }

    private MockFlowFile answerToUpload(final String context) {
        runner.clearTransferState();
        upload(context);
        runner.run();
        runner.assertTransferCount(ACCEPTED, 0);
        return one(RESPONSE);
    }

    @Test
    void answers503WhileTheDatabaseIsAwayAndWorksAfterwards() throws Exception {
        try (TestPostgres postgres = TestPostgres.start()) {
            over(postgres);
            postgres.stop();
            HttpRequests.get(runner, "c1", MULTI);
            runner.run();
            final MockFlowFile reply = one(RESPONSE);
            reply.assertAttributeEquals("userimport.reply.status", "503");
            reply.assertAttributeEquals("Retry-After", "10");
            reply.assertContentEquals(
                    "{\"response\":[{\"success\":false,\"error\":{\"message\":\"The user store is"
                            + " away; try again in 10 seconds\"}}]}");
            runner.assertTransferCount(ACCEPTED, 0);
            assertThat(runner.getQueueSize().getObjectCount()).isZero();
            runner.clearTransferState();
            postgres.restart();
            HttpRequests.get(runner, "c2", MULTI);
            runner.run();
            one(RESPONSE).assertAttributeEquals("userimport.reply.status", "200");
            one(ACCEPTED);
        }
    }

    @Test
    void startsAnImportByAttributesAlone() throws Exception {
        over(TestPostgres.shared());
        runner.enqueue(
                "",
                Map.of(
                        "userimport.argument.gcsBucket", "crm",
                        "userimport.argument.file", "in/users.csv"));
        runner.enqueue("", Map.of("userimport.argument.gcsBucket", "crm"));
        runner.run(2);
        runner.assertTransferCount(RESPONSE, 0);
        one(ACCEPTED).assertAttributeEquals("userimport.object", "in/users.csv");
        one(FAILURE).assertAttributeEquals("userimport.error", "file is missing");
    }
}
