// SPDX-License-Identifier: Apache-2.0
package io.github.nifiuserimport.processors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nifiuserimport.job.JobState;
import io.github.nifiuserimport.services.PostgreSQLUserStore;
import io.github.nifiuserimport.testing.TestPostgres;
import java.lang.reflect.Proxy;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.nifi.annotation.notification.PrimaryNodeState;
import org.apache.nifi.components.ConfigVerificationResult;
import org.apache.nifi.components.PropertyDescriptor;
import org.apache.nifi.processor.ProcessContext;
import org.apache.nifi.scheduling.ExecutionNode;
import org.apache.nifi.util.MockFlowFile;
import org.apache.nifi.util.TestRunner;
import org.apache.nifi.util.TestRunners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListenUserImportsTest {

    private static final String USERS = "$user_id;$name\n1;x\n";

    private final WithSensitiveValues processor = new WithSensitiveValues();
    private final TestRunner runner = TestRunners.newTestRunner(processor);
    private final HttpClient client = HttpClient.newHttpClient();
    private PostgreSQLUserStore store;
    private int port;

    /** A person who adds a property ticks that it is sensitive; NiFi then says so. */
    private static final class WithSensitiveValues extends ListenUserImports {

        private boolean sensitive = true;

        @Override
        protected PropertyDescriptor getSupportedDynamicPropertyDescriptor(final String name) {
            return new PropertyDescriptor.Builder()
                    .fromPropertyDescriptor(super.getSupportedDynamicPropertyDescriptor(name))
                    .sensitive(sensitive)
                    .build();
        }
    }

    @BeforeEach
    void configure() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        // The client is answered when the FlowFile is committed, so it has to be waited for.
        runner.setAllowSynchronousSessionCommits(true);
        store = UserStores.add(runner, TestPostgres.shared().newDatabase());
        runner.setProperty(ListenUserImports.USER_STORE, "store");
        runner.setProperty(ListenUserImports.PORT, Integer.toString(port));
        runner.setProperty(ListenUserImports.KEY, "sesame\n  sesame-next ");
        runner.setProperty(ListenUserImports.ALLOWED_BUCKETS, "crm/in");
    }

    @AfterEach
    void stop() {
        processor.close();
    }

    private HttpResponse<String> upload(final String key) throws Exception {
        return client.send(
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + port
                                                + "/users/import?app=$self_app&delimiter=;&tags=a"))
                        .header("Authorization", "Token " + key)
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(
                                BodyPublishers.ofString(
                                        "--b\r\nContent-Disposition: form-data; name=\"file\";"
                                                + " filename=\"users one.csv\"\r\n\r\n"
                                                + USERS
                                                + "\r\n--b--\r\n"))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void makesAFlowFileOfAnUpload() throws Exception {
        runner.run(1, false, true);
        final HttpResponse<String> answer = upload("sesame-next");

        assertThat(answer.statusCode())
                .as(answer.body() + runner.getLogger().getErrorMessages())
                .isEqualTo(200);
        runner.assertTransferCount(ListenUserImports.FETCH, 0);
        final MockFlowFile file =
                runner.getFlowFilesForRelationship(ListenUserImports.IMPORT).getFirst();
        file.assertContentEquals(USERS);
        file.assertAttributeEquals("userimport.app", "default");
        file.assertAttributeEquals("userimport.api", "dashly");
        file.assertAttributeEquals("userimport.key", "$user_id");
        file.assertAttributeEquals("userimport.tags", "a");
        file.assertAttributeEquals("userimport.delimiter", "semicolon");
        file.assertAttributeEquals("filename", "users one.csv");
        assertThat(answer.body()).contains(file.getAttribute("userimport.id"));
        assertThat(file.getAttributes().toString()).doesNotContain("sesame");
        assertThat(store.status(file.getAttribute("userimport.id")).orElseThrow().state())
                .isEqualTo(JobState.PENDING);
        assertThat(runner.getProvenanceEvents().toString()).doesNotContain("sesame");
    }

    @Test
    void makesAFlowFileOfTheNameOfAnObject() throws Exception {
        runner.run(1, false, true);
        final HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                "http://127.0.0.1:"
                                                        + port
                                                        + "/api?action=multi&appId=default&clientKey=sesame"
                                                        + "&apiVersion=1.0.6&createJob=true&gcsBucket=crm"
                                                        + "&file=in/users.csv&defaultAction=track"))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode())
                .as(answer.body() + runner.getLogger().getErrorMessages())
                .isEqualTo(200);
        final MockFlowFile object =
                runner.getFlowFilesForRelationship(ListenUserImports.FETCH).getFirst();
        object.assertAttributeEquals("userimport.action", "track");
        object.assertAttributeEquals("userimport.bucket", "crm");
        object.assertAttributeEquals("gcs.bucket", "crm");
        object.assertAttributeEquals("userimport.object", "in/users.csv");
        object.assertAttributeEquals("filename", "users.csv");
        assertThat(store.status(object.getAttribute("userimport.id")).orElseThrow().fileName())
                .isEqualTo("in/users.csv");
    }

    @Test
    void letsTheFirstRequestsWaitForNiFi() throws Exception {
        processor.begin(runner.getProcessContext());
        final CompletableFuture<HttpResponse<String>> early =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return upload("sesame");
                            } catch (final Exception failed) {
                                throw new CompletionException(failed);
                            }
                        });
        // So that the request is there before.
        Thread.sleep(300);
        runner.run(1, false, false);

        assertThat(early.get().statusCode()).isEqualTo(200);
    }

    @Test
    void takesNothingBeforeNiFiHasTriggeredIt() throws Exception {
        runner.run(1, false, true);
        processor.close();
        processor.begin(runner.getProcessContext());

        assertThat(upload("sesame").statusCode()).isEqualTo(503);
    }

    /** NiFi schedules it on the other nodes too; one of them may be on the same machine. */
    @Test
    void listensOnlyOnThePrimaryNodeWhenToldTo() throws Exception {
        final ProcessContext context = onPrimaryNode(runner.getProcessContext());

        processor.begin(context);
        assertThatThrownBy(this::health).isInstanceOf(ConnectException.class);

        processor.onTrigger(context, runner.getProcessSessionFactory());
        assertThat(health()).isEqualTo(200);

        processor.changePrimaryNode(PrimaryNodeState.PRIMARY_NODE_REVOKED);
        assertThatThrownBy(this::health).isInstanceOf(ConnectException.class);
    }

    @Test
    void goesOnWhicheverNodeIsPrimaryWhenItRunsOnAll() throws Exception {
        runner.run(1, false, true);
        processor.changePrimaryNode(PrimaryNodeState.PRIMARY_NODE_REVOKED);
        assertThat(health()).isEqualTo(200);
    }

    private int health() throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/healthz"))
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private static ProcessContext onPrimaryNode(final ProcessContext context) {
        return (ProcessContext)
                Proxy.newProxyInstance(
                        ProcessContext.class.getClassLoader(),
                        new Class<?>[] {ProcessContext.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("getExecutionNode")
                                        ? ExecutionNode.PRIMARY
                                        : method.invoke(context, arguments));
    }

    @Test
    void letsKeysBeSecretAndOfOneAppOnly() {
        runner.setProperty("shop", "sesame");
        runner.assertNotValid();
        runner.setProperty("shop", "other");
        runner.setProperty("read-only.shop", "reads");
        runner.assertValid();
        processor.sensitive = false;
        runner.setProperty("plain", "open");
        runner.assertNotValid();
    }

    @Test
    void saysWhichPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            runner.setProperty(ListenUserImports.PORT, Integer.toString(taken.getLocalPort()));

            assertThatThrownBy(() -> processor.begin(runner.getProcessContext()))
                    .hasMessageContaining(
                            "Cannot listen on 127.0.0.1, port " + taken.getLocalPort());
            assertThat(verify())
                    .filteredOn(step -> step.getVerificationStepName().equals("Listen on the port"))
                    .extracting(ConfigVerificationResult::getOutcome)
                    .containsExactly(ConfigVerificationResult.Outcome.FAILED);
        }
    }

    @Test
    void verifiesItsPortStoreAndKeys() {
        assertThat(verify())
                .extracting(ConfigVerificationResult::getOutcome)
                .containsOnly(ConfigVerificationResult.Outcome.SUCCESSFUL);
        assertThat(verify().toString()).doesNotContain("sesame");
        runner.removeProperty(ListenUserImports.KEY);
        assertThat(verify())
                .filteredOn(step -> step.getVerificationStepName().equals("Look for keys"))
                .extracting(ConfigVerificationResult::getOutcome)
                .containsExactly(ConfigVerificationResult.Outcome.FAILED);
    }

    private List<ConfigVerificationResult> verify() {
        return processor.verify(runner.getProcessContext(), runner.getLogger(), Map.of());
    }
}
